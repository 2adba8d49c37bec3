"""Which process this is, and whether one that wrote its name somewhere still runs."""

import os
import socket
from functools import cache
from pathlib import Path


def own_name() -> str:
    """Of this process: of what machine (or container), its number, and when it began, for numbers return."""
    return f"{_place()}/{os.getpid()}/{_began(os.getpid())}"


def has_died(name: str) -> bool:
    """Only of a process of this machine can that be told; of others it is not said."""
    place, pid, began = name.rsplit("/", 2) if name.count("/") > 1 else ("", "", "")
    return bool(place == _place() and began and _began(int(pid)) != began)


@cache
def _place() -> str:
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return f"{socket.gethostname()[:60]}/{space}"


def _began(pid: int) -> str:
    """In ticks since the machine began; empty where there is no such process, or no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]
