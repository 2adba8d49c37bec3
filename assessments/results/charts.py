"""Pictures as numbers: where each mark stands. They are drawn as SVG, the same on page and paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.instruments.definitions import Question
from assessments.results.drawing import Column, Mark, Row, columns_drawn, rows_drawn
from assessments.results.models import QuestionResult
from assessments.rounds.models import Round
from partnerships.sides import Side

Status = QuestionResult.Status
#: Marks that share a place stand this far apart.
SPREAD = 12
CUSTOMER_LINE = '<polyline class="customer" points="{}"/><circle class="customer-end" cx="{}" cy="{}" r="4"/>'
SUPPLIER_LINE = '<polyline class="supplier" points="{}"/><polygon class="supplier-end" points="{}"/>'
#: What a mark means, by side and answer: worded once a picture.
Titles = dict[tuple[Side, str], str]


@dataclass(frozen=True)
class Geometry:
    """Where things stand on one kind of paper; all in units of the SVG."""

    name: str
    width: int
    first: int  # the worst answer
    last: int  # the best
    top: int  # below the names of the answers
    row: int
    label_above: bool = False  # a phone has no room for the question beside its marks
    on_paper: bool = False  # where nothing can be pointed at, and colours are literal


WIDE = Geometry("wide", width=1000, first=320, last=860, top=24, row=28)
PRINTED = Geometry("printed", width=700, first=262, last=560, top=24, row=25, on_paper=True)
NARROW = Geometry("narrow", width=360, first=36, last=316, top=24, row=56, label_above=True)


@dataclass(frozen=True)
class Dumbbell:
    prefix: str  # what its ids begin with, so that two pictures share a page
    title: str
    description: str
    width: int
    height: int
    top: int
    bottom: int
    columns: list[Column]
    zone: tuple[int, int] | None  # left edge and width of where answers need attention
    rows: list[Row] = field(default_factory=list)
    label_above: bool = False
    earlier_label: str = ""  # "2025", where the earlier marks are drawn too
    on_paper: bool = False

    @property
    def name(self) -> str:
        """Paper has room for one text beside a picture, so that it says everything."""
        return f"{self.title}. {self.description}" if self.on_paper else self.title

    @property
    def marks(self) -> SafeString:
        return rows_drawn(self.rows, self.width, with_titles=not self.on_paper)

    @property
    def axis(self) -> SafeString:
        return columns_drawn(self.columns, self.top, self.bottom)

    @property
    def zone_height(self) -> int:
        return self.bottom - self.top


def dumbbell(
    round: Round,
    results: Sequence[QuestionResult],
    *,
    earlier: Iterable[QuestionResult] = (),
    earlier_label: str = "",
    geometry: Geometry = WIDE,
) -> Dumbbell:
    """Both sides' combined answers, a row a question. ``earlier`` draws hollow marks where an answer was
    another one in the round before; answers it does not share are left out."""
    questions = {question.key: question for question in round.instrument.questions}
    shown = [result for result in results if result.question_key in questions]
    before = {result.question_key: result for result in earlier}
    labels = (
        {value: str(label) for value, label in questions[shown[0].question_key].answers.items()}
        if shown
        else {}
    )
    places = _places(geometry, [*reversed(labels)])
    titles = {(side, value): f"{side.label}: {label}" for side in Side for value, label in labels.items()}
    rows = [
        _row(
            geometry, places, titles, position, questions[result.question_key], result, before, earlier_label
        )
        for position, result in enumerate(shown)
    ]
    bottom = geometry.top + geometry.row * len(rows) + 4
    return Dumbbell(
        prefix=f"round-{round.pk}-{geometry.name}",
        title=_("How each side answered"),
        description=_description(rows),
        width=geometry.width,
        height=bottom + 4,
        top=geometry.top,
        bottom=bottom,
        columns=[Column(x, labels[value]) for value, x in places.items()],
        zone=_zone(geometry, places, questions[shown[0].question_key]) if shown else None,
        rows=rows,
        label_above=geometry.label_above,
        earlier_label=earlier_label if before else "",
        on_paper=geometry.on_paper,
    )


def _places(geometry: Geometry, worst_first: list[str]) -> dict[str, int]:
    step = (geometry.last - geometry.first) / max(1, len(worst_first) - 1)
    return {value: int(geometry.first + step * index) for index, value in enumerate(worst_first)}


def _zone(geometry: Geometry, places: dict[str, int], question: Question) -> tuple[int, int] | None:
    inside = [x for value, x in places.items() if value in question.attention_on]
    if not inside:
        return None
    margin = 24 if geometry.label_above else 36
    return min(inside) - margin, max(inside) - min(inside) + 2 * margin


def _row(
    geometry: Geometry,
    places: dict[str, int],
    titles: Titles,
    position: int,
    question: Question,
    result: QuestionResult,
    before: dict[str, QuestionResult],
    earlier_label: str,
) -> Row:
    top = geometry.top + geometry.row * position
    y = top + (38 if geometry.label_above else geometry.row // 2 + 4)
    answers = answers_of(result)
    earlier = answers_of(before[question.key]) if question.key in before else {}
    wanted = [(side, value, False) for side, value in answers.items() if value in places]
    wanted += [
        (side, value, True) for side, value in earlier.items() if value in places and value != answers[side]
    ]
    ends = [places[value] for side, value, old in wanted if not old]
    return Row(
        short=question.short,
        y=y,
        label_y=top + 16 if geometry.label_above else y + 4,
        status=result.status,
        flag=flag_of(result.status),
        needs_attention=result.status in (Status.ATTENTION, Status.GAP),
        marks=tuple(_marks(wanted, places, titles, y, earlier_label)),
        line=(ends[0], ends[1]) if len(ends) == 2 and ends[0] != ends[1] else None,
        missing=tuple((side, _("no answer")) for side, value in answers.items() if value not in places),
    )


def _marks(
    wanted: list[tuple[Side, str, bool]], places: dict[str, int], titles: Titles, y: int, earlier: str
) -> Iterable[Mark]:
    """Marks of one row; those on the same place stand beside each other, the customer's on the left."""
    for value, x in places.items():
        here = sorted((side, old) for side, answer, old in wanted if answer == value)
        for index, (side, old) in enumerate(here):
            shift = int((index - (len(here) - 1) / 2) * SPREAD)
            said = titles[side, value]
            yield Mark(side, x + shift, y, f"{said} ({earlier})" if old else said, old)


