from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.people.requests import person_of
from portfolio.my_work.cards import TREND_HEIGHT, TREND_WIDTH, cards
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.questions import MOST, SHOWN
from portfolio.my_work.upcoming import upcoming
from portfolio.my_work.waiting.waiting_tasks import waiting_tasks


class MyWorkView(View):
    """What a person sees first: what waits for them, what comes, and their partnerships by need."""

    def get(self, request: HttpRequest) -> HttpResponse:
        desk = WorkFacts(person_of(request), timezone.now())
        waiting = waiting_tasks(desk, MOST if "all" in request.GET else SHOWN)
        dates, later = upcoming(desk, SHOWN)
        context = {
            "nav": "my_work",
            "greeting": greeting(timezone.localtime(desk.now)) % {"name": desk.person.given_name},
            "tasks": waiting.tasks,
            "main": next((task for task in waiting.tasks if task.button), None),
            "waiting": waiting.total,
            "more": waiting.total > len(waiting.tasks),
            "dates": dates,
            "later": later,
            "page": cards(desk, waiting.partnership_ids, request.GET.get("after", "")),
            "trend_width": TREND_WIDTH,
            "trend_height": TREND_HEIGHT,
            "desk": desk,
            # the frame asks for these too; they are read once
            "administered": [m.organisation for m in desk.memberships if m.is_administrator],
        }
        return render(request, "portfolio/my_work/my_work.html", context)


def greeting(now: datetime) -> str:
    if 5 <= now.hour < 12:
        return _("Good morning, %(name)s")
    if 12 <= now.hour < 18:
        return _("Good afternoon, %(name)s")
    return _("Good evening, %(name)s")
