"""Answering an invitation by the link in the mail. The link is the only key: nothing here looks at who is
signed in. A visit alone changes nothing, for the guards of a mailbox follow links before its owner does."""

import zoneinfo
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from governance.meetings.answering import answer_by_link
from governance.meetings.forms import AnswerForm
from governance.meetings.links import LinkRefused, attendee_from_token
from governance.meetings.models import Attendee

STATUS = {"unknown": 404, "gone": 410, "over": 410, "cancelled": 410}


# The address itself is the credential and no cookie is read, so there is nothing to forge; and under
# "no-referrer" browsers send "Origin: null", which the usual check would refuse.
@method_decorator([login_not_required, csrf_exempt, never_cache], name="dispatch")
class Attend(View):
    attendee: Attendee

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        try:
            self.attendee = attendee_from_token(kwargs["token"])
        except LinkRefused as refused:
            response = self._refuse(refused.reason)
        else:
            person = self.attendee.person
            zone = zoneinfo.ZoneInfo(person.time_zone)
            with translation.override(person.language), timezone.override(zone):
                response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._page(AnswerForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            answer_by_link(attendee=self.attendee, **form.cleaned_data)
        except (ValidationError, PermissionDenied):
            return self._refuse("over")  # held, cancelled or taken off between two looks
        return redirect("attend", token)

    def _page(self, form: AnswerForm) -> HttpResponse:
        context = {
            "form": form,
            "meeting": self.attendee.meeting,
            "own": self.attendee,
            "person": self.attendee.person,
            "answers": [choice for choice in Attendee.Answer.choices if choice[0]],
            # the frame takes its language from here: the reader's, whoever is signed in
            "LANGUAGE_CODE": self.attendee.person.language,
            "actor": None,
        }
        return render(self.request, "governance/meetings/attend.html", context)

    def _refuse(self, reason: str) -> HttpResponse:
        return render(
            self.request, "governance/meetings/attend_refused.html", {"reason": reason}, status=STATUS[reason]
        )
