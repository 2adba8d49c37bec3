"""Boards carry files, are found by their names, and the seats on them are handed over."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.offers import page
from governance.boards.models import Board, Interval, Month, Week, Weekday
from governance.boards.seats import pass_seat
from partnerships.files.targets import offer_attachments
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
from partnerships.sides import Level, Side
from partnerships.timeline.words import name_values

board_page = page("board")


def held(side: Side) -> QuerySet[Any]:
    """Boards on which people sit for themselves; the seats of SRO and SRIE follow the role."""
    return held_as("members__person", Board.objects.open().filter(members__side=side, members__seat=""))


def move(handover: Handover) -> int:
    mine = held(handover.side).filter(partnership=handover.partnership, holder=handover.leaver.pk)
    boards = list(mine.select_related("chair").order_by("pk"))
    for board in boards:
        board.partnership = handover.partnership
        pass_seat(board, handover.leaver, handover.successor, handover.side, by=handover.actor.person)
    return len(boards)


def find(shown: Shown, words: Words) -> QuerySet[Board]:
    return records_with_words(Board, shown, words, "name")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    label = _("Closed") if row.closed_at else Level(row.level).label
    return SearchResult(row.name, board_page(home.reference, row.number), home.title, chip=str(label))


offer_to_search(
    SearchKind(
        key="boards",
        position=36,
        title=_("Boards"),
        icon="diagram-3",
        find=find,
        order=("name", "pk"),
        columns=("pk", "number", "name", "level", "closed_at", "partnership"),
        look=look,
    )
)
offer_attachments("board", Board, label=_("Board"), permission="manage_boards")
offer_holding("boards", move, position=60, label=_("Seats on boards, with the coming meetings"), held=held)
for fact, choices in (
    ("interval", Interval.choices),
    ("first_interval", Interval.choices),
    ("weekday", Weekday.choices),
    ("week", Week.choices),
    ("annual_month", Month.choices),
):
    name_values(fact, [(str(value), label) for value, label in choices])
