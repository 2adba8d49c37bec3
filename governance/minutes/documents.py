"""Pre-reads and sealed minutes on paper: wanted, made by a worker, mailed to those who attend."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.documents import Press
from governance.agendas.models import AgendaItem
from governance.agendas.pre_read import pre_read
from governance.meetings.models import Attendee, Meeting
from governance.minutes import emails
from governance.minutes.models import MeetingPaper, Minutes
from governance.minutes.sealed import render_minutes
from outbox.queueing import EmailDraft, queue_all
from partnerships.access.actors import Actor
from partnerships.people.models import Role
from partnerships.timeline.services import record

Kind = MeetingPaper.Kind
State = MeetingPaper.State


def want_pre_read(meeting: Meeting, language: str, *, goes_out: bool = False) -> MeetingPaper:
    """The pre-read in a language, made anew where anything that it says has changed. ``goes_out`` mails it
    to those who attend and read that language, as soon as it is there."""
    paper, is_new = MeetingPaper.objects.get_or_create(meeting=meeting, kind=Kind.PRE_READ, language=language)
    paper.meeting = meeting
    if goes_out and not paper.goes_out:
        MeetingPaper.objects.filter(pk=paper.pk).update(goes_out=True)
        paper.goes_out = True
    is_current = paper.state == State.MADE and paper.made_from == pre_read(meeting, language).digest
    if is_current:
        _mail(paper)
        return paper
    return PRESS.wanted(paper, is_new=is_new, again=(State.FAILED, State.MADE))


@transaction.atomic
def send_pre_read(*, actor: Actor, meeting: Meeting) -> int:
    """Mail the pre-read to those who attend, each in their language; returns how many they are. The same
    pre-read is never mailed twice to one person."""
    if not actor.may("change_agenda"):
        raise PermissionDenied
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        raise ValidationError(_("There is nothing on the agenda yet."))
    readers = readers_of(meeting)
    if not readers:
        raise ValidationError(_("Nobody is invited to this meeting yet."))
    for language in sorted({reader.person.language for reader in readers}):
        want_pre_read(meeting, language, goes_out=True)
    record(
        partnership=meeting.partnership,
        person=actor.person,
        kind="agenda.pre_read_sent",
        subject=meeting.name,
        space=meeting.space,
        change={"number": meeting.number},
    )
    return len(readers)


def want_pre_reads(meetings: Iterable[Meeting]) -> None:
    """For the reminders: one for each language among those who attend, without mailing it by itself."""
    for meeting in meetings:
        for language in sorted({reader.person.language for reader in readers_of(meeting)}):
            want_pre_read(meeting, language)


def want_sealed_minutes(minutes: Minutes) -> None:
    meeting = minutes.meeting
    languages = {reader.person.language for reader in readers_of(meeting)} or {minutes.language}
    for language in sorted(languages):
        paper, is_new = MeetingPaper.objects.get_or_create(
            meeting=meeting, kind=Kind.MINUTES, language=language, defaults={"goes_out": True}
        )
        PRESS.wanted(paper, is_new=is_new)


def want_minutes_paper(minutes: Minutes, language: str) -> MeetingPaper:
    """The sealed minutes in another language, for somebody who looks; without a mail."""
    paper, is_new = MeetingPaper.objects.get_or_create(
        meeting=minutes.meeting, kind=Kind.MINUTES, language=language
    )
    return PRESS.wanted(paper, is_new=is_new)


def make_meeting_paper(pk: int, now: datetime | None = None) -> MeetingPaper:
    return PRESS.make(pk, now)


def make_due_meeting_papers(now: datetime) -> int:
    return PRESS.make_due(now)


def _load(pk: int) -> MeetingPaper:
    return MeetingPaper.objects.select_related(
        "meeting__partnership__customer", "meeting__partnership__supplier", "meeting__minutes"
    ).get(pk=pk)


def _render(paper: MeetingPaper) -> bytes:
    if paper.kind == Kind.MINUTES:
        return render_minutes(paper.meeting, paper.language)
    read = pre_read(paper.meeting, paper.language)
    MeetingPaper.objects.filter(pk=paper.pk).update(made_from=read.digest)
    return read.as_pdf()


def _mail(paper: MeetingPaper) -> None:
    """To those who attend and read the paper's language, where it is to go out."""
    if not paper.goes_out:
        return
    letters: dict[str, Callable[[MeetingPaper, Attendee], EmailDraft]] = {
        Kind.PRE_READ: emails.pre_read_ready,
        Kind.MINUTES: emails.minutes_sealed,
    }
    letter = letters[paper.kind]
    queue_all(
        letter(paper, reader)
        for reader in readers_of(paper.meeting)
        if reader.person.language == paper.language
    )
    MeetingPaper.objects.filter(pk=paper.pk).update(goes_out=False)


def readers_of(meeting: Meeting) -> list[Attendee]:
    """Those who attend, as long as they have a part in the partnership."""
    parts = Role.objects.current().filter(partnership=meeting.partnership_id)
    attendees = Attendee.objects.filter(meeting=meeting, person__in=parts.values("person"))
    return list(attendees.select_related("person").order_by("side", "pk"))


def _wake(paper_id: int) -> None:
    from governance.tasks import make_meeting_paper as task

    task.delay(paper_id)


PRESS = Press(
    papers=MeetingPaper,
    folder="meetings",
    load=_load,
    render=_render,
    when_made=_mail,
    wake=_wake,
)
