"""What only an organisation's administrators may do."""

from django.core.exceptions import PermissionDenied

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from common.locks import locked


def lock_organisation(person: Person, organisation: Organisation) -> Organisation:
    """The organisation, locked until the transaction ends: changes of who belongs to it come one after the
    other. Refused to those who do not administer it."""
    organisation = locked(Organisation.objects.filter(pk=organisation.pk)).get()
    if not administers(person, organisation):
        raise PermissionDenied
    return organisation


def administers(person: Person, organisation: Organisation) -> bool:
    return person.memberships.active().filter(organisation=organisation, is_administrator=True).exists()
