"""What a first visit fetches beside the page: style, script and fonts, as they are sent."""

import re
import urllib.parse
import urllib.request
from pathlib import PurePosixPath
from typing import Any

from bench.results import verdict
from bench.serving import production, served

#: Kilobytes of style and script. The fonts are counted as if a page used every weight.
AT_MOST = 150
KINDS = {".css": "style", ".js": "script", ".woff2": "fonts"}


def measure(port: int, before: dict[str, Any]) -> dict[str, int]:
    """Bytes of each kind."""
    with served(port, production(port)):
        weights = _weigh(f"http://127.0.0.1:{port}/account/login/")
    told = ", ".join(f"{weight / 1000:.0f} kB of {kind}" for kind, weight in weights.items())
    light = weights["style"] + weights["script"] <= AT_MOST * 1000
    print(f"\nA first visit loads {told} (at most {AT_MOST} kB of style and script: {verdict(light)})")
    if before:
        print(
            f"(before: {', '.join(f'{weight / 1000:.0f} kB of {kind}' for kind, weight in before.items())})"
        )
    return weights


def _weigh(page: str) -> dict[str, int]:
    weights = dict.fromkeys(KINDS.values(), 0)
    linked = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', _fetch(page)[1].decode())
    waiting, seen = [urllib.parse.urljoin(page, address) for address in linked], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        ending = PurePosixPath(urllib.parse.urlsplit(address).path).suffix
        weight, body = _fetch(address)
        weights[KINDS[ending]] += weight
        if ending == ".css":
            fonts = re.findall(r"""url\(["']?([^"')]+\.woff2[^"')]*)["']?\)""", body.decode())
            waiting += [urllib.parse.urljoin(address, font) for font in fonts]
    return weights


def _fetch(address: str) -> tuple[int, bytes]:
    """How heavy it is on its way, and what it says."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "Host": "localhost"})
    sent = urllib.request.urlopen(asked, timeout=10).read()
    if sent[:2] != b"\x1f\x8b":
        return len(sent), sent
    plain = urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "localhost"}), timeout=10)
    return len(sent), plain.read()
