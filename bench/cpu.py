"""Pages made anew in this process: CPU time against the bare page, time in the database, number of queries."""

import sys
from collections.abc import Callable
from io import BytesIO
from statistics import median
from time import process_time
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from accounts.people.models import Person
from bench.clock import clocked
from bench.pages import BARE, DATABASE, Page
from bench.results import table, verdict, within

ROUNDS = 40
WARM_UP = 3
#: Time in the database is taken in rounds of its own, for taking it costs CPU.
DATABASE_ROUNDS = 15


def signed_in(email: str) -> str:
    """The cookie of somebody who has signed in."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Visitor:
    """Asks the application as a server does, without one in between."""

    def __init__(self, cookie: str) -> None:
        self.application = WSGIHandler()
        self.cookie = cookie

    def get(self, page: Page) -> None:
        path, _, query = page.address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookie,
            "HTTP_ACCEPT_LANGUAGE": "en", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }  # fmt: skip
        response = self.application(environ, _start_response)
        try:
            b"".join(response)
        finally:
            response.close()
        if response.status_code != 200:
            raise SystemExit(f"{page.name} ({page.address}) answers {response.status_code}")


def _start_response(*_status_and_headers: Any) -> Callable[[bytes], object]:
    return bytes  # for what is written the old way, which Django does not do


def count_queries(pages: list[Page], cookie: str) -> dict[str, int]:
    visitor, counted = Visitor(cookie), {}
    for page in pages:
        visitor.get(page)  # what is looked up once a process does not count
        with clocked() as clock:
            visitor.get(page)
        counted[page.name] = clock.queries
    return counted


def measure(pages: list[Page], cookie: str, of_a_tenth: dict[str, int]) -> dict[str, dict[str, float]]:
    queries = count_queries(pages, cookie)
    visitor = Visitor(cookie)
    milliseconds = _cpu(pages, visitor)
    waited = _database(pages, visitor)
    bare = milliseconds.pop(BARE.name)
    figures = {
        page.name: {
            "cpu_ms": round(milliseconds[page.name], 2),
            "ratio": round(milliseconds[page.name] / bare, 2),
            "database_ms": round(median(waited[page.name]), 2),
            "database_least_ms": round(min(waited[page.name]), 2),
            "queries": queries[page.name],
            "queries_of_a_tenth": of_a_tenth[page.name],
        }
        for page in pages
    }
    return {BARE.name: {"cpu_ms": round(bare, 2)}, **figures}


def _cpu(pages: list[Page], visitor: Visitor) -> dict[str, float]:
    """At the median. The pages take turns, so that a busy moment hits all alike, and the bare one,
    which all are divided by, comes between any two."""
    took: dict[str, list[float]] = {page.name: [] for page in (BARE, *pages)}
    for turn in range(WARM_UP + ROUNDS):
        for page in (each for other in pages for each in (BARE, other)):
            began = process_time()
            visitor.get(page)
            if turn >= WARM_UP:
                took[page.name].append((process_time() - began) * 1000)
    return {name: median(times) for name, times in took.items()}


def _database(pages: list[Page], visitor: Visitor) -> dict[str, list[float]]:
    """On the clock: on a busy machine the least of them is nearer the truth than the median."""
    took: dict[str, list[float]] = {page.name: [] for page in pages}
    for _turn in range(DATABASE_ROUNDS):
        for page in pages:
            with clocked() as clock:
                visitor.get(page)
            took[page.name].append(clock.seconds * 1000)
    return took


def shown(pages: list[Page], figures: dict[str, dict[str, float]], before: dict[str, Any]) -> str:
    heads = ["page", "CPU ms", *(["× bare before"] if before else []), "CPU × bare", "at most"]
    heads += [
        *(["database before"] if before else []),
        "database ms",
        "at most",
        "least",
        "queries",
        "of a tenth",
    ]
    rows = [_row(page, figures[page.name], before.get(page.name, {}) if before else None) for page in pages]
    bare = f"The bare page takes {figures[BARE.name]['cpu_ms']:.2f} ms of CPU"
    if before:
        bare += f" (before: {before[BARE.name]['cpu_ms']:.2f})"
    return f"{table([*heads, ''], rows)}\n\n{bare}."


def _row(page: Page, now: dict[str, float], then: dict[str, float] | None) -> list[str]:
    """``then`` is nothing where no earlier run is shown."""
    light, quick = now["ratio"] <= page.limit, now["database_ms"] <= DATABASE
    same = now["queries"] == now["queries_of_a_tenth"]
    row = [page.name, f"{now['cpu_ms']:.1f}", *_earlier(then, "ratio")]
    row += [within(f"{now['ratio']:.1f}", light), f"{page.limit:.0f}", *_earlier(then, "database_ms")]
    row += [within(f"{now['database_ms']:.1f}", quick), f"{DATABASE:.0f}", f"{now['database_least_ms']:.1f}"]
    row += [f"{now['queries']}", within(f"{now['queries_of_a_tenth']}", same)]
    return [*row, verdict(light and quick and same)]


def _earlier(then: dict[str, float] | None, name: str) -> list[str]:
    if then is None:
        return []
    return [f"{then[name]:.1f}" if name in then else ""]
