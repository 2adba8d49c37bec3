"""Meetings carry the papers for them, are found by their titles, a guest's place is handed over, and with the
partnership they stop."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.locks import locked
from common.offers import page
from governance.meetings.attendance import cancel_meetings, change_attendees
from governance.meetings.models import Meeting
from governance.minutes.models import Minutes
from partnerships.files.targets import offer_attachments
from partnerships.lifecycle.ending import stop_when_ended
from partnerships.lifecycle.models import Partnership
from partnerships.people.holdings import Handover, held_as, offer_holding
from partnerships.search.kinds import (
    Names,
    SearchKind,
    SearchResult,
    Shown,
    Words,
    offer_to_search,
    records_with_words,
)
from partnerships.sides import Side
from partnerships.timeline.services import Happened, record_all

meeting_page = page("meeting")


def held(side: Side) -> QuerySet[Any]:
    """Meetings to which people are to come for themselves; a board's meetings follow its seats."""
    coming = Meeting.objects.planned().filter(starts_at__gt=timezone.now())
    return held_as("attendees__person", coming.filter(attendees__side=side, attendees__is_guest=True))


def move(handover: Handover) -> int:
    mine = held(handover.side).filter(partnership=handover.partnership, holder=handover.leaver.pk)
    meetings = list(locked(Meeting.objects.filter(pk__in=list(mine.values_list("pk", flat=True)))))
    for meeting in meetings:
        meeting.partnership = handover.partnership
    change_attendees(meetings, {handover.successor.pk: handover.side}, {handover.leaver.pk}, are_guests=True)
    change = {"joined": [handover.successor.name], "left": [handover.leaver.name]}
    record_all(
        partnership=handover.partnership,
        person=handover.actor.person,
        events=[
            Happened("meeting.people", str(meeting), meeting.space, {"number": meeting.number, **change})
            for meeting in meetings
        ],
    )
    return len(meetings)


@stop_when_ended
def cancel_coming(partnership: Partnership, by: Person, now: datetime) -> None:
    coming = Meeting.objects.planned().filter(partnership=partnership, starts_at__gt=now)
    meetings = list(locked(coming))
    for meeting in meetings:
        meeting.partnership = partnership
    cancel_meetings(meetings, gettext("The partnership has ended."))
    record_all(
        partnership=partnership,
        person=by,
        events=[
            Happened(
                "meeting.cancelled",
                meeting.name,
                meeting.space,
                {"number": meeting.number, "reason": meeting.reason},
            )
            for meeting in meetings
        ],
    )


def has_sealed_minutes(meeting: Meeting) -> bool:
    return Minutes.objects.filter(meeting=meeting, state=Minutes.State.SEALED).exists()


# whoever may put something on the agenda brings the papers for it
offer_attachments(
    "meeting", Meeting, label=_("Meeting"), permission="change_agenda", is_sealed=has_sealed_minutes
)
offer_holding("meetings", move, position=70, label=_("Coming meetings, as a guest"), held=held)


def find(shown: Shown, words: Words) -> QuerySet[Meeting]:
    return records_with_words(Meeting, shown, words, "title", "place")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    day = date_format(timezone.localtime(row.starts_at))
    state = Meeting.State(row.state)
    chip = "" if state == Meeting.State.PLANNED else str(state.label)
    url = meeting_page(home.reference, row.number)
    return SearchResult(row.title, url, f"{home.title} · {day}", chip=chip, when=day)


offer_to_search(
    SearchKind(
        key="meetings",
        position=35,
        title=_("Meetings"),
        icon="calendar-event",
        find=find,
        order=("-starts_at", "-pk"),
        columns=("pk", "number", "title", "starts_at", "state", "partnership"),
        look=look,
    )
)
