"""Run every check and test: first the tests on PostgreSQL, then those on SQLite and in the browser. The
second run holds one test for each check and for the first run, so that its closing line speaks for all."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from hashlib import sha256
from types import FrameType
from urllib.parse import urlsplit

from setup import (
    PYTHON,
    ROOT,
    CannotSetUp,
    find_chromium,
    provide_chromium,
    provide_gettext,
    provide_pango,
    say,
    set_up,
)

CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://root@127.0.0.1:5432"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/8"
#: Each of the two runs takes minutes. What takes so long hangs, or the machine is more than busy.
LIMIT_SECONDS = 2400
ON_TWO_CORES = ["-n", "2", "--dist", "worksteal", "-p", "no:cacheprovider"]
#: Nothing of the developer's own settings: a test says what it needs.
OURS = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "EMAIL_URL", "SITE_URL", "SECRET_KEY", "DEBUG"}
OURS |= {"SIGNING_KEY", "SIGNING_KEY_FALLBACKS", "PORT", "VAR_DIR", "ALLOWED_HOSTS", "S3_BUCKET"}


def pytest(*arguments: str, **env: str) -> int:
    """Its exit code. At the limit it is killed, and xdist's workers end with it."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    if chromium := find_chromium():
        kept.setdefault("CHROMIUM", chromium)
    with tempfile.TemporaryDirectory(prefix="partnering-test-") as scratch:
        surroundings = {**kept, "TMPDIR": scratch, **env}
        command = [PYTHON, "-m", "pytest", *arguments]
        try:
            return subprocess.run(command, cwd=ROOT, env=surroundings, timeout=LIMIT_SECONDS).returncode
        except subprocess.TimeoutExpired:
            say(f"pytest took longer than {LIMIT_SECONDS} s and was ended")
            return 1


def is_listening(url: str, default_port: int) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or default_port), 10):
            return True
    except OSError:
        return False


def test_on_postgres() -> str:
    """Everything without a browser, with cache and sessions in Redis. The name of the database is the
    checkout's own, so that two of them can be tested at once. Returns how it went."""
    for url, port in ((POSTGRES, 5432), (REDIS, 6379)):
        if not is_listening(url, port):
            return f"{'failed' if CI else 'left out'}, for nothing answers at {urlsplit(url).netloc}"
    say("testing on PostgreSQL and Redis")
    name = f"partnering_{sha256(str(ROOT).encode()).hexdigest()[:8]}"
    server = urlsplit(POSTGRES)
    stores = {"DATABASE_URL": f"{server.scheme}://{server.netloc}/{name}", "REDIS_URL": REDIS}
    code = pytest(*ON_TWO_CORES, "-q", "--create-db", "-m", "not browser", **stores)
    return "failed" if code else "passed"


def test_all() -> int:
    postgres = test_on_postgres()
    say("testing on SQLite and in the browser, with one test for each check")
    # two paths of which one lies in the other count as one, so the checks are asked for by their name
    with_checks = ["-o", "python_files=test_*.py every_check.py"]
    return pytest(*ON_TWO_CORES, *with_checks, TESTS_ON_POSTGRES=postgres)


def be_told(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)  # ends pytest and removes its folder on the way


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, be_told)
    try:
        set_up(dev=True)
        if not provide_pango():
            return 1
        provide_chromium()
        provide_gettext()
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1
    return pytest(*sys.argv[1:]) if len(sys.argv) > 1 else test_all()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)
