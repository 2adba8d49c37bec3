"""Each page, served by the production server: queries, p50, p95, and the ratio to the bare page."""

import gzip
import http.client
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from assessments.models import Round
from bench import decided

ROUNDS = 120
LIMITS = {"my work": 4.0, "overview": 3.0, "result": 3.0}
MOST_QUERIES = 15


@dataclass
class Measured:
    page: str
    queries: int  # of making the page, nothing kept
    queries_tenth: int
    made: float  # milliseconds at the median, made anew each time
    p50: float  # milliseconds, as people get it: made anew when something has changed, else kept
    p95: float
    ratio: float  # p50 against the bare page's

    @property
    def limit(self) -> float:
        return LIMITS.get(self.page, 3.0)

    @property
    def holds(self) -> bool:
        same = self.queries == self.queries_tenth
        return self.page == "bare" or (self.ratio <= self.limit and self.queries <= MOST_QUERIES and same)


def pages() -> dict[str, str]:
    """Name and address of every page that is measured."""
    round = Round.objects.filter(partnership__reference="p-000003").order_by("-closed_at")[0]
    reference = round.partnership.reference
    meeting = decided.measured()
    return {
        "bare": "/bare/",
        "my work": reverse("my_work"),
        "overview": reverse("overview", args=[reference]),
        "result": reverse("health_check", args=[reference, round.pk]),
        "partnerships": reverse("partnerships"),
        "actions": reverse("actions", args=[reference]),
        "meeting": reverse("meeting", args=[reference, meeting.number]),
        "agenda": reverse("agenda", args=[reference, meeting.number]),
        "decisions": reverse("decisions", args=[reference]),
        "health checks": reverse("health_checks", args=[reference]),
        "risks": reverse("risks", args=[reference]),
        "risks of a cell": reverse("risks", args=[reference]) + "?likelihood=4&impact=5",
        "one risk": reverse("risk", args=[reference, 2]),
        "timeline": reverse("timeline", args=[reference]),
        "people": reverse("people", args=[reference]),
        "agreements": reverse("agreements"),
        "search": reverse("search") + "?q=point",
        "outbox": reverse("outbox"),
    }


def signed_in(email: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def count_queries(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    settings.PAGES_ARE_KEPT = False  # those of making a page; one that was kept needs fewer
    counted = {}
    for name, address in addresses.items():
        client.get(address)  # what is looked up once a process does not count
        with CaptureQueriesContext(connection) as caught:
            response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{name} ({address}) answers {response.status_code}")
        counted[name] = len(caught)
    return counted


@contextmanager
def served(port: int, pages_are_kept: bool = True) -> Iterator[None]:
    """The production server, as deploy/ starts it: two workers of four threads."""
    granian = str(Path(sys.executable).parent / "granian")
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "4", "--log-level", "error", "partnering.wsgi:application"]
    environment = {**os.environ, "PAGES_ARE_KEPT": str(pages_are_kept)}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _attempt in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise SystemExit("The server did not start.")
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def time_pages(port: int, client: Client, addresses: dict[str, str]) -> dict[str, list[float]]:
    """Milliseconds of each request. The pages take turns, so that a busy moment hits all alike."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took: dict[str, list[float]] = {name: [] for name in addresses}
    for turn in range(ROUNDS + 10):
        for name, address in addresses.items():
            began = time.perf_counter()
            line.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
            response = line.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{name} ({address}) answers {response.status}")
            if turn >= 10:
                took[name].append((time.perf_counter() - began) * 1000)
    return took


def measure(port: int, client: Client, addresses: dict[str, str], tenth: dict[str, int]) -> list[Measured]:
    queries = count_queries(client, addresses)
    with served(port, pages_are_kept=False):
        made = {name: median(times) for name, times in time_pages(port, client, addresses).items()}
    with served(port):
        took = time_pages(port, client, addresses)
        weight = first_visit(port)
    middle = {name: quantiles(times, n=100) for name, times in took.items()}
    bare = middle["bare"][49]
    measured = [
        Measured(
            page=name,
            queries=queries[name],
            queries_tenth=tenth[name],
            made=made[name],
            p50=middle[name][49],
            p95=middle[name][94],
            ratio=middle[name][49] / bare,
        )
        for name in addresses
    ]
    print(f"First visit: {weight / 1000:.0f} kB of style and script, compressed (at most 150 kB)")
    return measured


def first_visit(port: int) -> int:
    """Bytes of the style sheets and scripts of the sign-in page and the frame, as sent compressed."""
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/").read().decode()
    total = 0
    for address in set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{address}", headers={"Accept-Encoding": "gzip"}
        )
        body = urllib.request.urlopen(request).read()
        total += len(body) if body[:2] == b"\x1f\x8b" else len(gzip.compress(body))
    return total
