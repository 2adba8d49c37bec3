"""``python -m bench.steps STEP PLACE``: one step, in the environment that ``bench/__main__.py`` gives it."""

import os
import platform
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import django

from bench import results
from bench.places import PLACES, PORT, Place

WHO = "p0-1@org0.example"


def gather(place: Place) -> None:
    """The static files, each time: they go with the code and not with the data."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def load(place: Place) -> None:
    from django.core.management import call_command
    from django.db import connection

    from bench import data
    from bench.meetings import load as load_boards
    from bench.sweep import load_for_sweep

    call_command("migrate", verbosity=0)
    if place.name == "full":
        data.load(data.Size())
    elif place.name in ("tenth", "embedded"):
        data.load(data.Size().tenth())
    elif place.name == "sweep":
        load_for_sweep(100_000, 500)
    elif place.name == "meetings":
        load_boards(2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if place.is_embedded else "VACUUM ANALYZE")


def count_queries(place: Place) -> None:
    """On a tenth of the data; the full one is held against it."""
    from bench import cpu
    from bench.pages import every_page

    results.add("tenth", cpu.count_queries(every_page(), cpu.signed_in(WHO)))


def pages(place: Place) -> None:
    from bench import cpu
    from bench.pages import every_page

    print(f"{_machine()}\n")
    figures = cpu.measure(every_page(), cpu.signed_in(WHO), results.of_this_run("tenth"))
    print(cpu.shown(every_page(), figures, results.before("pages")))
    results.add("pages", figures)


def throughput(place: Place) -> None:
    from bench import cpu, throughput

    print(f"\n{_machine()}")
    figures = throughput.measure(place, PORT, cpu.signed_in(WHO))
    print(throughput.shown(place, figures, results.before("throughput")))
    results.add("throughput", figures)


def visit(place: Place) -> None:
    from bench import visit

    results.add("visit", visit.measure(PORT, results.before("visit")))


def rest(place: Place) -> None:
    from bench import at_rest

    found = at_rest.measure(PORT)
    print(f"\nscript/server at rest: {found.processes} processes, {found.megabytes:.0f} MB (PSS)")
    if before := results.before("rest"):
        print(f"(before: {before['processes']} processes, {before['megabytes']:.0f} MB)")
    results.add("rest", {"processes": found.processes, "megabytes": round(found.megabytes)})


def documents(place: Place) -> None:
    from bench import report

    report.measure()


def sweep(place: Place) -> None:
    """The daily sweep over 100,000 partnerships of which 500 are due."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from assessments.rounds.opening import open_due_rounds
    from portfolio.sweeps import run_sweeps

    with CaptureQueriesContext(connection) as caught:
        began = perf_counter()
        opened = open_due_rounds(datetime.now(UTC))
        took = perf_counter() - began
    print(f"\nOpening {opened} checks among 100,000 partnerships: {took:.1f} s, {len(caught)} queries,")
    print(f"{len(caught) / max(1, opened // 100):.0f} queries per 100 due")
    began = perf_counter()
    done = run_sweeps(datetime.now(UTC) + timedelta(hours=1))
    print(f"The whole sweep an hour later: {perf_counter() - began:.1f} s ({done})")


def meetings(place: Place) -> None:
    """The sweep that makes the year's meetings of 2,000 boards."""
    from bench.meetings import measure

    measure(2_000)


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.processor())
    busy = f"load {os.getloadavg()[0]:.1f}"
    return f"Machine: {os.cpu_count()} cores ({model}), {busy}, Python {platform.python_version()}, {platform.system()}"


STEPS = {
    each.__name__: each
    for each in (gather, load, count_queries, pages, throughput, visit, rest, documents, sweep, meetings)
}

if __name__ == "__main__":
    django.setup()
    STEPS[sys.argv[1]](PLACES[sys.argv[2]])
