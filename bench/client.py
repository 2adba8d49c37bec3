"""``python -m bench.client``: so many people at once, each on a line that stays open, for so many seconds.

A process of its own without Django, for it shares the machine with the server that it asks. It reads one order as
JSON from its standard input, writes what it found to its standard output, and ends by itself.
"""

import json
import re
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from itertools import count
from statistics import quantiles
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Order:
    port: int
    address: str
    cookie: str
    people: int
    seconds: float
    warm_up: float
    at_most: int  # requests of each of them
    #: The page of a form with a field ``text``, for each of them; nothing where they read alone.
    forms: list[str] = field(default_factory=list)
    #: Every so manieth request sends the form.
    write_every: int = 10


@dataclass(frozen=True)
class Found:
    requests: int
    writes: int
    failures: int
    per_second: float
    p50: float  # milliseconds
    p95: float
    own_cpu: float  # what this client itself took of one core


class Line:
    """One person's."""

    def __init__(self, order: Order, form: str) -> None:
        self.order, self.form = order, form
        self.http = HTTPConnection("127.0.0.1", order.port, timeout=30)
        self.cookie, self.token = order.cookie, ""
        self.took: list[float] = []
        self.writes = self.failures = 0

    def ask(self, method: str, address: str, body: str = "") -> tuple[int, bytes, str]:
        headers = {"Host": "localhost", "Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.http.request(method, address, body or None, headers)
        response = self.http.getresponse()
        return response.status, response.read(), response.getheader("Set-Cookie", "")

    def open_form(self) -> None:
        _status, page, set_cookie = self.ask("GET", self.form)
        found, cookie = TOKEN.search(page), re.search(r"csrftoken=[^;]+", set_cookie)
        if not (found and cookie):
            raise SystemExit(f"There is no form at {self.form}")
        self.token, self.cookie = found[1].decode(), f"{self.order.cookie}; {cookie[0]}"

    def write(self, number: int) -> bool:
        text = f"What was said at {time.time()}, number {number}"
        body = urlencode({"csrfmiddlewaretoken": self.token, "text": text})
        return self.ask("POST", self.form, body)[0] == 302

    def read(self) -> bool:
        return self.ask("GET", self.order.address)[0] == 200

    def work(self, counts_from: float, until: float) -> None:
        for number in count(1):
            is_write = bool(self.form) and number % self.order.write_every == 0
            began = time.perf_counter()
            is_fine = self.write(number) if is_write else self.read()
            now = time.perf_counter()
            if now > until or number > self.order.at_most:
                return
            if now >= counts_from:
                self.took.append(now - began)
                self.writes += is_write
                self.failures += not is_fine


def run(order: Order) -> Found:
    lines = [
        Line(order, order.forms[n % len(order.forms)] if order.forms else "") for n in range(order.people)
    ]
    for line in lines:
        if line.form:
            line.open_form()
    counts_from = time.perf_counter() + order.warm_up
    until = counts_from + order.seconds
    threads = [threading.Thread(target=line.work, args=(counts_from, until), daemon=True) for line in lines]
    cpu = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = time.perf_counter()
    cpu = time.process_time() - cpu
    took = [each * 1000 for line in lines for each in line.took]
    if len(took) < 2:
        raise SystemExit(f"{order.address} did not answer in {order.seconds} s")
    middle = quantiles(took, n=100)
    return Found(
        requests=len(took),
        writes=sum(line.writes for line in lines),
        failures=sum(line.failures for line in lines),
        per_second=round(len(took) / (min(ended, until) - counts_from), 1),
        p50=round(middle[49], 1),
        p95=round(middle[94], 1),
        own_cpu=round(cpu / (ended - counts_from + order.warm_up), 3),
    )


if __name__ == "__main__":
    print(json.dumps(asdict(run(Order(**json.load(sys.stdin))))))
