"""What was decided for a piece of a file, written into the registers."""

from accounts.organisations.models import Organisation
from agreements.importing.catalogue import Catalogue
from agreements.register.models import Agreement, AgreementParty


def write(catalogue: Catalogue) -> None:
    """Organisations, then agreements, then parties: a few queries for a piece."""
    made = [known.organisation for known in catalogue.new_organisations]
    Organisation.objects.bulk_create(made)
    for known in catalogue.organisations.values():
        if known.filled:
            Organisation.objects.filter(pk=known.organisation.pk, identifier="").update(
                identifier=known.organisation.identifier
            )
    new = [entry for entry in catalogue.entries if entry.is_new]
    for entry in new:
        entry.agreement.register = entry.register.organisation
    Agreement.objects.bulk_create([entry.agreement for entry in new])
    read_again = [entry for entry in catalogue.entries if entry.is_newer and not entry.is_new]
    changed = [entry for entry in read_again if entry.changed]
    for entry in read_again:
        entry.agreement.version += bool(entry.changed)
        entry.agreement.save()
    AgreementParty.objects.filter(agreement__in=[entry.agreement for entry in changed]).delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=entry.agreement, organisation=known.organisation, part=part)
        for entry in (*new, *changed)
        for part, parties in entry.parties.items()
        for known in parties
    )
