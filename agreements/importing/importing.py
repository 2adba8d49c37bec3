"""Taking what a file says into the registers; or finding out what would happen, and leaving it at that."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from accounts.organisations.identifiers import normalise_identifier
from accounts.organisations.models import Organisation, normalise_name
from agreements.importing.catalogue import Catalogue, Entry
from agreements.importing.ocds.files import Contents, Unreadable, find_files, read_path
from agreements.importing.ocds.release import Reading, ReleasedAgreement, read_release
from agreements.importing.report import MADE, MATCHED, SKIPPED, UNUSABLE, UPDATED, FileReport, Line
from agreements.register.models import Agreement, AgreementParty
from agreements.register.organisations import KnownOrganisation, lock_organisation_names

BATCH: Final = 100


def import_file(
    *,
    name: str,
    read: Callable[[], Contents],
    register: Organisation | None = None,
    store: bool = True,
    catalogue: Catalogue | None = None,
) -> FileReport:
    """One file, in one transaction: all that can be used of it, or nothing. ``register`` is where the
    agreements are kept; without one, each goes to its buyer's. With ``store=False`` nothing is written, and
    ``catalogue`` remembers what would have been made, from one file to the next."""
    report = FileReport(name)
    try:
        contents = read()
    except Unreadable as error:
        report.error = str(error)
        return report
    report.lines += [Line("", UNUSABLE, why=[problem]) for problem in contents.problems]
    readings = [read_release(raw, published) for raw, published in contents.releases]
    if not store:
        for group in _batches(readings):
            _take(group, register, report, catalogue or Catalogue(), store=False)
        return report
    with transaction.atomic():
        lock_organisation_names()
        for group in _batches(readings):
            _store(group, register, report)
    return report


def _batches(readings: list[Reading]) -> list[list[Reading]]:
    return [readings[at : at + BATCH] for at in range(0, len(readings), BATCH)]


def _store(readings: list[Reading], register: Organisation | None, report: FileReport) -> None:
    """A batch at once; where the database refuses it, release by release, so that one costs no other."""
    trial = FileReport(report.file)
    try:
        with transaction.atomic():
            _take(readings, register, trial, Catalogue(), store=True)
    except DatabaseError:
        if len(readings) == 1:
            report.lines.append(Line(readings[0].label, UNUSABLE, why=[_("the database could not keep it")]))
            return
        for reading in readings:
            _store([reading], register, report)
        return
    report.lines += trial.lines
    report.organisations_made |= trial.organisations_made
    report.organisations_matched |= trial.organisations_matched


def _take(
    readings: list[Reading],
    register: Organisation | None,
    report: FileReport,
    catalogue: Catalogue,
    *,
    store: bool,
) -> None:
    released = [agreement for reading in readings for agreement in reading.agreements]
    catalogue.load(released, register, lock=store)
    made_before = len(catalogue.new_organisations)
    used: dict[int, KnownOrganisation] = {}
    for reading in readings:
        for agreement in reading.agreements:
            report.lines.append(_decide(catalogue, reading, agreement, register, used))
        report.lines += [Line(reading.label, SKIPPED, why=[why]) for why in reading.skipped]
        report.lines += [Line(reading.label, UNUSABLE, why=[why]) for why in reading.unusable]
    if store:
        _write(catalogue)
    new = {id(known) for known in catalogue.new_organisations[made_before:]}
    for key, known in used.items():
        number = known.organisation.pk or -key
        (report.organisations_made if key in new else report.organisations_matched).add(number)


def _decide(
    catalogue: Catalogue,
    reading: Reading,
    released: ReleasedAgreement,
    register: Organisation | None,
    used: dict[int, KnownOrganisation],
) -> Line:
    """What one released agreement means for the register: made, updated, matched, skipped or unusable."""
    line = Line(reading.label, UNUSABLE, released.title, released.contract_id)
    home: KnownOrganisation | None = None
    if register is not None:
        home = catalogue.organisations[register.pk]
    elif released.buyers and catalogue.knows(released.buyers[0]):
        home = catalogue.organisation(released.buyers[0])
    entry = catalogue.agreement(released, home)
    if entry is None:
        if why := _why_not(released):
            line.what, line.why = why
            return line
        home = home or catalogue.organisation(released.buyers[0])
        entry = Entry(Agreement(ocid=released.ocid, contract_id=released.contract_id), home, is_new=True)
        line.what = MADE
        if released.amends:
            line.why.append(_("the agreement that it amends is not in the register"))
        _apply(entry, released, catalogue)
        catalogue.add_entry(entry)
    else:
        line.what = _amend(entry, released, catalogue, line)
    line.title, line.agreement = entry.agreement.title, entry.agreement
    line.suppliers = [known.organisation.name for known in entry.parties.get("supplier", [])]
    if line.what != MATCHED:
        line.why += released.notes
    for known in (entry.register, *(party for parties in entry.parties.values() for party in parties)):
        used[id(known)] = known
    return line


def _why_not(released: ReleasedAgreement) -> tuple[str, list[str]] | None:
    """Why a new agreement cannot be made of it, if so."""
    if released.amends and not released.suppliers:
        return SKIPPED, [_("it names no award, and the agreement that it amends is not in the register")]
    if not released.suppliers:
        return UNUSABLE, [_("it names no supplier")]
    if not released.buyers:
        return UNUSABLE, [_("it names no buyer")]
    if not released.title:
        return UNUSABLE, [_("it has no title")]
    return None


def _amend(entry: Entry, released: ReleasedAgreement, catalogue: Catalogue, line: Line) -> str:
    """A newer release changes what it says anew; an older one, or the same again, changes nothing."""
    known = entry.agreement.release_date
    if known and released.date and released.date < known:
        line.why.append(_("a newer release of it was read already"))
        return MATCHED
    if known == released.date and not released.amends:
        return MATCHED
    changed = _apply(entry, released, catalogue)
    entry.changed += changed
    entry.is_newer = True
    if changed:
        line.why.append(_("new: %(fields)s") % {"fields": ", ".join(changed)})
    return UPDATED if changed else MATCHED


def _apply(entry: Entry, released: ReleasedAgreement, catalogue: Catalogue) -> list[str]:
    """Take over what the release says; what it is silent about stays. Returns what changed, in words."""
    agreement = entry.agreement
    changed: list[str] = []
    stated: dict[str, dict[str, Any]] = {
        _("title"): {"title": released.title},
        _("number"): {"number": released.number},
        _("description"): {"description": released.description},
        _("period"): {
            "start": released.period.start,
            "end": released.period.end,
            "duration_days": released.period.days,
        },
        _("date of signing"): {"signed": released.signed},
        _("value"): {"value": released.value, "currency": released.currency}
        if released.value is not None
        else {},
        _("CPV codes"): {"cpv": list(released.cpv)},
    }
    for words, fields in stated.items():
        given = {name: value for name, value in fields.items() if value not in (None, "", [])}
        if any(getattr(agreement, name) != value for name, value in given.items()):
            changed.append(words)
            for name, value in given.items():
                setattr(agreement, name, value)
    for part, words, named in (
        ("buyer", _("buyer"), released.buyers),
        ("supplier", _("supplier"), released.suppliers),
    ):
        parties = list(dict.fromkeys(catalogue.organisation(who) for who in named))
        if parties and set(parties) != set(entry.parties.get(part, [])):
            entry.parties[part] = parties
            changed.append(words)
    agreement.release_date = released.date or agreement.release_date
    return changed


def _write(catalogue: Catalogue) -> None:
    """Organisations, then agreements, then parties: a few queries for a batch."""
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


def import_paths(paths: Iterable[Path], *, register: Organisation | None = None) -> Iterator[FileReport]:
    """Files and folders, one after the other; what cannot be opened is a line like any other."""
    for path in paths:
        try:
            files = find_files(path)
        except (Unreadable, OSError) as error:
            yield FileReport(str(path), error=str(error))
            continue
        for file in files:
            yield import_file(name=str(file), read=partial(read_path, file), register=register)


def find_register(words: str) -> Organisation:
    """The organisation that is meant by its number or its name."""
    number = normalise_identifier(words, "") or words.strip()
    found = Organisation.objects.filter(identifier=number) or Organisation.objects.filter(
        normalised_name=normalise_name(words)
    )
    if len(found) != 1:
        raise ValidationError(
            _("There is no organisation “%(words)s”.") if not found else _("Several are called “%(words)s”."),
            params={"words": words},
        )
    return found[0]
