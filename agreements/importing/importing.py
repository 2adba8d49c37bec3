"""Taking what a file says into the registers; or finding out what would happen, and leaving it at that."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.organisations.identifiers import possible_identifiers
from accounts.organisations.models import Organisation, normalise_name
from agreements.importing.catalogue import Catalogue
from agreements.importing.deciding import decide
from agreements.importing.ocds.files import Read, find_files, read_path
from agreements.importing.ocds.packages import Found, Problem, Published
from agreements.importing.ocds.release import Reading, ocid_of, read_release
from agreements.importing.ocds.stream import Unreadable
from agreements.importing.processes import ProcessStore
from agreements.importing.report import SKIPPED, UNUSABLE, FileReport, Line, Outcome
from agreements.importing.writing import write
from agreements.register.organisations import KnownOrganisation, lock_organisation_names

#: What is read and stored at once: so many releases, of so many signs together, and what else is between.
BATCH: Final = 100
BATCH_ENTRIES: Final = 5000
BATCH_CHARACTERS: Final = 1024 * 1024
#: Told after each piece, in its transaction.
Progress = Callable[[FileReport], None]


@dataclass
class Preview:
    """What would have been made so far, from one file to the next."""

    register: Organisation | None
    catalogue: Catalogue = field(default_factory=Catalogue)
    processes: ProcessStore = field(init=False)

    def __post_init__(self) -> None:
        self.processes = ProcessStore(self.register)


def import_file(
    *,
    name: str,
    read: Read,
    register: Organisation | None = None,
    preview: Preview | None = None,
    report: FileReport | None = None,
    progress: Progress | None = None,
) -> FileReport:
    """One file in pieces, each in a transaction of its own, so that nobody waits for all of it. ``register``
    is where the agreements are kept; without one, each goes to its buyer's. With a ``preview`` nothing is
    written. A worker that goes on where another left brings the ``report`` so far."""
    report = report or FileReport(name)
    try:
        for piece in _pieces(islice(read(), report.done, None)):
            report.done += len(piece)
            if preview:
                catalogue, processes = preview.catalogue, preview.processes
                _take(piece, preview.register, catalogue, processes, store=False).tell(report)
                preview.processes.pack()
                if progress:
                    progress(report)
            else:
                with transaction.atomic():
                    lock_organisation_names()
                    _store(piece, register, report)
                    if progress:
                        progress(report)
    except Unreadable as error:
        report.error = str(error)
    return report


def _pieces(found: Iterable[Found]) -> Iterator[list[Found]]:
    piece: list[Found] = []
    releases = size = 0
    for each in found:
        piece.append(each)
        if isinstance(each, Published):
            releases += bool(ocid_of(each.raw))
            size += each.size
        if releases == BATCH or len(piece) == BATCH_ENTRIES or size > BATCH_CHARACTERS:
            yield piece
            piece, releases, size = [], 0, 0
    if piece:
        yield piece


def _store(piece: list[Found], register: Organisation | None, report: FileReport) -> None:
    """A piece at once; where the database refuses it, release by release, so that one costs no other."""
    try:
        with transaction.atomic():
            outcome = _take(piece, register, Catalogue(), ProcessStore(register), store=True)
    except (DataError, IntegrityError):
        if len(piece) > 1:
            for each in piece:
                _store([each], register, report)
            return
        refused = Line(_label(piece[0]), UNUSABLE, why=[_("the database could not keep it")])
        outcome = Outcome([refused])
    outcome.tell(report)


def _label(found: Found) -> str:
    return found.about if isinstance(found, Problem) else read_release(found.raw).label


def _take(
    piece: list[Found],
    register: Organisation | None,
    catalogue: Catalogue,
    processes: ProcessStore,
    *,
    store: bool,
) -> Outcome:
    outcome = Outcome()
    processes.load(ocid_of(found.raw) for found in piece if not isinstance(found, Problem))
    readings: list[Reading] = []
    for found in piece:
        if isinstance(found, Problem):
            outcome.lines.append(Line("", UNUSABLE, found.about, why=[found.why]))
        else:
            readings.append(read_release(found.raw, found.package_date, processes.__getitem__))
    released = [agreement for reading in readings for agreement in reading.agreements]
    catalogue.load(released, register, lock=store)
    made_before = len(catalogue.new_organisations)
    used: dict[int, KnownOrganisation] = {}
    for reading in readings:
        outcome.lines += _lines_of(reading, catalogue, register, used)
    if store:
        write(catalogue)
        processes.store()
    new = {id(known) for known in catalogue.new_organisations[made_before:]}
    for key, known in used.items():
        number = known.organisation.pk or -key
        (outcome.organisations_made if key in new else outcome.organisations_matched).add(number)
    return outcome


def _lines_of(
    reading: Reading,
    catalogue: Catalogue,
    register: Organisation | None,
    used: dict[int, KnownOrganisation],
) -> Iterator[Line]:
    for agreement in reading.agreements:
        if line := decide(catalogue, reading, agreement, register, used):
            yield line
    for what, passed in ((SKIPPED, reading.skipped), (UNUSABLE, reading.unusable)):
        yield from (Line(reading.label, what, about, why=[why]) for about, why in passed)


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
    numbered = Organisation.objects.filter(identifier__in=possible_identifiers(words))
    found = numbered or Organisation.objects.filter(normalised_name=normalise_name(words))
    if len(found) != 1:
        raise ValidationError(
            _("There is no organisation “%(words)s”.") if not found else _("Several are called “%(words)s”."),
            params={"words": words},
        )
    return found[0]
