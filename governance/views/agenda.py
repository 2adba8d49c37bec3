from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.actions import (
    add_item,
    edit_item,
    move_item,
    order_agenda,
    remove_item,
    take_suggestions,
)
from governance.actions.agenda import agenda_version
from governance.agenda import suggestions_for
from governance.forms.agenda import AgendaItemForm, EditAgendaItemForm
from governance.models import AgendaItem, Meeting, Minutes
from governance.pre_read import Point, agenda_card
from governance.views.meeting import MeetingView
from partnerships.forms.errors import put_errors, take_version


class AgendaPage(MeetingView):
    """What the meeting talks about, in which order; what is open and could be talked about; and a line for
    whatever else somebody wants to bring up."""

    permission = "view"
    permissions = {"post": "change_agenda"}
    makes_new = True
    is_kept = True
    related = ("agenda", "minutes")

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.agenda(AgendaItemForm())

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = AgendaItemForm(request.POST)
        if form.is_valid():
            try:
                add_item(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("On the agenda."))
                return redirect("agenda", reference, number)
        return self.agenda(form)

    def agenda(self, form: AgendaItemForm) -> HttpResponse:
        meeting = self.meeting
        card = agenda_card(meeting)
        minutes: Minutes | None = getattr(meeting, "minutes", None)
        is_open = meeting.state != Meeting.State.CANCELLED and (minutes is None or minutes.is_draft)
        may_change = is_open and self.actor.may("change_agenda")
        suggestions = []
        if may_change:
            suggestions = suggestions_for([meeting], card["items"], timezone.now())[meeting.pk]
        return self.page(
            "agenda",
            form=form,
            version=agenda_version(meeting),
            suggestions=suggestions,
            may_change=may_change,
            is_open=is_open,
            **card,
        )


class TakeSuggestions(MeetingView):
    """Put on the agenda what was chosen of the suggestions: one, some or all."""

    permission = "change_agenda"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        marks = None if request.POST.get("all") else set(request.POST.getlist("mark"))
        try:
            count = take_suggestions(actor=self.actor, meeting=self.meeting, marks=marks)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            said = ngettext("%(count)s item put on the agenda.", "%(count)s items put on the agenda.", count)
            if count:
                messages.success(request, said % {"count": count})
            else:
                messages.warning(request, _("Choose what is to go on the agenda."))
        return redirect("agenda", reference, number)


class OrderAgenda(MeetingView):
    """One item up or down, from the buttons; or the whole order, from the script."""

    permission = "change_agenda"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        if "order" in request.POST:
            return self.order(request)
        items = AgendaItem.objects.visible_to(self.actor).filter(meeting=self.meeting)
        item = items.filter(pk=_number(request.POST.get("item"))).first()
        if isinstance(item, AgendaItem):
            item.meeting = self.meeting
            try:
                move_item(actor=self.actor, item=item, by=-1 if request.POST.get("by") == "-1" else 1)
            except ValidationError as error:
                messages.warning(request, " ".join(error.messages))
        return redirect("agenda", reference, number)

    def order(self, request: HttpRequest) -> JsonResponse:
        order = [_number(one) for one in request.POST["order"].split(",") if one]
        version = _number(request.POST.get("version"))
        try:
            agenda = order_agenda(actor=self.actor, meeting=self.meeting, version=version, order=order)
        except ValidationError as error:
            return JsonResponse({"message": " ".join(error.messages)}, status=409)
        return JsonResponse({"version": agenda.version})


class AgendaItemPage(MeetingView):
    """One item: its words and its time, or off the agenda with it."""

    permission = "change_agenda"
    item: AgendaItem

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        items = AgendaItem.objects.visible_to(self.actor).select_related("meeting", "proposed_by")
        self.item = get_object_or_404(items, pk=kwargs["pk"], meeting__number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, reference: str, number: int, pk: int) -> HttpResponse:
        return self.item_page(EditAgendaItemForm(initial=EditAgendaItemForm.initial_of(self.item)))

    def post(self, request: HttpRequest, reference: str, number: int, pk: int) -> HttpResponse:
        if request.POST.get("do") == "remove":
            return self.remove(request, reference, number)
        form = EditAgendaItemForm(request.POST)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_item(actor=self.actor, item=self.item, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.item.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("agenda", reference, number)
        return self.item_page(form)

    def remove(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        try:
            remove_item(actor=self.actor, item=self.item)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("Off the agenda: %(title)s") % {"title": self.item.title})
        return redirect("agenda", reference, number)

    def item_page(self, form: EditAgendaItemForm) -> HttpResponse:
        return self.page("agenda_item", form=form, item=self.item, point=Point(0, self.item, None))


def _number(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 16 else 0
