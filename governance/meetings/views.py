from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.limits import limit
from common.paging import page_of
from common.prepared import Given
from common.service_form import ServiceButtonView, ServiceFormView
from governance.meetings.answering import answer_meeting
from governance.meetings.exports import MEETINGS, exported
from governance.meetings.forms import (
    AnswerForm,
    CancelMeetingForm,
    EditMeetingForm,
    InviteAgainForm,
    MeetingFilter,
    MeetingForm,
)
from governance.meetings.models import Meeting, MeetingQuerySet
from governance.meetings.services import add_meeting, cancel_meeting, edit_meeting, hold_meeting, invite_again
from partnerships.access.actors import PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView

ONE_HOUR: Final = timedelta(hours=1)


class Meetings(PartnershipView):
    permission = "view"

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
        return render(request, "governance/meetings/meetings.html", context)


class MeetingsExport(ListExport):
    export = MEETINGS

    def items(self) -> Iterator[Meeting]:
        given = MeetingFilter(self.actor, self.request.GET).given()
        return exported(_matching(Meeting.objects.visible_to(self.actor), given))


class NewMeeting(PartnershipView, ServiceFormView):
    permission = "manage_meetings"
    makes_new = True
    nav = "meetings"
    form_class = MeetingForm
    form_takes = ("actor",)
    template_name = "governance/meetings/meeting_form.html"

    def form_valid(self, form: MeetingForm) -> HttpResponse:
        meeting = add_meeting(actor=self.actor, **form.cleaned_data)
        return self.done(_("The meeting is called."), meeting)


@cache
def _meeting_with(related: tuple[str, ...]) -> PreparedForActor[Meeting]:
    return PreparedForActor(
        lambda anyone: (
            Meeting.objects.visible_to(anyone).filter(number=Given("number")).select_related(*related)
        )
    )


class MeetingView(PartnershipView):
    """A page of one meeting, which is there for those in whose space it lies."""

    abstract = True
    nav = "meetings"
    meeting: Meeting
    #: What the page shows of others, read together with the meeting.
    related: ClassVar[tuple[str, ...]] = ("board", "created_by", "agenda", "minutes")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.meeting = _meeting_with(self.related).get_or_404(self.actor, number=kwargs["number"])
        self.meeting.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def get_success_url(self) -> str:
        return self.meeting.get_absolute_url()

    def page(self, template: str, **context: Any) -> HttpResponse:
        return render(self.request, template, self.get_context_data(**context))


class EditMeeting(MeetingView, ServiceFormView):
    permission = "manage_meetings"
    form_class = EditMeetingForm
    form_takes = ("actor", "meeting")
    template_name = "governance/meetings/meeting_form.html"

    def get_version(self) -> int:
        return self.meeting.version

    def form_valid(self, form: EditMeetingForm) -> HttpResponse:
        edit_meeting(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
        return self.done(_("Saved. Whoever has been invited gets an email."))


class CancelMeeting(MeetingView, ServiceFormView):
    permission = "manage_meetings"
    form_class = CancelMeetingForm
    template_name = "governance/meetings/meeting_cancel.html"

    def form_valid(self, form: CancelMeetingForm) -> HttpResponse:
        cancel_meeting(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
        return self.done(_("Cancelled. Whoever has been invited gets an email."))


class HoldMeeting(MeetingView, ServiceButtonView):
    permission = "manage_meetings"

    def form_valid(self, form: Form) -> HttpResponse:
        hold_meeting(actor=self.actor, meeting=self.meeting)
        return self.done(_("Noted: the meeting took place."))


class InviteAgain(MeetingView, ServiceButtonView):
    permission = "manage_meetings"
    form_class = InviteAgainForm

    def form_valid(self, form: InviteAgainForm) -> HttpResponse:
        if not limit(f"invite-again/{self.meeting.pk}/{form.cleaned_data['attendee']}", 5, ONE_HOUR):
            raise ValidationError(_("Sent five times within an hour. Please wait a little."))
        pk = form.cleaned_data["attendee"]
        attendee = invite_again(actor=self.actor, meeting=self.meeting, attendee_pk=pk)
        return self.done(_("%(name)s has a new email with the link.") % {"name": attendee.person.name})

    def form_invalid(self, form: InviteAgainForm) -> HttpResponse:
        return redirect(self.get_success_url())


class AnswerMeeting(MeetingView, ServiceButtonView):
    """Whether one comes oneself."""

    permission = "answer_meeting"
    form_class = AnswerForm

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        answer_meeting(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
        return self.done(_("Thank you. The others see your answer."))

    def form_invalid(self, form: AnswerForm) -> HttpResponse:
        messages.error(self.request, _("Say whether you come."))
        return redirect(self.get_success_url())


def _matching(meetings: MeetingQuerySet, given: dict[str, Any]) -> MeetingQuerySet:
    now = timezone.now()
    if given.get("when", "") == "":
        meetings = meetings.from_day(now)
    if given.get("when") == "past":
        meetings = meetings.before_day(now)
    exact = {"board": "board__number", "level": "level", "state": "state"}
    return meetings.filter(**{exact[name]: given[name] for name in exact if name in given})
