from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from accounts.people.requests import person_of
from partnerships.access.scope import AccessScope
from portfolio.calendar.months import month_asked, month_of


class CalendarView(View):
    """One's meetings and due dates in all partnerships: what comes from today on, or one month."""

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        asked = request.GET.get("month", "")
        first = month_asked(asked, today)
        scope = AccessScope(person_of(request))
        context = {
            "nav": "calendar",
            "month": month_of(scope, first, today, from_today=not asked),
            "from_today": not asked,
            "administered": scope.administered,  # the frame asks for these too; they are read once
        }
        return render(request, "portfolio/calendar/calendar.html", context)
