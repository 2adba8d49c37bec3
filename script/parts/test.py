"""Run every check and test. Each part but the last writes into a file; what they said is printed in order.
The last pytest run holds one test for each of them, so that its closing line speaks for all."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from audits import check_npm, check_pip
from setup import PYTHON, ROOT, CannotSetUp, find_chromium, provide_chromium, provide_pango, say, set_up

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://root@127.0.0.1:5432"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/8"
#: Two paths of which one lies in the other count as one, so this one is asked for by its name.
WITH_PARTS = "python_files=test_*.py every_part.py"


@dataclass
class Part:
    """One check beside the last pytest run. ``judge`` turns what it said into passed, failed or left out."""

    name: str
    command: list[str]
    limit: int = 120
    env: dict[str, str] = field(default_factory=dict)
    judge: Callable[[int, str], tuple[str, str]] | None = None


@dataclass
class Outcome:
    name: str
    state: str  # passed, failed, left out
    reason: str = ""
    output: str = ""


def python(*arguments: str) -> list[str]:
    return [str(PYTHON), *arguments]


def production() -> dict[str, str]:
    """The least that an operator sets, with a key made for this run."""
    site = {"DEBUG": "0", "SITE_URL": "https://partnering.example", "SECRET_KEY": secrets.token_urlsafe(60)}
    return {**site, "VAR_DIR": f"{scratch.name}/var"}


def checks() -> list[Part]:
    templates = [str(path) for path in sorted(ROOT.glob("templates/**/*.html"))]
    manage = python("manage.py")
    trial = {"DEBUG": "1", "VAR_DIR": f"{scratch.name}/var"}
    return [
        Part("mypy --strict", python("-m", "mypy", "."), limit=420),
        Part("ruff check", python("-m", "ruff", "check", ".")),
        Part("ruff format", python("-m", "ruff", "format", "--check", ".")),
        Part("djade", [str(PYTHON.parent / "djade"), "--check", "--target-version", "5.2", *templates]),
        Part("djhtml", [str(PYTHON.parent / "djhtml"), "--check", "--tabwidth", "2", *templates]),
        Part("manage.py check", [*manage, "check", "--fail-level", "WARNING"], env=trial),
        Part(
            "manage.py check --deploy",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            env=production(),
        ),
        Part("migrations are made", [*manage, "makemigrations", "--check", "--dry-run"], env=trial),
        Part(
            "pip-audit",
            python("-m", "pip_audit", "-r", "requirements-dev.txt", "--disable-pip", "--format", "json"),
            judge=check_pip,
        ),
        Part("npm audit", [npm(), "audit", "--json"], judge=check_npm),
    ]


def npm() -> str:
    return shutil.which("npm") or str(PYTHON.parent / "npm")


def is_listening(url: str, default_port: int) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or default_port), 2):
            return True
    except OSError:
        return False


def postgres_suite() -> Part:
    """Everything without a browser once more, on PostgreSQL, with cache and sessions in Redis. The name of
    the database is the checkout's own, so that two of them can be tested at once."""
    name = f"partnering_{sha256(str(ROOT).encode()).hexdigest()[:8]}"
    server = urlsplit(POSTGRES)
    env = {"DATABASE_URL": f"{server.scheme}://{server.netloc}/{name}", "REDIS_URL": REDIS}
    command = python(
        "-m", "pytest", "-q", "-n", "2", "--create-db", "-m", "not browser", "-p", "no:cacheprovider"
    )
    return Part("pytest on PostgreSQL and Redis", command, limit=600, env=env)


def run_quietly(part: Part) -> Outcome:
    began = time.monotonic()
    code, output = call(part.command, part.env, part.limit)
    state, reason = part.judge(code, output) if part.judge else ("failed" if code else "passed", "")
    if code == TOO_LONG:
        state, reason = "failed", f"took longer than {part.limit} s"
    seconds = time.monotonic() - began
    say(f"{part.name}: {state} {reason and f'- {reason} '}({seconds:.0f} s)")
    return Outcome(part.name, state, reason, output)


