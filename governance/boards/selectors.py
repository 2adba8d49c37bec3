"""What the pages say of a board: its people, what is missing on it, and its cadence in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import DateField
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from common.prepared import Given, GivenList, Prepared
from governance.boards.models import Board, BoardMember, Interval, Month, Week, Weekday
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part, Side


@dataclass(frozen=True)
class Seat:
    member: BoardMember
    has_left: bool
    is_chair: bool


@dataclass
class BoardSummary:
    """A board with its people."""

    board: Board
    seats: list[Seat] = field(default_factory=list)

    @property
    def gaps(self) -> list[str]:
        """What is missing, in words."""
        found = []
        if self.board.is_joint:
            for side in Side:
                if not any(
                    seat.member.seat == SENIOR_PART[side] and not seat.has_left for seat in self.seats
                ):
                    found.append(_NOBODY[side]())
        elif not any(seat.is_chair and not seat.has_left for seat in self.seats):
            found.append(_("Nobody is in the chair"))
        for seat in self.seats:
            if seat.has_left:
                found.append(_("%(who)s has no role any more") % {"who": seat.member.person.name})
        for side in Side:
            if not any(seat.member.side == side and not seat.has_left for seat in self.seats):
                found.append(_EMPTY[side]())
        return found


_NOBODY = {
    Side.CUSTOMER: lambda: _("There is no SRO to take the chair"),
    Side.SUPPLIER: lambda: _("There is no SRIE to sit on it"),
}
_EMPTY = {
    Side.CUSTOMER: lambda: _("Nobody of the customer sits on it"),
    Side.SUPPLIER: lambda: _("Nobody of the supplier sits on it"),
}


MEMBERS = Prepared(
    lambda: (
        BoardMember.objects.filter(board__among=GivenList("boards"))
        .select_related("person")
        .order_by("side", "pk")
    )
)
#: Who of these has a part in one of the partnerships.
PRESENT = Prepared(
    lambda: (
        Role.objects.current(Given("today", DateField()))
        .filter(partnership__among=GivenList("partnerships"), person__among=GivenList("people"))
        .exclude(part=Part.READER)
        .values_list("person", flat=True)
    )
)
BOARDS = PreparedForActor(
    lambda anyone: Board.objects.visible_to(anyone).order_by("number").values_list("number", "name")
)


def board_choices(actor: Actor) -> list[tuple[int, str]]:
    """Every board, for a filter."""
    return BOARDS.by(actor)


def board_summary(boards: Sequence[Board], today: date) -> list[BoardSummary]:
    """The boards of one partnership with their people, in two queries."""
    found = {board.pk: BoardSummary(board) for board in boards}
    rows = MEMBERS.ask(boards=found)
    partnerships, people = {board.partnership_id for board in boards}, {row.person_id for row in rows}
    present = set(PRESENT.ask(partnerships=partnerships, people=people, today=today))
    for member in rows:
        one = found[member.board_id]
        is_chair = member.person_id == one.board.chair_id
        one.seats.append(Seat(member, member.person_id not in present, is_chair))
    for one in found.values():
        one.seats.sort(key=lambda seat: not seat.is_chair)
    return list(found.values())


def cadence_in_words(board: Board) -> list[str]:
    """When it meets, line by line."""
    often = str(Interval(board.interval).label)
    day = str(Weekday(board.weekday).label)
    if {board.interval[0], (board.first_interval or board.interval)[0]} == {"w"}:
        when = _("%(often)s, on %(day)s") % {"often": often, "day": day}
    else:
        which = str(Week(board.week).label)
        when = _("%(often)s, on %(day)s, %(which)s") % {"often": often, "day": day, "which": which}
    at = {"at": time_format(board.at), "zone": board.time_zone, "minutes": board.minutes_long}
    lines = [when, _("at %(at)s (%(zone)s), for %(minutes)s minutes") % at]
    if board.first_interval and board.first_until:
        first = {"often": Interval(board.first_interval).label, "day": date_format(board.first_until)}
        lines.append(_("%(often)s until %(day)s") % first)
    if board.annual_month:
        lines.append(_("annual agreement meeting in %(month)s") % {"month": Month(board.annual_month).label})
    return lines
