"""Set up what is missing, then run web, worker and beat side by side until told to stop."""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from setup import PYTHON, ROOT, CannotSetUp, provide_pango, say, set_up

READY_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 15


class Stop(Exception):
    """Ctrl-C, a closed terminal, or a polite kill."""


@dataclass(frozen=True)
class Place:
    """Where this server listens and keeps its things."""

    host: str
    port: int
    var: Path
    owns_database: bool

    @property
    def address(self) -> str:
        return os.environ.get("SITE_URL") or f"http://localhost:{self.port}"

    @property
    def demo(self) -> Path:
        return self.var / "demo.txt"


def find_place() -> Place:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotSetUp(f"PORT is {given!r}, but has to be a number from 1 to 65535.")
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    (var / "log").mkdir(parents=True, exist_ok=True)
    host = os.environ.get("HOST") or "127.0.0.1"
    return Place(host, int(given), var, not os.environ.get("DATABASE_URL"))


def claim(place: Place) -> int:
    """One server a folder, for its database, queue and schedule. Kept until this process ends."""
    handle = os.open(place.var / "server.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        running = os.read(handle, 200).decode() or "another address"
        raise CannotSetUp(
            f"Partnering is running already at {running}, with the same folder {place.var}.\n"
            "For a second one beside it: VAR_DIR=/another/folder PORT=8001 script/server"
        ) from None
    os.ftruncate(handle, 0)
    os.write(handle, place.address.encode())
    return handle


def check_port(place: Place) -> None:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            raise CannotSetUp(
                f"Port {place.port} cannot be used: {os.strerror(error.errno or 0).lower()}.\n"
                f"Choose another one: PORT={place.port + 1 if place.port < 65535 else 8000} script/server"
            ) from None


def environment(place: Place) -> dict[str, str]:
    """The try-out's own defaults; whatever is set already is kept."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    debug = "0" if place.address.startswith("https://") else "1"
    defaults = {"DEBUG": debug, "DJANGO_SETTINGS_MODULE": "partnering.settings"}
    return {**defaults, **env, "PORT": str(place.port), "VAR_DIR": str(place.var)}


def manage(place: Place, *arguments: str) -> str:
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(place),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotSetUp(f"{done.stdout}{done.stderr}\nThis did not work: manage.py {' '.join(arguments)}")
    return done.stdout


def has_people(database: Path) -> bool:
    """Asked of the file itself, for that is quicker than starting Django."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute("SELECT EXISTS (SELECT 1 FROM accounts_person)").fetchone() == (1,)
    finally:
        connection.close()


def prepare(place: Place) -> None:
    say("bringing the database up to date")
    manage(place, "migrate", "--no-input", "--verbosity=0")
    if environment(place)["DEBUG"].lower() not in {"1", "true", "yes", "on"}:
        say("gathering the static files")
        manage(place, "collectstatic", "--no-input", "--verbosity=0")
    elif place.owns_database and not has_people(place.var / "partnering.sqlite3"):
        say("loading the demo data, this once")
        place.demo.write_text(manage(place, "load_demo"))


def die_with_parent() -> None:
    """So that nothing is left running even where this process is killed outright."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Child:
    """One part of the server: its own process group, its words in a file."""

    def __init__(self, name: str, place: Place, *command: str) -> None:
        self.name = name
        self.log = place.var / "log" / f"{name}.log"
        with self.log.open("ab") as output:
            self.started_at = output.tell()
            self.process = subprocess.Popen(
                [PYTHON, "-m", *command],
                cwd=ROOT,
                env=environment(place),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches this process only, which stops the others in order
                preexec_fn=die_with_parent,
            )

    def is_running(self) -> bool:
        return self.process.poll() is None

    def last_words(self) -> str:
        said = self.log.read_bytes()[self.started_at :].decode(errors="replace")
        return "\n".join(said.splitlines()[-15:])

    def signal_all(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def start(place: Place, children: list[Child]) -> None:
    web = ["granian", "--interface", "wsgi", "--host", place.host, "--port", str(place.port), "--no-ws"]
    web += ["--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
    worker = ["celery", "-A", "partnering", "worker", "-B", "--concurrency", "2", "--loglevel", "INFO"]
    children.append(Child("web", place, *web, "partnering.wsgi:application"))
    children.append(Child("worker", place, *worker))


def fallen(children: list[Child]) -> Child | None:
    return next((child for child in children if not child.is_running()), None)


def answers(place: Place) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(place.host, place.host)
    request = urllib.request.Request(f"http://{host}:{place.port}/healthz", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError:
        return True  # it does not know this name, but it is there
    except OSError:
        return False


def wait_until_ready(place: Place, children: list[Child]) -> None:
    until = time.monotonic() + READY_WITHIN_SECONDS
    while not fallen(children) and not answers(place):
        if time.monotonic() > until:
            raise CannotSetUp(f"{children[0].last_words()}\nThe web server does not answer.")
        time.sleep(0.05)


def watch(children: list[Child]) -> int:
    """Returns when one of them ends, for half a server helps nobody."""
    while (child := fallen(children)) is None:
        time.sleep(0.3)
    print(child.last_words())
    print(f"\nThe {child.name} ended by itself (code {child.process.returncode}), so all is stopped.")
    print(f"More in {child.log}")
    return 1


def stop(children: list[Child]) -> None:
    for child in children:
        if child.is_running():
            child.process.terminate()
    until = time.monotonic() + STOP_WITHIN_SECONDS
    while any(child.is_running() for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    for child in children:
        child.signal_all(signal.SIGKILL)  # what did not listen, and what it left behind
        child.process.wait()


def welcome(place: Place, seconds: float) -> None:
    print(f"\nPartnering is ready at {place.address}  ({seconds:.1f} s)\n")
    if place.owns_database and place.demo.exists():
        print(f"{place.demo.read_text().strip()}\n")
    if not os.environ.get("EMAIL_URL"):
        print(f"Mail is not sent but kept: on the outbox page, and in {place.var / 'mail'}")
    print(f"Logs are in {place.var / 'log'}. Stop with Ctrl-C.", flush=True)


def serve() -> int:
    began = time.monotonic()
    place = find_place()
    check_port(place)
    claim(place)
    set_up()
    provide_pango()
    prepare(place)
    say("starting web, worker and beat")
    children: list[Child] = []
    try:
        start(place, children)
        wait_until_ready(place, children)
        if fallen(children) is None:
            welcome(place, time.monotonic() - began)
        return watch(children)
    finally:
        say("stopping")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop(children)
        say("stopped")


def be_told(number: int, frame: FrameType | None) -> None:
    raise Stop


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, be_told)
    try:
        return serve()
    except Stop:
        return 0
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
