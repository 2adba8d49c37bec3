"""The list of boards to take along, as the page shows them."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import Export, Value
from governance.boards.selectors import BoardSummary, cadence_in_words


def _headings() -> list[str]:
    return [
        _("Number"), _("Board"), _("Level"), _("When it meets"), _("Chair"), _("Members"),
        _("What is missing"), _("Closed on"),
    ]  # fmt: skip


def _row(one: BoardSummary) -> list[Value]:
    board = one.board
    return [
        board.number, board.name, str(board.get_level_display()), "; ".join(cadence_in_words(board)),
        board.chair.name if board.chair else "", ", ".join(seat.member.person.name for seat in one.seats),
        "; ".join(one.gaps), timezone.localtime(board.closed_at).date() if board.closed_at else None,
    ]  # fmt: skip


BOARDS = Export[BoardSummary](gettext_lazy("Boards"), _headings, _row)
