from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceFormView
from governance.boards.exports import BOARDS
from governance.boards.forms import BoardForm, CloseBoardForm, NewBoardForm
from governance.boards.models import Board
from governance.boards.selectors import BoardSummary, board_summary, cadence_in_words
from governance.boards.services import add_board, close_board, edit_board
from governance.meetings.models import Meeting
from governance.openness.selectors import Question, closed_part
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView

A_PAGE, SHOWN = 20, 12


class Boards(PartnershipView):
    """Which boards there are, who sits on them, and what is missing."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        is_closed = request.GET.get("state") == "closed"
        first = None if is_closed else partial(FIRST.by, self.actor)
        page = page_of(_shown(self.actor, is_closed), ORDER, request.GET, A_PAGE, first=first)
        boards = board_summary(page.rows, self.actor.partnership.today())
        context = {
            "nav": "boards",
            "partnership": self.actor.partnership,
            "is_closed": is_closed,
            "page": page,
            "rows": [(one, cadence_in_words(one.board)) for one in boards],
            "may_manage": self.actor.may("manage_boards"),
            "closed": closed_part(self.actor, Question.JOINT_BOARD),
        }
        return render(request, "governance/boards/boards.html", context)


def _shown(actor: Actor, is_closed: bool) -> SpacedQuerySet:
    return Board.objects.visible_to(actor).filter(closed_at__isnull=not is_closed).select_related("chair")


ORDER = ("number",)
FIRST = PreparedForActor(lambda anyone: _shown(anyone, is_closed=False).order_by(*ORDER)[: A_PAGE + 1])


class BoardsExport(ListExport):
    export = BOARDS

    def items(self) -> list[BoardSummary]:
        boards = _shown(self.actor, self.request.GET.get("state") == "closed").order_by(*ORDER)
        return board_summary(list(boards), self.actor.partnership.today())


class NewBoard(PartnershipView, ServiceFormView):
    permission = "manage_boards"
    makes_new = True
    nav = "boards"
    form_class = NewBoardForm
    form_takes = ("actor",)
    template_name = "governance/boards/board_form.html"

    def form_valid(self, form: NewBoardForm) -> HttpResponse:
        board = add_board(actor=self.actor, **form.cleaned_data)
        return self.done(_("Set up. Its meetings of the year ahead are planned."), board)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(closed=closed_part(self.actor, Question.JOINT_BOARD), **kwargs)


class BoardView(PartnershipView):
    abstract = True
    nav = "boards"
    board: Board

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        boards = Board.objects.visible_to(self.actor).select_related("chair")
        self.board = get_object_or_404(boards, number=kwargs["number"])
        self.board.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(board=self.board, **kwargs)

    def get_success_url(self) -> str:
        return self.board.get_absolute_url()


class CloseBoard(BoardView, ServiceFormView):
    permission = "manage_boards"
    form_class = CloseBoardForm
    template_name = "governance/boards/board_close.html"

    def form_valid(self, form: CloseBoardForm) -> HttpResponse:
        close_board(actor=self.actor, board=self.board, **form.cleaned_data)
        return self.done(_("Closed. Whoever has been invited to a meeting gets an email."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        planned = Meeting.objects.visible_to(self.actor).planned().filter(board=self.board)
        coming = planned.filter(starts_at__gt=timezone.now()).count()
        return super().get_context_data(coming=coming, **kwargs)


class OneBoard(BoardView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        now = timezone.now()
        meetings = Meeting.objects.visible_to(self.actor).filter(board=self.board)
        coming = meetings.from_day(now).order_by("starts_at", "pk")
        past = meetings.before_day(now).order_by("-starts_at", "-pk")
        context = self.get_context_data(
            summary=board_summary([self.board], self.actor.partnership.today())[0],
            cadence=cadence_in_words(self.board),
            coming=coming[:SHOWN],
            past=past[:SHOWN],
            may_manage=self.actor.may("manage_boards"),
        )
        return render(request, "governance/boards/board.html", context)


class EditBoard(BoardView, ServiceFormView):
    permission = "manage_boards"
    form_class = BoardForm
    form_takes = ("actor", "board")
    template_name = "governance/boards/board_form.html"

    def get_version(self) -> int:
        return self.board.version

    def form_valid(self, form: BoardForm) -> HttpResponse:
        edit_board(actor=self.actor, board=self.board, **form.cleaned_data)
        return self.done(_("Saved."))
