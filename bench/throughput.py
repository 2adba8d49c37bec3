"""Requests a second and p95 of eight clients, reading alone and with a tenth of writes.

Client and server share the cores of this machine, and whatever else runs takes its share: these figures say what
this machine does at this moment, and are only worth comparing with those of a machine that did nothing else.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from django.urls import reverse

from bench.client import Found, Order
from bench.places import Place
from bench.results import table, verdict, within
from bench.risks import MEASURED
from bench.serving import production, served, try_out

PEOPLE = 8
SECONDS, WARM_UP = 6.0, 1.5
AT_MOST = 3_000
#: Requests a second on PostgreSQL, reading alone.
TARGETS = {"my work": 70, "overview": 90, "risks": 130, "partnerships": 200}
Figures = dict[str, dict[str, Any]]


def addresses() -> dict[str, str]:
    return {
        "my work": reverse("my_work"),
        "overview": reverse("overview", args=[MEASURED]),
        "risks": reverse("risks", args=[MEASURED]),
        "partnerships": reverse("partnerships"),
        "healthz": reverse("healthz"),
    }


def measure(place: Place, port: int, cookie: str) -> dict[str, Figures]:
    """By the name of the place: each page, read alone ("reading") and with writes ("writing")."""
    # a comment each on actions of different partnerships, through the form that people use
    forms = [reverse("comment", args=[f"p-{n:06}", "action", 1]) for n in range(PEOPLE)]
    figures: Figures = {}
    with served(port, try_out() if place.is_embedded else production(port)):
        for name, address in addresses().items():
            order = Order(port, address, cookie, PEOPLE, SECONDS, WARM_UP, AT_MOST)
            writing = Order(port, address, cookie, PEOPLE, SECONDS, WARM_UP, AT_MOST, forms)
            figures[name] = {"reading": asdict(_sent(order)), "writing": asdict(_sent(writing))}
    return {place.name: figures}


def _sent(order: Order) -> Found:
    """The client takes so long at most, and a server that hangs does not hold it for ever."""
    limit = order.warm_up + order.seconds + 60
    done = subprocess.run(
        [sys.executable, "-m", "bench.client"],
        input=json.dumps(asdict(order)),
        stdout=subprocess.PIPE,
        text=True,
        timeout=limit,
        check=True,
    )
    found = Found(**json.loads(done.stdout))
    if found.failures:
        raise SystemExit(f"{found.failures} of {found.requests} requests to {order.address} failed")
    return found


def shown(place: Place, figures: dict[str, Figures], before: dict[str, Figures]) -> str:
    now, then = figures[place.name], before.get(place.name, {})
    heads = ["page", *(["before /s"] if then else []), "reading /s", "at least", "p95 ms"]
    heads += [*(["before /s"] if then else []), "a tenth writes /s", "p95 ms", ""]
    rows = []
    for name, found in now.items():
        reading, writing = found["reading"], found["writing"]
        target = None if place.is_embedded else TARGETS.get(name)
        holds = target is None or reading["per_second"] >= target
        row = [name, *_earlier(then, name, "reading"), within(f"{reading['per_second']:.0f}", holds)]
        row += [f"{target or ''}", f"{reading['p95']:.0f}"]
        row += [*_earlier(then, name, "writing"), f"{writing['per_second']:.0f}", f"{writing['p95']:.0f}"]
        rows.append([*row, verdict(holds) if target else ""])
    where = "SQLite and a tenth of the data, script/server" if place.is_embedded else "PostgreSQL, granian"
    own = max(each["own_cpu"] for found in now.values() for each in found.values())
    return (
        f"\n{PEOPLE} clients on {where}; client and server share {os.cpu_count()} cores "
        f"(the client takes up to {own:.0%} of one):\n\n{table(heads, rows)}"
    )


def _earlier(then: Figures, name: str, kind: str) -> list[str]:
    return [f"{then[name][kind]['per_second']:.0f}" if name in then else ""] if then else []
