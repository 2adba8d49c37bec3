"""What a running server takes while nobody asks for anything."""

import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class AtRest:
    processes: int
    #: Proportional set sizes: memory that several processes share counts once.
    megabytes: float


def at_rest(pid: int) -> AtRest:
    """The process and everything that it started. Linux only."""
    family = [pid]
    for parent in family:
        family += _children(parent)
    return AtRest(len(family), sum(_proportional_size(member) for member in family) / 1024)


def _children(pid: int) -> list[int]:
    tasks = (PROC / f"{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _proportional_size(pid: int) -> int:
    found = re.search(r"^Pss:\s+(\d+) kB", (PROC / f"{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found, f"no size of process {pid}"
    return int(found[1])
