"""The meetings of the year ahead, made from each board's cadence by the daily sweep. A day that a board has
a meeting for, moved or cancelled or held, gets no second one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import in_batches
from common.working_days import working_day
from governance.boards.cadence import Planned, planned_days
from governance.boards.models import Board, BoardMember
from governance.meetings.attendance import present_people, reminder_time
from governance.meetings.models import INVITED_BEFORE, Attendee, Meeting
from partnerships.access.days import latest_day
from partnerships.lifecycle.models import Partnership
from partnerships.sides import RUNNING_STAGES
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.services import event_time

AHEAD: Final = timedelta(days=365)
BATCH: Final = 100


def make_meetings(now: datetime) -> int:
    """Make what is missing of the next twelve months; returns how many meetings are new. A fixed number of
    queries for every hundred boards."""
    return in_batches(
        gettext_noop("Meetings planned"),
        _due(now).order_by("pk"),
        BATCH,
        lambda ids: make_meetings_for(ids, now),
    )


def _due(now: datetime) -> QuerySet[Board]:
    """Boards that are open, in partnerships that run, and not planned to the end of the year ahead, where the
    day begins first; elsewhere some are done already."""
    horizon = latest_day(now) + AHEAD
    return Board.objects.filter(
        Q(made_until=None) | Q(made_until__lt=horizon),
        closed_at=None,
        partnership__state=Partnership.State.BINDING,
        partnership__stage__in=RUNNING_STAGES,
    )


@transaction.atomic
def make_meetings_for(board_ids: Sequence[int], now: datetime) -> int:
    """Make what is missing for these boards."""
    # numbers are counted within a partnership: whoever adds to it at the same moment waits here
    rows = locked(Partnership.objects.filter(boards__in=board_ids))
    partnerships = {p.pk: p for p in rows.select_related("customer", "supplier")}
    # looked at again under the lock: another beat may have been here
    boards = []
    for board in _due(now).filter(pk__in=board_ids).order_by("pk"):
        board.partnership = partnerships[board.partnership_id]
        end_of_year = board.partnership.today(now) + AHEAD
        if board.made_until is None or board.made_until < end_of_year:
            board.made_until = end_of_year
            boards.append(board)
    made = _made_meetings(boards, now)
    Attendee.objects.bulk_create(_attendees(made, now))
    Board.objects.bulk_update(boards, ["made_until"])
    _tell(made, now)
    return len(made)


def _made_meetings(boards: Sequence[Board], now: datetime) -> list[Meeting]:
    existing = set(
        Meeting.objects.filter(
            board__in=boards, planned_for__gte=latest_day(now) - timedelta(days=32)
        ).values_list("board", "planned_for")
    )
    numbers = _numbers(boards)
    new: list[Meeting] = []
    for board in boards:
        for planned in days_ahead(board, now):
            if (board.pk, planned.day) in existing:
                continue
            meeting = meeting_on(board, planned, now)
            if meeting.starts_at <= now:
                continue
            numbers[board.partnership_id] += 1
            meeting.number = numbers[board.partnership_id]
            new.append(meeting)
    return Meeting.objects.bulk_create(new, batch_size=1000)


def days_ahead(board: Board, now: datetime) -> list[Planned]:
    """From today to a year ahead, or to the end of the partnership."""
    today, end = board.partnership.today(now), board.partnership.end
    ahead = today + AHEAD
    last = min(ahead, end) if end else ahead
    return planned_days(board, today, last)


def meeting_on(board: Board, planned: Planned, now: datetime) -> Meeting:
    """The meeting of a planned day, at the board's own time of day wherever the sun stands then."""
    day = working_day(planned.day, countries_of(board.partnership))
    starts_at = datetime.combine(day, board.at, board.zone)
    meeting = Meeting(
        partnership_id=board.partnership_id,
        space=board.space,
        board=board,
        title=board.name,
        level=board.level,
        is_annual=planned.is_annual,
        planned_for=planned.day,
        starts_at=starts_at,
        minutes_long=board.minutes_long,
        time_zone=board.time_zone,
        place=board.place,
        link=board.link,
        invite_at=starts_at - INVITED_BEFORE,
        created_at=now,
        changed_at=now,
    )
    meeting.remind_at = reminder_time(meeting, board.remind_days, now)
    return meeting


def countries_of(partnership: Partnership) -> set[str]:
    parties = (partnership.customer, partnership.supplier)
    return {party.country for party in parties if party is not None and party.country}


def _numbers(boards: Iterable[Board]) -> dict[int, int]:
    """The highest number so far in each partnership."""
    ids = {board.partnership_id for board in boards}
    counted = Meeting.objects.filter(partnership__in=ids).order_by().values_list("partnership")
    return {**dict.fromkeys(ids, 0), **dict(counted.annotate(Max("number")))}


def _attendees(meetings: Sequence[Meeting], now: datetime) -> list[Attendee]:
    """Everybody on the board who has a part in the partnership still."""
    boards = {meeting.board_id for meeting in meetings}
    seats: dict[int, list[BoardMember]] = {}
    for member in BoardMember.objects.filter(board__in=boards).order_by("pk"):
        seats.setdefault(member.board_id, []).append(member)
    present = present_people({meeting.partnership_id for meeting in meetings}, now)
    return [
        Attendee(meeting=meeting, person_id=member.person_id, side=member.side)
        for meeting in meetings
        for member in seats.get(meeting.board_id or 0, [])
        if (meeting.partnership_id, member.person_id) in present
    ]


def _tell(meetings: Sequence[Meeting], now: datetime) -> None:
    by_board: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        by_board.setdefault(meeting.board_id or 0, []).append(meeting)
    TimelineEvent.objects.bulk_create(
        TimelineEvent(
            partnership_id=made[0].partnership_id,
            space=made[0].space,
            at=event_time(now),
            kind="board.planned",
            subject=made[0].title,
            change={
                "meetings": len(made),
                "last": made[-1].starts_at.astimezone(made[-1].zone).date().isoformat(),
            },
        )
        for made in by_board.values()
    )
