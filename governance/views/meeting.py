from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from governance.actions import add_meeting, answer_meeting, cancel_meeting, edit_meeting, hold_meeting
from governance.forms.meeting import (
    AnswerForm,
    CancelMeetingForm,
    EditMeetingForm,
    MeetingFilter,
    MeetingForm,
)
from governance.models import Attendee, Meeting
from governance.models.meeting import MeetingQuerySet
from governance.pre_read import agenda_card
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.views.base import PartnershipView


class Meetings(PartnershipView):
    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = MeetingFilter(self.actor, request.GET)
        given = form.given()
        is_past = given.get("when") == "past"
        order = ("-starts_at", "-pk") if is_past else ("starts_at", "pk")
        found = _matching(Meeting.objects.visible_to(self.actor), given).select_related("board")
        context = {
            "nav": "meetings",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "is_past": is_past,
            "page": page_of(found, order, request.GET),
            "may_manage": self.actor.may("manage_meetings"),
        }
        return render(request, "governance/meetings.html", context)


class NewMeeting(PartnershipView):
    permission = "manage_meetings"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(MeetingForm(self.actor))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = MeetingForm(self.actor, request.POST)
        if form.is_valid():
            try:
                meeting = add_meeting(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("The meeting is called."))
                return redirect("meeting", reference, meeting.number)
        return self._page(form)

    def _page(self, form: forms.Form) -> HttpResponse:
        context = {"nav": "meetings", "partnership": self.actor.partnership, "form": form}
        return render(self.request, "governance/meeting_form.html", context)


class MeetingView(PartnershipView):
    """A page of one meeting, which is there for those in whose space it lies."""

    abstract = True
    #: What the page shows of others, read together with the meeting.
    related: ClassVar[tuple[str, ...]] = ("board", "created_by", "agenda", "minutes")

    @cached_property
    def meeting(self) -> Meeting:
        """Looked up where it is needed: a page that was kept is shown without."""
        meetings = Meeting.objects.visible_to(self.actor).select_related(*self.related)
        meeting: Meeting = get_object_or_404(meetings, number=self.kwargs["number"])
        meeting.partnership = self.actor.partnership
        return meeting

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "meetings", "partnership": self.actor.partnership, "meeting": self.meeting}
        return render(self.request, f"governance/{template}.html", {**own, **context})


class OneMeeting(MeetingView):
    permission = "view"
    related = ("board", "created_by", "minutes")
    is_kept = True

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("meeting", **about(self))


def about(view: MeetingView) -> dict[str, Any]:
    """What the page of one meeting shows besides the meeting."""
    attendees = list(view.meeting.attendees.select_related("person").order_by("side", "pk"))
    meeting, actor = view.meeting, view.actor
    today = timezone.localdate()
    return {
        "attendees": attendees,
        "answers": [choice for choice in Attendee.Answer.choices if choice[0]],
        "may_answer": meeting.is_planned and meeting.day() >= today and actor.may("answer_meeting"),
        "may_hold": meeting.is_planned and meeting.day() <= today,
        "own": next((one for one in attendees if one.person_id == view.actor.person.pk), None),
        "may_manage": view.actor.may("manage_meetings"),
        "minutes": getattr(view.meeting, "minutes", None),
        **agenda_card(view.meeting),
    }


class EditMeeting(MeetingView):
    permission = "manage_meetings"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("meeting_form", form=EditMeetingForm(self.actor, meeting=self.meeting))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EditMeetingForm(self.actor, request.POST, meeting=self.meeting)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_meeting(actor=self.actor, meeting=self.meeting, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.meeting.version)
            else:
                messages.success(request, _("Saved. Whoever has been invited gets a mail."))
                return redirect("meeting", reference, number)
        return self.page("meeting_form", form=form)


class CancelMeeting(MeetingView):
    permission = "manage_meetings"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("meeting_cancel", form=CancelMeetingForm())

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = CancelMeetingForm(request.POST)
        if form.is_valid():
            try:
                cancel_meeting(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Cancelled. Whoever has been invited gets a mail."))
                return redirect("meeting", reference, number)
        return self.page("meeting_cancel", form=form)


class HoldMeeting(MeetingView):
    permission = "manage_meetings"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        try:
            hold_meeting(actor=self.actor, meeting=self.meeting)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Noted: the meeting took place."))
        return redirect("meeting", reference, number)


class AnswerMeeting(MeetingView):
    """Whether one comes oneself."""

    permission = "answer_meeting"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if form.is_valid():
            try:
                answer_meeting(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.success(request, _("Thank you. The others see your answer."))
        else:
            messages.error(request, _("Say whether you come."))
        return redirect("meeting", reference, number)


def _matching(meetings: MeetingQuerySet, given: dict[str, Any]) -> MeetingQuerySet:
    now = timezone.now()
    if given.get("when", "") == "":
        meetings = meetings.from_day(now)
    if given.get("when") == "past":
        meetings = meetings.before_day(now)
    exact = {"board": "board__number", "level": "level", "state": "state"}
    return meetings.filter(**{exact[name]: given[name] for name in exact if name in given})
