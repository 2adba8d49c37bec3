"""What ``script/server`` takes while nobody asks it for anything."""

import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.places import PLACES
from bench.serving import served, try_out

SETTLE_SECONDS = 10


@dataclass(frozen=True)
class AtRest:
    processes: int
    megabytes: float  # PSS: what processes share counts once


def measure(port: int) -> AtRest:
    """Of one that was just started in a folder of its own, as somebody starts it who tries it out."""
    environment = PLACES["nowhere"].environment()
    for name in ("DJANGO_SETTINGS_MODULE", "DEBUG", "LOG_LEVEL", "STATIC_ROOT"):
        environment.pop(name)
    with tempfile.TemporaryDirectory() as folder:
        environment["VAR_DIR"] = folder
        with served(port, try_out(), environment) as server:
            time.sleep(SETTLE_SECONDS)
            pids = family(server.pid)
            return AtRest(len(pids), sum(proportional_kilobytes(pid) for pid in pids) / 1024)


def family(pid: int) -> list[int]:
    """The process and all that it started."""
    found = [pid]
    for parent in found:  # grows while it is walked through
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def proportional_kilobytes(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) if found else 0
