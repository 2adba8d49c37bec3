"""``script/bench``: how fast the product is on much data, in tables that the docs can quote.

Parts, each of which can be asked for by its name:

=========== ===========================================================================================
pages       each page made anew, in one warm process: CPU time, database time, number of queries
throughput  requests a second and p95 of eight clients, reading alone and with a tenth of writes
visit       style, script and fonts of a first visit, as sent
rest        processes and memory of ``script/server`` that nobody asks for anything
documents   a report and a pre-read: how much of their time is spent outside WeasyPrint
sweep       the daily sweep over 100,000 partnerships
meetings    the year's meetings of 2,000 boards
=========== ===========================================================================================

A page is held against the bare one, which reads session and user and nothing else. What is compared is CPU time:
it says how much a page *does*, nearly the same on a slow machine and a fast one, idle or busy, while
milliseconds on the clock say as much about the machine and its neighbours. Time in the database is another
process's, so it stands beside; and the number of queries on a tenth of the data has to be the same.
Requests a second are what comes of it on this machine: look at them only when nothing else runs.

Everything happens on this machine, on loopback, in databases of its own.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from bench import places, results

#: What is run for a part: a step of ``bench/steps.py``, on which database.
PARTS: dict[str, list[tuple[str, str]]] = {
    "pages": [("count_queries", "tenth"), ("pages", "full")],
    "throughput": [("throughput", "full"), ("throughput", "embedded")],
    "visit": [("visit", "empty")],
    "rest": [("rest", "nowhere")],
    "documents": [("documents", "full")],
    "sweep": [("sweep", "sweep")],
    "meetings": [("meetings", "meetings")],
}


def main() -> None:
    options = _options()
    results.begin()
    _run_step("gather", "nowhere", options)
    for part in options.parts or PARTS:
        for step, name in PARTS[part]:
            _run_step(step, name, options)
    if options.save:
        shutil.copy(results.FILE, options.save)
        print(f"\nSaved in {options.save}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description="How fast the product is on much data.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all, if none is named")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="use the databases of an earlier run; loading takes minutes (only while the models are the same)",
    )
    parser.add_argument("--before", type=Path, metavar="FILE", help="show an earlier run's figures beside")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the figures there, for --before")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if options.before and not options.before.is_file():
        parser.error(f"{options.before} is not there")
    return options


def _run_step(step: str, name: str, options: argparse.Namespace) -> None:
    """Each step has a process of its own, for each has other settings."""
    place = places.PLACES[name]
    environment = place.environment()
    if options.before:
        environment["BENCH_BEFORE"] = str(options.before.resolve())
    if place.is_database and not (options.keep and place.can_be_kept and place.is_loaded()):
        place.make_fresh()
        _python("load", name, environment)
    _python(step, name, environment)


def _python(step: str, name: str, environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-m", "bench.steps", step, name], env=environment)
    if done.returncode:
        sys.exit(f"The step {step} on {name} failed.")


main()
