from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.prepared import Given, Prepared
from common.service_form import ServiceButtonView, ServiceFormView
from governance.agendas.forms import AgendaItemForm, EditAgendaItemForm
from governance.agendas.models import AgendaItem
from governance.agendas.pre_read import Point, agenda_card
from governance.agendas.selectors import suggestions_for
from governance.agendas.services import (
    add_item,
    agenda_version,
    edit_item,
    move_item,
    order_agenda,
    remove_item,
    take_suggestions,
)
from governance.meetings.models import Attendee, Meeting
from governance.meetings.views import MeetingView
from governance.minutes.models import Minutes

ATTENDEES = Prepared(
    lambda: Attendee.objects.filter(meeting=Given("meeting")).select_related("person").order_by("side", "pk")
)


class OneMeeting(MeetingView):
    """The page of one meeting: who comes, and its agenda."""

    permission = "view"
    related = ("board", "created_by", "minutes")

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("governance/meetings/meeting.html")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, actor, partnership = self.meeting, self.actor, self.actor.partnership
        day, today = partnership.today(meeting.starts_at), partnership.today()
        attendees = ATTENDEES.ask(meeting=meeting.pk)
        return super().get_context_data(
            attendees=attendees,
            answers=[choice for choice in Attendee.Answer.choices if choice[0]],
            may_answer=meeting.is_planned and day >= today and actor.may("answer_meeting"),
            may_hold=meeting.is_planned and day <= today,
            own=next((one for one in attendees if one.person_id == actor.person.pk), None),
            may_invite=meeting.is_planned and not meeting.has_begun(),
            may_manage=actor.may("manage_meetings"),
            minutes=getattr(meeting, "minutes", None),
            **agenda_card(meeting),
            **kwargs,
        )


class AgendaFormView(MeetingView, ServiceFormView):
    """A form or a button that leads back to the agenda."""

    abstract = True

    def get_success_url(self) -> str:
        return reverse("agenda", args=[self.actor.partnership.reference, self.meeting.number])


class AgendaPage(AgendaFormView):
    """What the meeting talks about, in which order; what is open and could be talked about; and a line for
    whatever else somebody wants to bring up."""

    permission = "view"
    permissions = {"post": "change_agenda"}
    makes_new = True
    form_class = AgendaItemForm
    template_name = "governance/agendas/agenda.html"
    related = ("agenda", "minutes")

    def form_valid(self, form: AgendaItemForm) -> HttpResponse:
        add_item(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
        return self.done(_("On the agenda."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        card = agenda_card(meeting)
        minutes: Minutes | None = getattr(meeting, "minutes", None)
        is_open = meeting.state != Meeting.State.CANCELLED and (minutes is None or minutes.is_draft)
        may_change = is_open and self.actor.may("change_agenda")
        suggestions = []
        if may_change:
            suggestions = suggestions_for([meeting], card["items"], timezone.now())[meeting.pk]
        return super().get_context_data(
            version=agenda_version(meeting),
            suggestions=suggestions,
            may_change=may_change,
            is_open=is_open,
            **card,
            **kwargs,
        )


class TakeSuggestions(AgendaFormView, ServiceButtonView):
    """Put on the agenda what was chosen of the suggestions: one, some or all."""

    permission = "change_agenda"
    refusal_level = messages.WARNING

    def form_valid(self, form: Form) -> HttpResponse:
        marks = None if self.request.POST.get("all") else set(self.request.POST.getlist("mark"))
        count = take_suggestions(actor=self.actor, meeting=self.meeting, marks=marks)
        if not count:
            messages.warning(self.request, _("Choose what is to go on the agenda."))
            return redirect(self.get_success_url())
        said = ngettext("%(count)s item put on the agenda.", "%(count)s items put on the agenda.", count)
        return self.done(said % {"count": count})


class OrderAgenda(AgendaFormView, ServiceButtonView):
    """One item up or down, from the buttons; or the whole order, from the script."""

    permission = "change_agenda"
    refusal_level = messages.WARNING

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.order(request) if "order" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        items = AgendaItem.objects.visible_to(self.actor).filter(meeting=self.meeting)
        item = items.filter(pk=_number(self.request.POST.get("item"))).first()
        if isinstance(item, AgendaItem):
            item.meeting = self.meeting
            move_item(actor=self.actor, item=item, by=-1 if self.request.POST.get("by") == "-1" else 1)
        return redirect(self.get_success_url())

    def order(self, request: HttpRequest) -> JsonResponse:
        order = [_number(one) for one in request.POST["order"].split(",") if one]
        version = _number(request.POST.get("version"))
        try:
            agenda = order_agenda(actor=self.actor, meeting=self.meeting, version=version, order=order)
        except ValidationError as error:
            return JsonResponse({"message": " ".join(error.messages)}, status=409)
        return JsonResponse({"version": agenda.version})


class ItemView(AgendaFormView):
    abstract = True
    item: AgendaItem

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        items = AgendaItem.objects.visible_to(self.actor).select_related("meeting", "proposed_by")
        self.item = get_object_or_404(items, pk=kwargs["pk"], meeting__number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)


class AgendaItemPage(ItemView):
    """One item: its words and its time, or off the agenda with it."""

    permission = "change_agenda"
    form_class = EditAgendaItemForm
    template_name = "governance/agendas/agenda_item.html"

    def get_initial(self) -> dict[str, Any]:
        return EditAgendaItemForm.initial_of(self.item)

    def get_version(self) -> int:
        return self.item.version

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "remove":
            return cast(HttpResponse, RemoveAgendaItem.as_view()(request, *args, **kwargs))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: EditAgendaItemForm) -> HttpResponse:
        edit_item(actor=self.actor, item=self.item, **form.cleaned_data)
        return self.done(_("Saved."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item, point=Point(0, self.item, None), **kwargs)


class RemoveAgendaItem(ItemView, ServiceButtonView):
    permission = "change_agenda"
    refusal_level = messages.WARNING

    def form_valid(self, form: Form) -> HttpResponse:
        remove_item(actor=self.actor, item=self.item)
        return self.done(_("Off the agenda: %(title)s") % {"title": self.item.title})


def _number(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 16 else 0
