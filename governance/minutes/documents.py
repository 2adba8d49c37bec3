"""Pre-reads and sealed minutes as documents: made by a worker, mailed to those who attend."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.agendas.models import AgendaItem
from governance.agendas.pre_read import pre_read
from governance.meetings.models import Attendee, Meeting
from governance.minutes import emails
from governance.minutes.models import Minutes
from governance.minutes.sealed import render_minutes
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update
from partnerships.documents.kinds import DocumentKind, Reader
from partnerships.documents.models import Document
from partnerships.documents.services import request_document, request_for_readers
from partnerships.people.models import Role
from partnerships.timeline.services import record


def request_pre_read(meeting: Meeting, language: str, *, goes_out: bool = False) -> Document:
    """The pre-read in a language, made anew where anything that it says has changed. ``goes_out`` mails it
    to those who attend and read that language, as soon as it is there."""
    return request_document(PRE_READ, meeting, language, goes_out=goes_out)


@transaction.atomic
def send_pre_read(*, actor: Actor, meeting: Meeting) -> int:
    """Mail the pre-read to those who attend, each in their language; returns how many they are. The same
    pre-read is never mailed twice to one person."""
    if not actor.may("change_agenda"):
        raise PermissionDenied
    meeting = lock_for_update(meeting, actor)
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        raise ValidationError(_("There is nothing on the agenda yet."))
    readers = readers_of(meeting)
    if not readers:
        raise ValidationError(_("Nobody is invited to this meeting yet."))
    for language in sorted({reader.person.language for reader in readers}):
        request_pre_read(meeting, language, goes_out=True)
    record(
        partnership=meeting.partnership,
        person=actor.person,
        kind="agenda.pre_read_sent",
        subject=meeting.name,
        space=meeting.space,
        change={"number": meeting.number},
    )
    return len(readers)


def request_sealed_minutes(minutes: Minutes) -> list[Document]:
    return request_for_readers(SEALED_MINUTES, minutes.meeting, minutes.language)


def request_minutes_document(minutes: Minutes, language: str) -> Document:
    """The sealed minutes in another language, for somebody who looks; without a mail."""
    return request_document(SEALED_MINUTES, minutes.meeting, language, goes_out=False)


def readers_of(meeting: Meeting) -> list[Reader]:
    """Those who attend, as long as they have a part in the partnership."""
    parts = Role.objects.current().filter(partnership=meeting.partnership_id)
    attendees = Attendee.objects.filter(meeting=meeting, person__in=parts.values("person"))
    return [
        Reader(attendee.person, attendee.side)
        for attendee in attendees.select_related("person").order_by("side", "pk")
    ]


def _find(document: Document) -> Meeting:
    rows = Meeting.objects.select_related("partnership__customer", "partnership__supplier", "minutes")
    meeting: Meeting = rows.get(pk=document.subject_id)
    return meeting


def _render_pre_read(document: Document, meeting: Meeting) -> bytes:
    read = pre_read(meeting, document.language)
    Document.objects.filter(pk=document.pk).update(made_from=read.digest)
    return read.as_pdf()


PRE_READ = DocumentKind(
    key="pre_read",
    label=gettext_lazy("Pre-read"),
    folder="meetings",
    permission="view",
    find=_find,
    render=_render_pre_read,
    file_name=emails.pre_read_name,
    email=emails.pre_read_ready,
    readers=readers_of,
    digest_of=lambda document, meeting: pre_read(meeting, document.language).digest,
)
SEALED_MINUTES = DocumentKind(
    key="minutes",
    label=gettext_lazy("Minutes"),
    folder="meetings",
    permission="view",
    find=_find,
    render=lambda document, meeting: render_minutes(meeting, document.language),
    file_name=emails.minutes_name,
    email=emails.minutes_sealed,
    readers=readers_of,
)
