"""Putting a mail into the outbox: a row, in the transaction that causes it."""

import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import formats, timezone, translation

from common.locks import locked
from outbox import clock
from outbox.models import Attachment, Message
from outbox.reading import Matter, about_fields
from outbox.writing import find_words_for_several, new_message_id, rendered

#: So many letters are in memory, and in one question to the database, at a time.
BATCH = 1000


@dataclass(frozen=True)
class Line:
    """What a reminder is in a mail that says several of its kind: its subject, with a link."""

    name: str  # of the reader
    title: str  # of what it belongs to, such as the partnership
    link: str
    due: date | datetime | None = None


@dataclass(frozen=True)
class EmailDraft:
    """A mail to be. ``template`` names the three files ``emails/<template>.{subject.txt,txt,html}``;
    the same ``key`` is queued once only, however often one asks."""

    key: str
    to: str
    template: str
    context: dict[str, Any]
    language: str = "en"
    time_zone: str = "UTC"
    organisation_id: int | None = None
    #: Nobody but its reader sees what it says, unless it says more about itself.
    about: Matter | Message.About = Message.About.PERSON
    private_links: Sequence[str] = ()
    #: (name, content type, path in the default storage)
    attachments: Sequence[tuple[str, str, str]] = field(default=())
    #: (METHOD, text): an iCalendar that mail programs take as an invitation, or as the end of one.
    calendar: tuple[str, str] | None = None
    #: What the file is called for those who open it by hand.
    calendar_name: str = ""
    #: A later letter of a series takes the place of the earlier ones: those that have not left stay here.
    series: str = ""
    #: With a line, it leaves with others of its template to the same reader, if a sweep has written any. It
    #: carries no file and no calendar then.
    line: Line | None = None


def queue(letter: EmailDraft) -> bool:
    """Insert it, unless its key is there already, and wake the worker on commit."""
    return queue_all([letter]) == 1


def queue_all(letters: Iterable[EmailDraft]) -> int:
    """Insert what is not there yet and wake the worker on commit. Returns how many were new. The number of
    queries grows by the thousand letters, not by the letter."""
    new: dict[int, EmailDraft] = {}
    with transaction.atomic():
        for batch in _batches(letters):
            new |= _insert(batch)
        wake_on_commit([pk for pk, letter in new.items() if letter.line is None])
    return len(new)


def wake_on_commit(ids: list[int]) -> None:
    if ids:
        # no partial: Django asks one that failed for its name
        transaction.on_commit(lambda: _wake(ids), robust=True)


def _wake(ids: list[int]) -> None:
    from outbox.tasks import deliver_many  # the tasks call actions

    deliver_many(ids)


def _batches(letters: Iterable[EmailDraft]) -> Iterator[dict[str, EmailDraft]]:
    rest = iter(letters)
    while batch := list(islice(rest, BATCH)):
        yield {letter.key: letter for letter in batch}


def _insert(wanted: dict[str, EmailDraft]) -> dict[int, EmailDraft]:
    present = set(Message.objects.filter(key__in=wanted).values_list("key", flat=True))
    # in one order, so that two processes that insert the same keys wait for each other in line
    rows = [_written(wanted[key]) for key in sorted(wanted.keys() - present)]
    now = clock.now()
    for row in rows:
        row.next_attempt_at = now
    if not rows:
        return {}
    # another process may queue the same key at this moment: the constraint decides, not the look above
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    # a key may be there now through that other process, with its own attachments: ours carry our Message-ID
    own = Message.objects.filter(message_id__in=[row.message_id for row in rows])
    ids = dict(own.values_list("key", "pk"))
    Attachment.objects.bulk_create(
        Attachment(message_id=pk, name=name, content_type=kind, stored_as=path)
        for key, pk in ids.items()
        for name, kind, path in wanted[key].attachments
    )
    _overtake({wanted[key].series for key in ids} - {""}, list(ids.values()))
    return {pk: wanted[key] for key, pk in ids.items()}


def take_back(series: str) -> None:
    """Nothing of the series is to leave any more; what has left has."""
    _overtake({series}, by=[])


def _overtake(series: set[str], by: list[int]) -> None:
    """One that a worker holds at this moment may still arrive; if it fails, it is not tried again."""
    if not series:
        return
    earlier = Message.objects.filter(series__in=series, overtaken_at=None).exclude(pk__in=by)
    overtaken = list(locked(earlier).values_list("pk", flat=True))
    Message.objects.filter(pk__in=overtaken).update(overtaken_at=timezone.now())
    Message.objects.filter(pk__in=overtaken, state=Message.State.WAITING).update(
        state=Message.State.OVERTAKEN
    )


def _written(letter: EmailDraft) -> Message:
    return Message(
        key=letter.key,
        message_id=new_message_id(),
        to=letter.to,
        **rendered(letter.template, letter.context, letter.language, letter.time_zone),
        language=letter.language,
        private_links=list(letter.private_links),
        organisation_id=letter.organisation_id,
        **about_fields(letter.about),
        calendar_method=letter.calendar[0] if letter.calendar else "",
        calendar=letter.calendar[1] if letter.calendar else "",
        calendar_name=letter.calendar_name,
        series=letter.series,
        kind=letter.template if letter.line else "",
        line=_line_fields(letter, letter.line) if letter.line else {},
    )


def _line_fields(letter: EmailDraft, line: Line) -> dict[str, str]:
    """The day as its reader has it, and the moment, by which lines are put in order. What several of the kind
    are called is known, or nothing is queued."""
    find_words_for_several(letter.template)
    zone = zoneinfo.ZoneInfo(letter.time_zone)
    moment = line.due
    if moment is not None and not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    with translation.override(letter.language):
        day = formats.date_format(moment.astimezone(zone), "MONTH_DAY_FORMAT") if moment else ""
    due = moment.astimezone(UTC).isoformat() if moment else ""
    return {"name": line.name, "title": line.title, "link": line.link, "day": day, "due": due}
