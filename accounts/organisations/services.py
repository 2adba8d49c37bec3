from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.organisations.administration import lock_organisation
from accounts.organisations.identifiers import normalise_identifier
from accounts.organisations.models import Organisation
from accounts.people.models import Person


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, by: Person, version: int, identifier: str, country: str, time_zone: str
) -> Organisation:
    organisation = lock_organisation(by, organisation)
    country = country.strip().upper()
    wanted = read_identifier(identifier, country)
    now = (organisation.identifier, organisation.country, organisation.time_zone)
    if now == (wanted, country, time_zone):
        return organisation
    if version != organisation.version:
        raise ValidationError(
            _("Somebody changed this while you were writing. Compare with how it is now, and save once more.")
        )
    organisation.identifier, organisation.country, organisation.time_zone = wanted, country, time_zone
    organisation.version += 1
    organisation.full_clean()
    organisation.save()
    return organisation


def read_identifier(raw: str, country: str, field: str = "identifier") -> str:
    """The number as we keep it; empty where nothing is written. ``field`` is where what is wrong is shown."""
    if not raw.strip():
        return ""
    identifier = normalise_identifier(raw, country)
    if not identifier:
        raise ValidationError(
            {field: _("This is not an organisation number we know how to read. Try SE2120001234.")}
        )
    return identifier
