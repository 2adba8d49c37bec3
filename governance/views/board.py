from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.actions import add_board, close_board, edit_board
from governance.boards import cadence_in_words, seen
from governance.forms.board import BoardForm, CloseBoardForm, NewBoardForm
from governance.models import Board, Meeting
from governance.openness import Question, closed_part
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.views.base import PartnershipView

A_PAGE, SHOWN = 20, 12


class Boards(PartnershipView):
    """Which boards there are, who sits on them, and what is missing."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        is_closed = request.GET.get("state") == "closed"
        boards = Board.objects.visible_to(self.actor).filter(closed_at__isnull=not is_closed)
        page = page_of(boards.select_related("chair"), ("number",), request.GET, A_PAGE)
        context = {
            "nav": "boards",
            "partnership": self.actor.partnership,
            "is_closed": is_closed,
            "page": page,
            "rows": [(one, cadence_in_words(one.board)) for one in seen(page.rows)],
            "may_manage": self.actor.may("manage_boards"),
            "closed": closed_part(self.actor, Question.JOINT_BOARD),
        }
        return render(request, "governance/boards.html", context)


class NewBoard(PartnershipView):
    permission = "manage_boards"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(NewBoardForm(self.actor))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = NewBoardForm(self.actor, request.POST)
        if form.is_valid():
            try:
                board = add_board(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Set up. Its meetings of the year ahead are planned."))
                return redirect("board", reference, board.number)
        return self._page(form)

    def _page(self, form: forms.Form) -> HttpResponse:
        context = {
            "nav": "boards",
            "partnership": self.actor.partnership,
            "form": form,
            "closed": closed_part(self.actor, Question.JOINT_BOARD),
        }
        return render(self.request, "governance/board_form.html", context)


class BoardView(PartnershipView):
    abstract = True
    board: Board

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        boards = Board.objects.visible_to(self.actor).select_related("chair")
        self.board = get_object_or_404(boards, number=kwargs["number"])
        self.board.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "boards", "partnership": self.actor.partnership, "board": self.board}
        return render(self.request, f"governance/{template}.html", {**own, **context})


class CloseBoard(BoardView):
    permission = "manage_boards"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self._page(CloseBoardForm())

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = CloseBoardForm(request.POST)
        if form.is_valid():
            try:
                close_board(actor=self.actor, board=self.board, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Closed. Whoever has been invited to a meeting gets a mail."))
                return redirect("board", reference, number)
        return self._page(form)

    def _page(self, form: forms.Form) -> HttpResponse:
        coming = Meeting.objects.visible_to(self.actor).planned().filter(board=self.board)
        return self.page("board_close", form=form, coming=coming.filter(starts_at__gt=timezone.now()).count())


class OneBoard(BoardView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        now = timezone.now()
        meetings = Meeting.objects.visible_to(self.actor).filter(board=self.board)
        coming = meetings.from_day(now).order_by("starts_at", "pk")
        past = meetings.before_day(now).order_by("-starts_at", "-pk")
        return self.page(
            "board",
            seen=seen([self.board])[0],
            cadence=cadence_in_words(self.board),
            coming=coming[:SHOWN],
            past=past[:SHOWN],
            may_manage=self.actor.may("manage_boards"),
        )


class EditBoard(BoardView):
    permission = "manage_boards"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("board_form", form=BoardForm(self.actor, board=self.board))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = BoardForm(self.actor, request.POST, board=self.board)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_board(actor=self.actor, board=self.board, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.board.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("board", reference, number)
        return self.page("board_form", form=form)
