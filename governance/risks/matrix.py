"""The register as pictures: the matrix, what each side carries, and how a risk was judged over time."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Count, F, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.prepared import Given, Prepared
from governance.risks.expected_gains.models import ExpectedGain
from governance.risks.models import Party, Risk, RiskScore, level_of
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.sides import Side, Space

MOST_SCORES: Final = 100
ONE_TO_FIVE: Final = (1, 2, 3, 4, 5)
#: By whose impact the matrix is drawn: the harder hit side's, or one side's.
IMPACTS: Final = {"": "impact", "customer": "impact_customer", "supplier": "impact_supplier"}


def _cells(seen: str) -> PreparedForActor[tuple[int, int, str, int]]:
    return PreparedForActor(
        lambda anyone: (
            Risk.objects.visible_to(anyone)
            .filter(state=Risk.State.OPEN)
            .order_by()
            .values_list("likelihood", IMPACTS[seen], "manages")
            .annotate(count=Count("*"))
        )
    )


#: How many risks are in each cell, by whose impact one looks at.
CELLS: Final = {seen: _cells(seen) for seen in IMPACTS}
LOADS = PreparedForActor(
    lambda anyone: (
        Risk.objects.visible_to(anyone)
        .filter(state=Risk.State.OPEN, space=Space.JOINT)
        .order_by()
        .values_list("bears", "manages")
        .annotate(
            count=Count("*"),
            customer=Sum(F("likelihood") * F("impact_customer")),
            supplier=Sum(F("likelihood") * F("impact_supplier")),
        )
    )
)
GAINS = PreparedForActor(
    lambda anyone: (
        ExpectedGain.objects.visible_to(anyone).order_by().values_list("side").annotate(Sum("size"))
    )
)


def level_in_words(level: int) -> str:
    return {1: _("low"), 2: _("moderate"), 3: _("high"), 4: _("very high")}[level]


@dataclass(frozen=True, slots=True)
class Cell:
    impact: int
    level: int
    count: int
    #: Of its risks, and what it says to those who cannot see it; empty where there are none.
    url: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Matrix:
    rows: list[tuple[int, list[Cell]]]  # the likeliest first
    total: int
    high: int  # high and very high ones
    managed: dict[str, int]  # by whom they are managed

    @property
    def caption(self) -> str:
        who = {
            "customer": self.managed.get(Party.CUSTOMER, 0),
            "supplier": self.managed.get(Party.SUPPLIER, 0),
            "shared": self.managed.get(Party.SHARED, 0),
        }
        return (
            _(
                "Likelihood upward, impact to the right. "
                "Supplier manages %(supplier)s, customer %(customer)s, shared %(shared)s."
            )
            % who
        )


def matrix(actor: Actor, seen: str = "", chosen: tuple[int, int] | None = None) -> Matrix:
    """The open risks that the actor sees, in one query."""
    rows = CELLS[seen].by(actor)
    counts: dict[tuple[int, int], int] = {}
    managed: dict[str, int] = {}
    for likelihood, hit, manages, count in rows:
        counts[likelihood, hit] = counts.get((likelihood, hit), 0) + count
        managed[manages] = managed.get(manages, 0) + count
    register = reverse("risks", args=[actor.partnership.reference])
    words = {level: level_in_words(level) for level in (1, 2, 3, 4)}

    def cell(likelihood: int, impact: int) -> Cell:
        level, count = level_of(likelihood, impact), counts.get((likelihood, impact), 0)
        is_chosen = (likelihood, impact) == chosen
        if not count:
            return Cell(impact, level, 0, "", "", is_chosen)
        place: dict[str, str | int] = {"likelihood": likelihood, "impact": impact}
        query = urlencode({**place, "seen": seen} if seen else place)
        return Cell(
            impact, level, count, f"{register}?{query}", _label(place, words[level], count), is_chosen
        )

    grid = [(row, [cell(row, column) for column in ONE_TO_FIVE]) for row in reversed(ONE_TO_FIVE)]
    high = sum(count for place, count in counts.items() if level_of(*place) > 2)
    return Matrix(grid, sum(counts.values()), high, managed)


def _label(place: dict[str, str | int], level: str, count: int) -> str:
    risks = ngettext("%(count)s risk", "%(count)s risks", count) % {"count": count}
    said = _("Likelihood %(likelihood)s, impact %(impact)s, %(level)s: %(risks)s")
    return said % {**place, "level": level, "risks": risks}


@dataclass(frozen=True)
class SideLoad:
    """What one side carries: the joint risks that it bears, alone or shared, and how heavy they are to it."""

    side: Side
    organisation: str
    bears: int
    shares: int
    manages: int
    weight: int
    width: int  # of its bar, of 300
    #: What it gains, as it says itself: 1 to 5 for each, added up.
    gains: int
    gain_width: int
    has_said: bool


def loads_by_side(actor: Actor) -> list[SideLoad]:
    """Both sides, the customer first, in two queries. Joint risks only, so that both see the same picture."""
    rows = LOADS.by(actor)
    bears, manages = Counter[str](), Counter[str]()
    weights = dict.fromkeys(Side, 0)
    for bearer, manager, count, *heavy in rows:
        bears[bearer] += count
        manages[manager] += count
        for side, weight in zip(Side, heavy, strict=True):
            if bearer in (side, Party.SHARED):
                weights[side] += weight
    most = max(1, *weights.values())
    gains: dict[str, int] = dict(GAINS.by(actor))
    most_gained = max(1, *gains.values(), 0)
    return [
        SideLoad(
            side=side,
            organisation=str(getattr(actor.partnership.organisation(side), "name", side.label)),
            bears=bears[side],
            shares=bears[Party.SHARED],
            manages=manages[side],
            weight=weights[side],
            width=round(300 * weights[side] / most),
            gains=gains.get(side, 0),
            gain_width=round(300 * gains.get(side, 0) / most_gained),
            has_said=side in gains,
        )
        for side in Side
    ]


@dataclass(frozen=True)
class Chart:
    """Likelihood times impact for each side, over time; the highest is 25. In units of its SVG."""

    width: int = 420
    height: int = 150
    lines: dict[str, str] = field(default_factory=dict)
    ends: dict[str, tuple[int, int]] = field(default_factory=dict)
    grid: tuple[tuple[int, int], ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    title: str = ""

    @property
    def diamond(self) -> str:
        x, y = self.ends["supplier"]
        return f"{x},{y - 6} {x + 6},{y} {x},{y + 6} {x - 6},{y}"


LEFT, RIGHT, TOP, BOTTOM = 34, 405, 12, 120


def chart(scores: list[RiskScore]) -> Chart | None:
    """The oldest first; nothing to draw while there is one score only."""
    if len(scores) < 2:
        return None
    first, last = scores[0].at, scores[-1].at
    long = (last - first).total_seconds() or 1
    places: dict[str, list[tuple[int, int]]] = {"customer": [], "supplier": []}
    for score in scores:
        x = round(LEFT + (RIGHT - LEFT) * (score.at - first).total_seconds() / long)
        for name, hit in (("customer", score.impact_customer), ("supplier", score.impact_supplier)):
            y = _height(score.likelihood * hit)
            if places[name]:
                places[name].append((x, places[name][-1][1]))  # it stood until it was judged again
            places[name].append((x, y))
    then, now = scores[0], scores[-1]
    title = _(
        "From %(from)s to %(to)s for the customer, from %(other_from)s to %(other_to)s for the supplier"
    )
    return Chart(
        lines={name: " ".join(f"{x},{y}" for x, y in found) for name, found in places.items()},
        ends={name: found[-1] for name, found in places.items()},
        grid=tuple((value, _height(value)) for value in (0, 5, 10, 15, 20, 25)),
        first=first,
        last=last,
        title=title
        % {
            "from": then.likelihood * then.impact_customer,
            "to": now.likelihood * now.impact_customer,
            "other_from": then.likelihood * then.impact_supplier,
            "other_to": now.likelihood * now.impact_supplier,
        },
    )


def _height(value: int) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * value / 25)


LATEST_SCORES = Prepared(
    lambda: (
        RiskScore.objects.filter(risk=Given("risk")).select_related("by").order_by("-at", "-pk")[:MOST_SCORES]
    )
)


def scores_of(risk: Risk) -> list[RiskScore]:
    """The latest ones, the oldest of them first."""
    return LATEST_SCORES.ask(risk=risk.pk)[::-1]
