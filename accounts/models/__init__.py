from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation, normalise_name
from accounts.models.person import Person

__all__ = ["Invitation", "Membership", "Organisation", "Person", "normalise_name"]