def answers_of(result: QuestionResult) -> dict[Side, str]:
    return {Side.CUSTOMER: result.customer_answer, Side.SUPPLIER: result.supplier_answer}


def flag_of(status: str) -> str:
    """The mark and the word that say it without colour; nothing where all is well."""
    match status:
        case Status.GAP.value:
            return "⇄ " + _("Gap")
        case Status.ATTENTION.value:
            return "! " + _("Attention")
        case Status.NOT_ANSWERED.value:
            return "– " + _("Not answered")
    return ""


def _description(rows: list[Row]) -> str:
    """The picture in words, for those who hear it."""
    sentences = []
    for row in rows:
        now = sorted((mark for mark in row.marks if not mark.earlier), key=lambda mark: mark.side)
        said = [mark.title for mark in now]
        said += [f"{side.label}: {text}" for side, text in row.missing]
        sentences.append(f"{row.short} – {'; '.join(said)}.")
    return " ".join(sentences)


@dataclass(frozen=True)
class Sparkline:
    """Both sides' mean over the years; only the direction is told, so there is no axis."""

    prefix: str
    title: str
    width: int
    height: int
    #: Drawn here: a page of cards has a dozen of these, and a template looks up every number of each.
    marks: SafeString


class HasMeans(Protocol):
    """What a trend is drawn from; a row or the model itself."""

    @property
    def pk(self) -> int: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def customer_mean(self) -> float | None: ...
    @property
    def supplier_mean(self) -> float | None: ...


def sparkline(
    rounds: Iterable[HasMeans], *, prefix: str = "trend", width: int = 160, height: int = 40
) -> Sparkline | None:
    """The trend of closed rounds, or nothing where fewer than two have figures."""
    closed = sorted((r for r in rounds if r.closed_at), key=lambda r: (r.closed_at, r.pk))
    closed = [r for r in closed if r.customer_mean is not None or r.supplier_mean is not None]
    if len(closed) < 2:
        return None
    step = (width - 16) / (len(closed) - 1)
    known = [m for r in closed for m in (r.customer_mean, r.supplier_mean) if m is not None]
    low, span = min(known), max(1.0, max(known) - min(known))  # a small change has to look small

    def points(means: list[float | None]) -> list[tuple[int, int]]:
        return [
            (int(8 + step * index), int(height - 8 - (height - 16) * (mean - low) / span))
            for index, mean in enumerate(means)
            if mean is not None
        ]

    drawn = SafeString()
    if customer := points([r.customer_mean for r in closed]):
        drawn += format_html(CUSTOMER_LINE, _line(customer), *customer[-1])
    if supplier := points([r.supplier_mean for r in closed]):
        end = Mark(Side.SUPPLIER, *supplier[-1], title="")
        drawn += format_html(SUPPLIER_LINE, _line(supplier), end.diamond)
    return Sparkline(prefix, _trend(closed), width, height, drawn)


def _line(points: list[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _trend(closed: list[HasMeans]) -> str:
    words = {
        side: _direction([getattr(r, f"{side.value}_mean") for r in closed])
        for side in (Side.CUSTOMER, Side.SUPPLIER)
    }
    return _("Trend over %(count)d health checks. Customer: %(customer)s. Supplier: %(supplier)s.") % {
        "count": len(closed),
        "customer": words[Side.CUSTOMER],
        "supplier": words[Side.SUPPLIER],
    }


def _direction(means: list[float | None]) -> str:
    known = [mean for mean in means if mean is not None]
    if len(known) < 2 or abs(known[-1] - known[0]) < 0.1:
        return _("about the same")
    return _("better than at the first") if known[-1] > known[0] else _("worse than at the first")
