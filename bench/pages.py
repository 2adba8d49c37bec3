"""The pages that are measured, and how much each may take."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from assessments.rounds.models import Round
from bench import decided
from bench.risks import MEASURED

#: Times the bare page's CPU: a single thing or a list, what draws more than one list, what gathers from everywhere.
PLAIN, RICH, GATHERED = 6.0, 8.0, 10.0
#: Milliseconds in the database, for every page.
DATABASE = 15.0


@dataclass(frozen=True)
class Page:
    name: str
    address: str
    limit: float = PLAIN


BARE = Page("bare", "/bare/", 1.0)
#: Lists of one partnership, by the names of their addresses.
LISTS = {
    "actions": "actions",
    "meetings": "meetings",
    "boards": "boards",
    "decisions": "decisions",
    "health checks": "health_checks",
    "timeline": "timeline",
    "ideas": "ideas",
    "lessons": "lessons",
    "horizon": "horizon",
    "warnings": "warnings",
    "concerns": "concerns",
    "files": "files",
    "sign-offs": "sign_offs",
    "charter": "charter",
}


def every_page() -> list[Page]:
    """All of the one partnership that has most of everything, as a lead of it sees them."""
    risks = reverse("risks", args=[MEASURED])
    return [
        Page("my work", reverse("my_work"), GATHERED),
        Page("overview", reverse("overview", args=[MEASURED]), GATHERED),
        Page("people", reverse("people", args=[MEASURED]), RICH),
        Page("search", reverse("search") + "?q=point", RICH),
        Page("risks", risks, RICH),
        Page("risks of a cell", f"{risks}?likelihood=4&impact=5", RICH),
        Page("agenda", reverse("agenda", args=[MEASURED, decided.measured().number]), RICH),
        *_single_things(),
        *(Page(name, reverse(view, args=[MEASURED])) for name, view in LISTS.items()),
        Page("calendar month", reverse("calendar") + f"?month={timezone.localdate():%Y-%m}"),
        Page("partnerships", reverse("partnerships")),
        Page("agreements", reverse("agreements")),
        Page("imports", reverse("imports")),
        Page("outbox", reverse("outbox")),
    ]


def _single_things() -> list[Page]:
    round = Round.objects.filter(partnership__reference=MEASURED).order_by("-closed_at")[0]
    return [
        Page("result", reverse("health_check", args=[MEASURED, round.pk])),
        Page("meeting", reverse("meeting", args=[MEASURED, decided.measured().number])),
        Page("one action", reverse("action", args=[MEASURED, 1])),
        Page("one decision", reverse("decision", args=[MEASURED, 1])),
        Page("one risk", reverse("risk", args=[MEASURED, 2])),
        Page("one concern", reverse("concern", args=[MEASURED, 1])),
        Page("one idea", reverse("idea", args=[MEASURED, 1])),
    ]
