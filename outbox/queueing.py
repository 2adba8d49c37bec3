"""Putting a mail into the outbox: a row, in the transaction that causes it."""

import uuid
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.utils import timezone, translation

from common.locks import locked
from outbox import clock
from outbox.models import Attachment, Message
from outbox.reading import Matter, about_fields

#: So many letters are in memory, and in one question to the database, at a time.
BATCH = 1000


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


def queue(letter: EmailDraft) -> bool:
    """Insert it, unless its key is there already, and wake the worker on commit."""
    return queue_all([letter]) == 1


def queue_all(letters: Iterable[EmailDraft]) -> int:
    """Insert what is not there yet and wake the worker on commit. Returns how many were new. The number of
    queries grows by the thousand letters, not by the letter."""
    new: list[int] = []
    with transaction.atomic():
        for batch in _batches(letters):
            new += _insert(batch)
        if new:
            # no partial: Django asks one that failed for its name
            transaction.on_commit(lambda: wake(new), robust=True)
    return len(new)


def wake(ids: list[int]) -> None:
    from outbox.tasks import deliver_many  # the tasks call actions

    deliver_many(ids)


def _batches(letters: Iterable[EmailDraft]) -> Iterator[dict[str, EmailDraft]]:
    rest = iter(letters)
    while batch := list(islice(rest, BATCH)):
        yield {letter.key: letter for letter in batch}


def _insert(wanted: dict[str, EmailDraft]) -> list[int]:
    present = set(Message.objects.filter(key__in=wanted).values_list("key", flat=True))
    # in one order, so that two processes that insert the same keys wait for each other in line
    rows = [_written(wanted[key]) for key in sorted(wanted.keys() - present)]
    now = clock.now()
    for row in rows:
        row.next_attempt_at = now
    if not rows:
        return []
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
    return list(ids.values())


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
    context = {**letter.context, "site_url": settings.SITE_URL, "language": letter.language}
    with translation.override(letter.language), timezone.override(zoneinfo.ZoneInfo(letter.time_zone)):
        subject = _rendered(f"{letter.template}.subject.txt", context)
        text = _rendered(f"{letter.template}.txt", context)
        html = _rendered(f"{letter.template}.html", context, is_html=True)
    return Message(
        key=letter.key,
        message_id=f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
        to=letter.to,
        subject=_one_line(subject)[:255],
        text=text + "\n",
        html=html + "\n",
        language=letter.language,
        private_links=list(letter.private_links),
        organisation_id=letter.organisation_id,
        **about_fields(letter.about),
        calendar_method=letter.calendar[0] if letter.calendar else "",
        calendar=letter.calendar[1] if letter.calendar else "",
        calendar_name=letter.calendar_name,
        series=letter.series,
    )


def _rendered(name: str, context: dict[str, Any], is_html: bool = False) -> str:
    """What is no HTML is not escaped: “Möller & Søn” has no “&amp;” in a subject."""
    template = engines["django"].get_template(f"emails/{name}").template  # type: ignore[attr-defined]
    rendered: str = template.render(Context(context, autoescape=is_html))
    return rendered.replace("\x00", "").strip()


def _one_line(subject: str) -> str:
    """Without line breaks and control characters, a subject cannot grow headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in subject).split())
