from accounts.invitations.models import Invitation
from accounts.organisations.models import Membership, Organisation, normalise_name
from accounts.people.models import Person
from accounts.sign_in.models import ForgottenPassword, FormSecret, TypedForm

__all__ = [
    "ForgottenPassword",
    "FormSecret",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "TypedForm",
    "normalise_name",
]
