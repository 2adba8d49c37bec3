"""A person's partnerships as cards, those that need the person most first."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.results.charts import Sparkline, sparkline
from common.alphabet import by_alphabet
from common.paging import Page
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Stage
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.rows import ClosedRound, Line, OpenRound

A_PAGE = 12
TREND_WIDTH, TREND_HEIGHT = 110, 34
NONE = "–"


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    url: str
    stage: str
    customer: str
    supplier: str
    # of the last closed check; a dash where there is none
    going_well: str
    attention: str
    gaps: str
    needs_attention: bool
    trend: Sparkline | None
    late: str  # what is late, in words
    nothing_late: bool
    checking: str  # until when a health check is open, in words


def cards(desk: WorkFacts, waiting: Collection[int | None], after: str) -> Page[Card]:
    """One page of them. ``waiting`` are the partnerships in which something waits for the person."""
    checking = {round.partnership_id: round for round in desk.open_rounds}
    lines = sorted(
        desk.partnerships.values(),
        key=lambda line: (
            line.pk not in waiting,
            -desk.late.get(line.pk, 0),
            line.pk not in checking,
            line.stage == Stage.ENDED,
            by_alphabet(line.title),
            line.pk,
        ),
    )
    first = next((place for place, line in enumerate(lines, start=1) if line.reference == after), 0)
    shown = lines[first : first + A_PAGE]
    history = {
        pk: list(rounds)
        for pk, rounds in groupby(
            desk.closed_rounds([line.pk for line in shown]), key=lambda round: round.partnership_id
        )
    }
    acting = desk.with_actions([line.pk for line in shown])
    return Page(
        rows=[
            _card(desk, line, history.get(line.pk, []), checking.get(line.pk), line.pk in acting)
            for line in shown
        ],
        next_url=f"?after={shown[-1].reference}#partnerships" if first + A_PAGE < len(lines) else "",
        first_url="?#partnerships" if first else "",
        previous_url=f"?after={lines[first - A_PAGE - 1].reference}#partnerships" if first > A_PAGE else "",
        before=first,
        count=lambda: len(lines),
    )


def _card(
    desk: WorkFacts,
    line: Line,
    history: list[ClosedRound],
    open_round: OpenRound | None,
    has_actions: bool,
) -> Card:
    late = desk.late.get(line.pk, 0)
    binding = line.state == Partnership.State.BINDING
    until = date_format(timezone.localtime(open_round.closes_at), "SHORT_DATE_FORMAT") if open_round else ""
    last = history[-1] if history else None
    return Card(
        title=line.title,
        url=reverse("overview", args=[line.reference]),
        stage=str(Stage(line.stage).label if binding else _("Proposed")),
        customer=line.customer,
        supplier=line.supplier or _("to be selected"),
        going_well=str(last.going_well) if last else NONE,
        attention=str(last.attention) if last else NONE,
        gaps=str(last.gaps) if last else NONE,
        needs_attention=bool(last and last.attention),
        trend=sparkline(history, prefix=f"trend-{line.pk}", width=TREND_WIDTH, height=TREND_HEIGHT),
        late=ngettext("%(count)s action late", "%(count)s actions late", late) % {"count": late}
        if late
        else "",
        nothing_late=binding and has_actions and not late,
        checking=_("health check open until %(day)s") % {"day": until} if until else "",
    )
