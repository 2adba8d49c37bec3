"""The minutes of a meeting: one writes, the others read along."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from common.service_form import ServiceButtonView
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import agenda_of
from governance.meetings.views import MeetingView
from governance.minutes.forms import AgreeForm, DecisionForm, HandOverForm, posted_minutes
from governance.minutes.models import Minutes
from governance.minutes.page import (
    MinutesPageState,
    followed_up,
    latest_sign_off,
    load_content,
    minutes_page_state,
)
from governance.minutes.sealing import submit_minutes
from governance.minutes.services import (
    LockedByAnother,
    begin_minutes,
    hand_over_editing_lock,
    keep_editing_lock,
    release_editing_lock,
    renew_editing_lock,
    save_minutes,
    take_editing_lock,
)


class MinutesView(MeetingView):
    """A page about the minutes of one meeting, written or not."""

    abstract = True

    @property
    def items(self) -> list[AgendaItem]:
        return agenda_of(self.meeting)

    def get_success_url(self) -> str:
        return reverse("minutes", args=[self.actor.partnership.reference, self.meeting.number])

    def read(self) -> MinutesPageState:
        return minutes_page_state(self.actor, self.meeting)

    def written(self) -> Minutes:
        """The minutes of the meeting; whoever may write finds them begun."""
        minutes = self.read().minutes
        if minutes is None:
            minutes = begin_minutes(actor=self.actor, meeting=self.meeting)
            minutes.meeting, minutes.partnership = self.meeting, self.actor.partnership
        return minutes

    def minutes_page(self, *, status: int = 200, **more: Any) -> HttpResponse:
        page_state = load_content(self.read())
        items = [discussed.item for discussed in page_state.discussed_items]
        context: dict[str, Any] = {
            "page_state": page_state,
            "minutes": page_state.minutes,
            "attendance": page_state.attendance,
        }
        if page_state.minutes and page_state.minutes.is_draft:
            context["followed"] = followed_up(page_state)
            if page_state.may_write:
                context["agree"] = AgreeForm(self.actor, items)
                context["decide"] = DecisionForm(self.actor, items)
                context["hand_over"] = HandOverForm(page_state.writers)
        elif page_state.minutes:
            context["sign_off"] = latest_sign_off(page_state.minutes)
        response = self.page("governance/minutes/minutes.html", **{**context, **more})
        response.status_code = status
        return response


class MinutesPage(MinutesView):
    """The page itself. What is sent to it is kept: from the script field by field, without it all at once."""

    permission = "view"
    permissions = {"post": "write_minutes"}

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.minutes_page()

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        by_script = request.headers.get("X-Requested-With") == "save"
        given = posted_minutes(request.POST)
        try:
            minutes = self.written()
            if not given["version"]:
                return redirect("minutes", reference, number)  # it was only begun
            minutes = save_minutes(actor=self.actor, minutes=minutes, **given)
        except LockedByAnother as error:
            if by_script:
                return JsonResponse({"message": " ".join(error.messages)}, status=409)
            return self.hand_back(given, " ".join(error.messages))
        except ValidationError as error:
            if by_script:
                return JsonResponse({"message": " ".join(error.messages)}, status=400)
            return self.hand_back(given, " ".join(error.messages))
        if by_script:
            at = time_format(timezone.localtime(minutes.saved_at))
            return JsonResponse(
                {"version": minutes.version, "message": _("Saved at %(time)s.") % {"time": at}}
            )
        messages.success(request, _("Saved."))
        return redirect("minutes", reference, number)

    def hand_back(self, given: dict[str, Any], refusal: str) -> HttpResponse:
        """What was typed and could not be kept stands beside what there is now, to be put in again."""
        page_state = load_content(self.read())
        assert page_state.minutes is not None  # noqa: S101 - it was refused, so it is there
        pairs = [("text", _("In general"), page_state.minutes.text, given["text"])]
        pairs.append(("guests", _("Guests"), page_state.minutes.guests, given["guests"]))
        for discussed in page_state.discussed_items:
            title = f"{discussed.number}. {discussed.item.title}"
            item = discussed.item
            pairs.append((f"said-{item.pk}", title, item.said, given["said"].get(item.pk)))
        lost = [
            {"name": name, "title": title, "now": now, "typed": text.strip()}
            for name, title, now, text in pairs
            if text is not None and text.strip() != now
        ]
        return self.minutes_page(status=409, lost=lost, refusal=refusal)


class MinutesEditingLock(MinutesView):
    """Who writes: begin, take the editing lock, ask for it, hand it over, keep it, release it, still here."""

    permission = "write_minutes"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        try:
            self.act(request.POST.get("do", "take"))
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        if request.headers.get("X-Requested-With") in {"save", "renew"}:
            return JsonResponse(_state(self.read()))
        return redirect("minutes", reference, number)

    def act(self, do: str) -> None:
        minutes = self.written()
        plain = {"renew": renew_editing_lock, "keep": keep_editing_lock, "lay_down": release_editing_lock}
        if do == "hand":
            form = HandOverForm(self.read().writers, self.request.POST)
            if not form.is_valid():
                raise ValidationError(_("Choose to whom."))
            hand_over_editing_lock(actor=self.actor, minutes=minutes, to=form.cleaned_data["to"])
        elif do in plain:
            plain[do](actor=self.actor, minutes=minutes)
        else:
            taken = take_editing_lock(actor=self.actor, minutes=minutes)
            if taken.asked_by_id == self.actor.person.pk and taken.writer:
                said = _(
                    "%(who)s is asked. If they do not answer, anybody can write a minute after they leave."
                )
                messages.success(self.request, said % {"who": taken.writer.name})


class MinutesState(MinutesView):
    """For those who read along: what has changed since they looked, every few seconds."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        page_state = self.read()
        state = _state(page_state)
        if request.GET.get("mark") != state["mark"]:
            load_content(page_state)
            context = {
                "page_state": page_state,
                "minutes": page_state.minutes,
                "meeting": self.meeting,
                "partnership": self.actor.partnership,
                "attendance": page_state.attendance,
                "actor": self.actor,
            }
            state["html"] = render_to_string("governance/minutes/_minutes_read.html", context, request)
        return JsonResponse(state)


class SubmitMinutes(MinutesView, ServiceButtonView):
    """Ask both sides to sign them."""

    permission = "submit_for_signature"
    refusal_level = messages.WARNING

    def form_valid(self, form: Form) -> HttpResponse:
        minutes = self.read().minutes
        if minutes is None:
            raise ValidationError(_("Nobody has begun these minutes."))
        submit_minutes(actor=self.actor, minutes=minutes)
        return self.done(_("Both sides are asked to sign."))


def _state(page_state: MinutesPageState) -> dict[str, Any]:
    asked = page_state.minutes.asked_by if page_state.minutes else None
    return {"mark": page_state.mark, "lock": page_state.lock, "asked": asked.name if asked else ""}
