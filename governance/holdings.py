"""What people hold here, and how it goes to a successor: open actions and risks, what they watch on the
horizon, the ideas that they sponsor, concerns in their hands, seats on boards (see
``partnerships.people.holdings``)."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.action_items.models import ActionItem
from governance.boards.models import Board
from governance.boards.seats import pass_seat
from governance.concerns.models import Concern
from governance.horizon.models import HorizonItem
from governance.ideas.models import Idea
from governance.meetings.attendance import change_attendees
from governance.meetings.models import Meeting
from governance.risks.models import Risk
from partnerships.people.holdings import Handover, hands_over
from partnerships.sides import Side, Space
from partnerships.timeline.services import Happened, record_all


def register() -> None:
    hands_over("actions", move_actions, label=_("Open actions"), held=open_actions)
    hands_over("risks", move_risks, label=_("Open risks"), held=open_risks)
    hands_over("horizon", move_horizon, label=_("Watched on the horizon"), held=watched)
    hands_over("ideas", move_ideas, label=_("Sponsored ideas"), held=sponsored)
    hands_over("concerns", move_concerns, label=_("Concerns in hand"), held=in_hand)
    hands_over("boards", move_seats, label=_("Seats on boards, with the coming meetings"), held=seats)
    hands_over("meetings", move_attendance, label=_("Coming meetings, as a guest"), held=attended)


def open_actions(side: Side) -> QuerySet[Any]:
    rows = ActionItem.objects.filter(state=ActionItem.State.OPEN, owner_side=side)
    return _held(rows, "owner")


def open_risks(side: Side) -> QuerySet[Any]:
    return _held(Risk.objects.filter(state=Risk.State.OPEN, owner_side=side), "owner")


def watched(side: Side) -> QuerySet[Any]:
    rows = HorizonItem.objects.filter(state=HorizonItem.State.OPEN, watcher_side=side)
    return _held(rows, "watcher")


def sponsored(side: Side) -> QuerySet[Any]:
    return _held(Idea.objects.live(), f"{side.value}_sponsor")


def in_hand(side: Side) -> QuerySet[Any]:
    return _held(Concern.objects.going().filter(space=Space.JOINT), f"{side.value}_holder")


def seats(side: Side) -> QuerySet[Any]:
    """Boards on which people sit for themselves; the seats of SRO and SRIE follow the role."""
    rows = Board.objects.open().filter(members__side=side, members__seat="")
    return _held(rows, "members__person")


def attended(side: Side) -> QuerySet[Any]:
    """Meetings to which people are to come for themselves; a board's meetings follow its seats."""
    coming = Meeting.objects.planned().filter(starts_at__gt=timezone.now())
    return _held(coming.filter(attendees__side=side, attendees__is_guest=True), "attendees__person")


def _held(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    held: QuerySet[Any] = rows.exclude(**{field: None}).annotate(holder=F(field))
    return held


def move_actions(handover: Handover) -> int:
    return _move(handover, open_actions(handover.side), "owner", "action.edited")


def move_risks(handover: Handover) -> int:
    return _move(handover, open_risks(handover.side), "owner", "risk.edited")


def move_horizon(handover: Handover) -> int:
    return _move(handover, watched(handover.side), "watcher", "horizon.edited")


def move_ideas(handover: Handover) -> int:
    sponsor = f"{handover.side.value}_sponsor"
    return _move(handover, sponsored(handover.side), sponsor, "idea.sponsor", said="sponsor")


def move_concerns(handover: Handover) -> int:
    facts = {"side": handover.side.value}
    holder = f"{handover.side.value}_holder"
    return _move(handover, in_hand(handover.side), holder, "concern.handed", said="holder", **facts)


def move_seats(handover: Handover) -> int:
    mine = seats(handover.side).filter(partnership=handover.partnership, holder=handover.leaver.pk)
    boards = list(mine.select_related("chair").order_by("pk"))
    for board in boards:
        board.partnership = handover.partnership
        pass_seat(board, handover.leaver, handover.successor, handover.side, by=handover.actor.person)
    return len(boards)


def move_attendance(handover: Handover) -> int:
    mine = attended(handover.side).filter(partnership=handover.partnership, holder=handover.leaver.pk)
    meetings = list(mine.order_by("pk"))
    for meeting in meetings:
        meeting.partnership = handover.partnership
    change_attendees(meetings, {handover.successor.pk: handover.side}, {handover.leaver.pk}, are_guests=True)
    change = {"joined": [handover.successor.name], "left": [handover.leaver.name]}
    record_all(
        partnership=handover.partnership,
        person=handover.actor.person,
        events=[
            Happened("meeting.people", str(meeting), meeting.space, {**_known_as(meeting), **change})
            for meeting in meetings
        ],
    )
    return len(meetings)


def _move(
    handover: Handover, held: QuerySet[Any], field: str, kind: str, said: str = "", **facts: str
) -> int:
    """Another name in ``field`` of all that the leaver holds, and in the history of each."""
    mine = held.filter(partnership=handover.partnership, **{field: handover.leaver})
    rows = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        return 0
    model = type(rows[0])
    # everything that holds a form open on one of them is told, as with any other change
    model._default_manager.filter(pk__among=[row.pk for row in rows]).update(
        **{field: handover.successor, "version": F("version") + 1}
    )
    names = [handover.leaver.name, handover.successor.name]
    record_all(
        partnership=handover.partnership,
        person=handover.actor.person,
        events=[
            Happened(kind, str(row), row.space, {**_known_as(row), **facts, said or field: names})
            for row in rows
        ],
    )
    return len(rows)


def _known_as(row: Any) -> dict[str, int]:
    """What its own history looks it up by."""
    return {"item": row.pk} if isinstance(row, HorizonItem) else {"number": row.number}
