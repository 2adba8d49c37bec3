"""Run by ``script/bench``: load, serve, measure, and print tables that the docs can quote.

Everything happens on this machine: PostgreSQL and Redis on loopback, databases of its own.
"""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

SERVER = os.environ.get("BENCH_POSTGRES_URL", "postgres://root@127.0.0.1:5432")
DATABASES = {
    "full": "partnering_bench",
    "tenth": "partnering_bench_tenth",
    "sweep": "partnering_bench_sweep",
    "meetings": "partnering_bench_meetings",
}
PORT = int(os.environ.get("BENCH_PORT", "8765"))
WHO = "p0-1@org0.example"


def main() -> None:
    if len(sys.argv) == 1:
        for part in ("tenth", "full", "sweep", "meetings"):
            _fresh_database(DATABASES[part])
            _again(part)
        return
    part = sys.argv[1]
    import django

    django.setup()
    {"tenth": tenth, "full": full, "sweep": sweep, "meetings": meetings}[part]()


def _again(part: str) -> None:
    """Each part in a process of its own, on its own database."""
    var = Path(os.environ.get("VAR_DIR", "var")).resolve() / "bench"
    var.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": f"{SERVER}/{DATABASES[part]}",
        "REDIS_URL": os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/9"),
        "CELERY_BROKER_URL": "memory://",
        "VAR_DIR": str(var),
        "STATIC_ROOT": str(var / "static"),
        "DEBUG": "false",
        "LOG_LEVEL": "ERROR",
    }
    subprocess.run([sys.executable, "-m", "bench", part], env=environment, check=True)


def _fresh_database(name: str) -> None:
    for command in ("dropdb --if-exists", "createdb"):
        subprocess.run([*command.split(), f"--maintenance-db={SERVER}/postgres", name], check=True)


def _prepared() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _analysed() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def tenth() -> None:
    """The number of queries on a tenth of the data; kept for the full run to compare with."""
    import json

    from bench import data, pages

    _prepared()
    data.load(data.Size().tenth())
    counted = pages.count_queries(pages.signed_in(WHO), pages.pages())
    Path(os.environ["VAR_DIR"], "tenth.json").write_text(json.dumps(counted))


def full() -> None:
    import json

    from assessments.models import Answer
    from bench import data, pages, report

    _prepared()
    began = perf_counter()
    data.load(data.Size())
    _analysed()
    print(_machine())
    print(f"{Answer.objects.count():,} answers loaded in {perf_counter() - began:.0f} s\n")
    counted = json.loads(Path(os.environ["VAR_DIR"], "tenth.json").read_text())
    measured = pages.measure(PORT, pages.signed_in(WHO), pages.pages(), counted)
    print("\n| page | queries | of a tenth | made anew ms | p50 ms | p95 ms | p50 × bare | at most | |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---|")
    for m in measured:
        verdict, limit = (
            ("", "") if m.page == "bare" else ("holds" if m.holds else "**over**", f"{m.limit:.0f}")
        )
        counted = f"{m.queries} | {m.queries_tenth}"
        print(
            f"| {m.page} | {counted} | {m.made:.1f} | {m.p50:.1f} | {m.p95:.1f} | {m.ratio:.1f} | {limit} | {verdict} |"
        )
    print(
        "\nQueries and “made anew” are those of a page that was not kept; p50 is what one gets who opens it again."
    )
    report.measure()


def sweep() -> None:
    """The daily sweep over 100,000 partnerships of which 500 are due."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from assessments.actions import open_due_rounds
    from bench.sweep import load_for_sweep
    from portfolio.sweeps import run_sweeps

    _prepared()
    load_for_sweep(100_000, 500)
    _analysed()
    with CaptureQueriesContext(connection) as caught:
        began = perf_counter()
        opened = open_due_rounds(datetime.now(UTC))
        took = perf_counter() - began
    print(f"\nOpening {opened} checks among 100,000 partnerships: {took:.1f} s, {len(caught)} queries,")
    print(f"{len(caught) / max(1, opened // 100):.0f} queries per 100 due")
    began = perf_counter()
    done = run_sweeps(datetime.now(UTC) + timedelta(hours=1))
    print(f"The whole sweep an hour later: {perf_counter() - began:.1f} s ({done})")


def meetings() -> None:
    """The sweep that makes the year's meetings of 2,000 boards."""
    from bench.meetings import load, measure

    _prepared()
    load(2_000)
    _analysed()
    measure(2_000)


def _machine() -> str:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    return (
        f"Machine: {os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()}"
    )


main()
