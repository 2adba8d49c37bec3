"""The register as pictures: the matrix, what each side carries, and how a risk was judged over time."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from governance.models import Gain, Party, Risk, RiskScore, level_of
from partnerships.access import Actor
from partnerships.sides import Side, Space

ONE_TO_FIVE: Final = (1, 2, 3, 4, 5)
#: By whose impact the matrix is drawn: the harder hit side's, or one side's.
IMPACTS: Final = {"": "impact", "customer": "impact_customer", "supplier": "impact_supplier"}


LEVELS_IN_WORDS: Final = {1: _lazy("low"), 2: _lazy("moderate"), 3: _lazy("high"), 4: _lazy("very high")}


def level_in_words(level: int) -> str:
    return str(LEVELS_IN_WORDS[level])


@dataclass(frozen=True)
class Cell:
    likelihood: int
    impact: int
    count: int
    is_chosen: bool = False

    @property
    def level(self) -> int:
        return level_of(self.likelihood, self.impact)

    @property
    def look(self) -> str:
        """Its classes in the style sheet."""
        return f"cell l{self.level} chosen" if self.is_chosen and not self.count else f"cell l{self.level}"

    @property
    def query(self) -> str:
        """What the list of risks is asked for, to show those of this cell."""
        return f"likelihood={self.likelihood}&impact={self.impact}"

    @property
    def label(self) -> str:
        risks = ngettext("%(count)s risk", "%(count)s risks", self.count) % {"count": self.count}
        return _("Likelihood %(likelihood)s, impact %(impact)s, %(level)s: %(risks)s") % {
            "likelihood": self.likelihood,
            "impact": self.impact,
            "level": level_in_words(self.level),
            "risks": risks,
        }


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
    impact = IMPACTS[seen]
    rows = (
        Risk.objects.visible_to(actor)
        .filter(state=Risk.State.OPEN)
        .order_by()
        .values_list("likelihood", impact, "manages")
        .annotate(found=Count("*"))  # the index has all of it
    )
    counts: dict[tuple[int, int], int] = {}
    managed: dict[str, int] = {}
    for likelihood, hit, manages, count in rows:
        counts[likelihood, hit] = counts.get((likelihood, hit), 0) + count
        managed[manages] = managed.get(manages, 0) + count
    grid = [
        (
            likelihood,
            [
                Cell(likelihood, hit, counts.get((likelihood, hit), 0), (likelihood, hit) == chosen)
                for hit in ONE_TO_FIVE
            ],
        )
        for likelihood in reversed(ONE_TO_FIVE)
    ]
    high = sum(count for place, count in counts.items() if level_of(*place) > 2)
    return Matrix(grid, sum(counts.values()), high, managed)


@dataclass(frozen=True)
class Load:
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


def balance(actor: Actor) -> list[Load]:
    """Both sides, the customer first, in two queries. Joint risks only, so that both see the same picture."""
    risks = Risk.objects.visible_to(actor).filter(state=Risk.State.OPEN, space=Space.JOINT)
    asked: dict[str, Any] = {"shared": Count("pk", filter=Q(bears=Party.SHARED))}
    for side in Side:
        name = side.value
        asked[f"{name}_bears"] = Count("pk", filter=Q(bears=name))
        asked[f"{name}_manages"] = Count("pk", filter=Q(manages=name))
        weight = Sum(F("likelihood") * F(f"impact_{name}"), filter=Q(bears__in=[name, Party.SHARED]))
        asked[f"{name}_weight"] = weight
    found = risks.aggregate(**asked)
    weights = {side: found[f"{side.value}_weight"] or 0 for side in Side}
    most = max(1, *weights.values())
    gained = Gain.objects.visible_to(actor).order_by().values_list("side").annotate(Sum("size"))
    gains: dict[str, int] = dict(gained)
    most_gained = max(1, *gains.values(), 0)
    return [
        Load(
            side=side,
            organisation=str(getattr(actor.partnership.organisation(side), "name", side.label)),
            bears=found[f"{side.value}_bears"],
            shares=found["shared"],
            manages=found[f"{side.value}_manages"],
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


def scores_of(risk: Risk, at_most: int) -> list[RiskScore]:
    """The latest ones, the oldest of them first."""
    found: QuerySet[RiskScore] = RiskScore.objects.of(risk).select_related("by").order_by("-at", "-pk")
    return list(found[:at_most])[::-1]
