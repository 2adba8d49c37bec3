"""A report: how much of its time is spent outside WeasyPrint."""

from time import perf_counter
from unittest import mock

from assessments.models import Round
from partnering import pdf


def measure() -> None:
    from assessments.reports import render_report

    rounds = list(
        Round.objects.filter(partnership__reference__startswith="p-00000").order_by("-closed_at")[:6]
    )
    render_report(rounds[0], "en")  # fonts and style sheets are read once a process
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
        for round in rounds[1:]:
            render_report(round, "en")
        whole = perf_counter() - began
    count = len(rounds) - 1
    print(
        f"\nA report: {whole / count * 1000:.0f} ms, {(whole - inside) / whole:.0%} of it outside WeasyPrint (at most 15 %)"
    )