TOO_LONG = -1000
running: set[int] = set()


def call(command: list[str], env: dict[str, str], limit: int) -> tuple[int, str]:
    """The exit code and everything said; at the limit the whole process group ends."""
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        running.add(process.pid)
        try:
            code = process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            code = TOO_LONG
        end_group(process.pid)
        said.seek(0)
        return code, said.read()


def end_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    running.discard(group)


def environment(own: dict[str, str]) -> dict[str, str]:
    """Nothing of the developer's own settings: a test says what it needs."""
    ours = {
        "DATABASE_URL",
        "REDIS_URL",
        "CELERY_BROKER_URL",
        "EMAIL_URL",
        "SITE_URL",
        "SECRET_KEY",
        "DEBUG",
        "PORT",
    }
    ours |= {"VAR_DIR", "ALLOWED_HOSTS", "S3_BUCKET", "PYTHONDONTWRITEBYTECODE"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    return {**env, "TMPDIR": scratch.name, **own}


scratch = tempfile.TemporaryDirectory(prefix="partnering-test-")


def left_out() -> list[Outcome]:
    """What this machine cannot run."""
    missing = []
    if not is_listening(POSTGRES, 5432):
        missing.append(Outcome("PostgreSQL", "left out", f"nothing answers at {urlsplit(POSTGRES).netloc}"))
    if not is_listening(REDIS, 6379):
        missing.append(Outcome("Redis", "left out", f"nothing answers at {urlsplit(REDIS).netloc}"))
    if not find_chromium():
        missing.append(Outcome("browser tests", "left out", "there is no Chromium"))
    for outcome in missing:
        if CI:
            outcome.state = "failed"
    return missing


def run_parts() -> list[Outcome]:
    """The checks one after the other, and beside them the suite that waits for PostgreSQL at times."""
    outcomes = left_out()
    lanes = [checks()]
    if not any(outcome.name in {"PostgreSQL", "Redis"} for outcome in outcomes):
        lanes.append([postgres_suite()])

    with ThreadPoolExecutor(len(lanes)) as pool:
        for lane in pool.map(lambda parts: [run_quietly(part) for part in parts], lanes):
            outcomes += lane
    return outcomes


def show(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        print(f"\n── {outcome.name}: {outcome.state} {outcome.reason}")
        if outcome.state == "failed" or outcome.name.startswith("pytest"):
            print(outcome.output.strip())
    print("\n── pytest on SQLite, browser tests, and one test for each part above", flush=True)


def close(outcomes: list[Outcome]) -> int:
    """The last run speaks for all: pytest's exit code and closing line are ours."""
    results = Path(scratch.name) / "parts.json"
    results.write_text(json.dumps([asdict(outcome) for outcome in outcomes]))
    command = ["-n", "2", "--dist", "worksteal", "-p", "no:cacheprovider", "-o", WITH_PARTS]
    code = pytest(*command, *([] if find_chromium() else ["-m", "not browser"]), PARTS=str(results))
    return code or int(any(outcome.state == "failed" for outcome in outcomes))


def pytest(*arguments: str, **env: str) -> int:
    process = subprocess.Popen(
        python("-m", "pytest", *arguments),
        cwd=ROOT,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    running.add(process.pid)
    limit = 780
    try:
        code = process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        code = TOO_LONG
    end_group(process.pid)
    if code == TOO_LONG:
        print(f"pytest took longer than {limit} s and was ended")
        return 1
    return code


def be_told(number: int, frame: FrameType | None) -> None:
    for group in list(running):
        end_group(group)
    scratch.cleanup()
    print("\n· stopped", flush=True)
    os._exit(130)


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, be_told)
    try:
        set_up(dev=True)
        if not provide_pango():
            return 1
        provide_chromium()
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    if len(sys.argv) > 1:
        return pytest(*sys.argv[1:])
    say("checking, and testing on PostgreSQL: this takes some minutes")
    outcomes = run_parts()
    show(outcomes)
    return close(outcomes)


if __name__ == "__main__":
    with scratch:
        sys.exit(main())
