"""The marks of a picture as SVG, written in one go: as a template, they took half the time of their page."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from partnerships.sides import Side

#: Half the size of a circle or a diamond.
RADIUS = 7


@dataclass(frozen=True)
class Mark:
    side: Side
    x: int
    y: int
    title: str
    earlier: bool = False  # where it stood in the check before: drawn hollow

    @property
    def diamond(self) -> str:
        """The points of a polygon around the mark's place."""
        x, y, r = self.x, self.y, RADIUS + 1
        return f"{x},{y - r} {x + r},{y} {x},{y + r} {x - r},{y}"


@dataclass(frozen=True)
class Row:
    short: str  # the question
    y: int
    label_y: int
    status: str
    flag: str
    needs_attention: bool
    marks: tuple[Mark, ...]
    line: tuple[int, int] | None  # from side to side, where they stand apart
    missing: tuple[tuple[Side, str], ...]  # sides of which nobody answered

    @property
    def flag_y(self) -> int:
        """Beside the question, or a little higher where the missing side stands below."""
        return self.label_y - 5 if self.missing and self.needs_attention else self.label_y


@dataclass(frozen=True)
class Column:
    x: int
    label: str
    anchor: str = "middle"


def columns_drawn(columns: Iterable[Column], top: int, bottom: int) -> SafeString:
    """The names of the answers, and a rule below each."""
    return mark_safe("".join(_column(column, top, bottom) for column in columns))


def _column(column: Column, top: int, bottom: int) -> str:
    x, name = column.x, escape(column.label)
    return (
        f'<text class="axis" x="{x}" y="15" text-anchor="{column.anchor}">{name}</text>\n'
        f'<line class="rule" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>\n'
    )


def rows_drawn(rows: Iterable[Row], width: int, *, with_titles: bool) -> SafeString:
    """Each question's name, marks and flag. With titles, a mark that is pointed at says what it means."""
    return mark_safe("".join(part for row in rows for part in _row(row, width, with_titles)))


def _row(row: Row, width: int, with_titles: bool) -> Iterable[str]:
    yield f'<text x="0" y="{row.label_y}">{escape(row.short)}</text>\n'
    if row.line:
        yield f'<line class="gap" x1="{row.line[0]}" x2="{row.line[1]}" y1="{row.y}" y2="{row.y}"/>\n'
    for mark in row.marks:
        yield _mark(mark, f"<title>{escape(mark.title)}</title>" if with_titles else "")
    if row.flag:
        kind = "flag" if row.needs_attention else "axis"
        place = f'x="{width}" y="{row.flag_y}" text-anchor="end"'
        yield f'<text class="{kind}" {place}>{escape(row.flag)}</text>\n'
    for side, text in row.missing if row.needs_attention else ():
        place = f'x="{width}" y="{row.flag_y}" dy="11" text-anchor="end"'
        yield f'<text class="axis missing" {place}>{escape(f"{side.label}: {text}")}</text>\n'


def _mark(mark: Mark, title: str) -> str:
    kind = f"{'earlier-' if mark.earlier else ''}{mark.side.value}"
    if mark.side is Side.CUSTOMER:
        return f'<circle class="{kind}" cx="{mark.x}" cy="{mark.y}" r="6.5">{title}</circle>\n'
    return f'<polygon class="{kind}" points="{mark.diamond}">{title}</polygon>\n'
