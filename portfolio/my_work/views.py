from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.people.requests import person_of
from common.paging import Page
from portfolio.my_work.cards import TREND_HEIGHT, TREND_WIDTH, cards
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.questions import MOST, SHOWN
from portfolio.my_work.upcoming import upcoming
from portfolio.my_work.waiting.waiting_tasks import of_group, waiting_tasks

#: Of one kind, so many stand on a page.
A_PAGE = 25


class MyWorkView(View):
    """What a person sees first: what waits for them, what comes, and their partnerships by need."""

    def get(self, request: HttpRequest) -> HttpResponse:
        desk = WorkFacts(person_of(request), timezone.now())
        if "only" in request.GET:
            return self._of_group(request, desk)
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

    def _of_group(self, request: HttpRequest, desk: WorkFacts) -> HttpResponse:
        """All of one kind, a page at a time; once nothing of it waits any more, my work itself."""
        group, found = of_group(desk, request.GET["only"])
        if group is None:
            return redirect("my_work")
        after = request.GET.get("after", "")
        place = [str(each.key) for each in found]
        first = place.index(after) + 1 if after in place else 0
        shown = found[first : first + A_PAGE]
        is_last = first + A_PAGE >= len(found)
        only = f"?only={group.name}"
        context = {
            "nav": "my_work",
            "title": group.what(len(found)),
            "where": group.where(),
            "tasks": [each.task() for each in shown],
            "page": Page(
                shown,
                next_url="" if is_last else f"{only}&after={shown[-1].key}",
                first_url=only if first else "",
                previous_url=f"{only}&after={place[first - A_PAGE - 1]}" if first > A_PAGE else "",
                before=first,
                count=lambda: len(found),
            ),
            "administered": [m.organisation for m in desk.memberships if m.is_administrator],
        }
        return render(request, "portfolio/my_work/of_group.html", context)


def greeting(now: datetime) -> str:
    if 5 <= now.hour < 12:
        return _("Good morning, %(name)s")
    if 12 <= now.hour < 18:
        return _("Good afternoon, %(name)s")
    return _("Good evening, %(name)s")
