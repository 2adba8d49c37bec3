"""The figures of this run and of an earlier one, as JSON."""

import json
import os
from pathlib import Path
from typing import Any

from bench.places import FOLDER

FILE = FOLDER / "results.json"


def begin() -> None:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text("{}")


def add(part: str, figures: dict[str, Any]) -> None:
    """The steps are processes of their own, one after the other: each adds its part."""
    file = Path(os.environ["BENCH_RESULTS"])
    known = json.loads(file.read_text())
    known.setdefault(part, {}).update(figures)
    file.write_text(json.dumps(known, indent=1) + "\n")


def of_this_run(part: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(Path(os.environ["BENCH_RESULTS"]).read_text()).get(part, {})
    return figures


def before(part: str) -> dict[str, Any]:
    """What an earlier run found for this part; nothing where none was given."""
    if "BENCH_BEFORE" not in os.environ:
        return {}
    figures: dict[str, Any] = json.loads(Path(os.environ["BENCH_BEFORE"]).read_text()).get(part, {})
    return figures


def table(heads: list[str], rows: list[list[str]]) -> str:
    """In Markdown; all but the first column are figures."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def within(figure: str, holds: bool) -> str:
    return figure if holds else f"**{figure}**"


def verdict(holds: bool) -> str:
    return "holds" if holds else "**over**"
