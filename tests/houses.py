"""Every function of ours that others may call, for tests that leave none of a kind out."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, Final

HOUSES: Final = (
    "accounts",
    "agreements",
    "assessments",
    "common",
    "governance",
    "outbox",
    "partnerships",
    "portfolio",
)
NOT_OURS: Final = (".tests", ".migrations", ".demo", ".management")


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each with its path, where it is written, and without what is wrapped around it."""
    for house in HOUSES:
        package = importlib.import_module(house)
        for found in pkgutil.walk_packages(package.__path__, f"{house}."):
            if not any(part in found.name for part in NOT_OURS):
                yield from _own_functions(found.name)


def _own_functions(module: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, thing in vars(importlib.import_module(module)).items():
        function = inspect.unwrap(thing) if callable(thing) else thing
        if inspect.isfunction(function) and function.__module__ == module and not name.startswith("_"):
            yield f"{module}.{name}", function
