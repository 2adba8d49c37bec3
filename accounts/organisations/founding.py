from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person


@transaction.atomic
def found_organisation(
    *, name: str, country: str, email: str, given_name: str, family_name: str, password: str
) -> Person:
    """The way into an empty installation: one organisation, and the person who invites all others, and who
    operates the installation until somebody else does."""
    if Membership.objects.filter(is_administrator=True).exists():
        raise ValidationError(_("There is an administrator already. New people are invited by email."))
    person = Person(email=email.strip().lower(), given_name=given_name, family_name=family_name)
    person.is_superuser = True
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    organisation = Organisation(name=name, country=country)
    organisation.full_clean()
    organisation.save()
    Membership.objects.create(
        organisation=organisation, person=person, is_administrator=True, is_officer=True
    )
    return person
