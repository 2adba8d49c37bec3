"""The servers that are asked: the production one, as ``deploy/`` starts it, and ``script/server``."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_SECONDS = 180


def production(port: int) -> list[str]:
    """Two workers of two threads."""
    granian = str(Path(sys.executable).parent / "granian")
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", "2", "--blocking-threads", "2", "--workers-kill-timeout", "30"]
    return [*command, "--respawn-failed-workers", "--log-level", "error", "partnering.wsgi:application"]


def try_out() -> list[str]:
    """It listens on PORT and keeps everything in VAR_DIR."""
    return [str(ROOT / "script/server")]


@contextmanager
def served(
    port: int, command: list[str], environment: Mapping[str, str] = os.environ
) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**environment, "PORT": str(port), "HOST": "127.0.0.1"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        _wait(server, port)
        yield server
    finally:
        server.terminate()
        server.wait(timeout=40)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"The server ended by itself; is something else on port {port}?")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server did not start within {READY_WITHIN_SECONDS} s.")
