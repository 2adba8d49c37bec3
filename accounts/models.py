from accounts.invitations.models import Invitation
from accounts.organisations.models import Membership, Organisation, normalise_name
from accounts.people.models import Person
from accounts.sign_in.models import ForgottenPassword

__all__ = ["ForgottenPassword", "Invitation", "Membership", "Organisation", "Person", "normalise_name"]
