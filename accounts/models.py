from accounts.invitations.models import Invitation
from accounts.organisations.models import Membership, Organisation, normalise_name
from accounts.people.models import Person

__all__ = ["Invitation", "Membership", "Organisation", "Person", "normalise_name"]
