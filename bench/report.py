"""What is made as a document, a report and a pre-read: how much of its time is spent outside WeasyPrint."""

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from unittest import mock

from django.db import transaction

from assessments.rounds.models import Round
from common import pdf

OUTSIDE = 0.15


def measure() -> None:
    from assessments.reports.rendering import render_report
    from bench.decided import with_forty_items
    from governance.agendas.pre_read import pre_read

    rounds = Round.objects.filter(partnership__reference__startswith="p-00000").order_by("-closed_at")[:6]
    _measure("A report", [partial(render_report, round, "en") for round in rounds])
    with transaction.atomic():
        meeting = with_forty_items()
        _measure("A pre-read of 40 items", [lambda: pre_read(meeting, "en").as_pdf()] * 6)
        transaction.set_rollback(True)  # the agenda's page is measured with what it had


def _measure(what: str, makers: Sequence[Callable[[], bytes]]) -> None:
    makers[0]()  # fonts and style sheets are read once a process
    inside = 0.0
    write = pdf.write_pdf

    def timed(*args: object, **kwargs: object) -> bytes:
        nonlocal inside
        began = perf_counter()
        try:
            return write(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            inside += perf_counter() - began

    with mock.patch.object(pdf, "write_pdf", timed):
        began = perf_counter()
        for make in makers[1:]:
            make()
        whole = perf_counter() - began
    outside = (whole - inside) / whole
    verdict = "holds" if outside <= OUTSIDE else "**over**"
    took = whole / len(makers[1:]) * 1000
    print(
        f"\n{what}: {took:.0f} ms, {outside:.0%} of it outside WeasyPrint (at most {OUTSIDE:.0%}): {verdict}"
    )
