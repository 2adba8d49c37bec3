"""Set up what is missing, then run web and worker side by side until told to stop."""

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
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from setup import PYTHON, ROOT, CannotSetUp, provide_pango, run, say, set_up

READY_WITHIN_SECONDS = 240
STOP_WITHIN_SECONDS = 15
WEB = ["granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "4"]
WEB += ["--log-level", "warning", "partnering.wsgi:application"]
WORKER = ["partnering.worker_and_beat"]


class Stop(Exception):
    """Ctrl-C, a closed terminal, or a polite kill."""


@dataclass(frozen=True)
class Place:
    """Where this server listens and keeps its things."""

    host: str
    port: int
    var: Path

    @property
    def address(self) -> str:
        return os.environ.get("SITE_URL") or f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The try-out's own defaults; whatever is set already is kept."""
        defaults = {
            "DEBUG": "0" if self.address.startswith("https://") else "1",
            "DJANGO_SETTINGS_MODULE": "partnering.settings",
            "CELERY_SKIP_CHECKS": "1",  # migrate has made them
            "MALLOC_ARENA_MAX": "2",  # a heap for each thread is never given back
        }
        own = {"PORT": str(self.port), "VAR_DIR": str(self.var)}
        return {**defaults, **os.environ, **own}

    @property
    def is_debug(self) -> bool:
        return self.environment["DEBUG"].lower() in {"1", "true", "yes", "on"}


def find_place() -> Place:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotSetUp(f"PORT is {given!r}, but has to be a number from 1 to 65535.")
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    (var / "log").mkdir(parents=True, exist_ok=True)
    return Place(os.environ.get("HOST") or "127.0.0.1", int(given), var)


def claim(place: Place) -> None:
    """One server a folder, for its database, queue and schedule: the lock lasts as long as this process."""
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


def manage(place: Place, *arguments: str) -> str:
    return run(PYTHON, "manage.py", *arguments, env=place.environment, limit=None)


def has_people(database: Path) -> bool:
    """Asked of the file itself, for that is quicker than starting Django."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT EXISTS (SELECT 1 FROM accounts_person)").fetchone() == (1,)


def prepare(place: Place) -> str:
    """Returns what to say about the demo."""
    say("bringing the database up to date")
    manage(place, "migrate", "--no-input", "--verbosity=0")
    demo = place.var / "demo.txt"
    if not place.is_debug:
        say("gathering the static files")
        manage(place, "collectstatic", "--no-input", "--verbosity=0")
    elif not os.environ.get("DATABASE_URL") and not has_people(place.var / "partnering.sqlite3"):
        say("loading the demo data, this once")
        demo.write_text(manage(place, "load_demo"))
    is_shown = demo.exists() and not os.environ.get("DATABASE_URL")
    return demo.read_text().strip() if is_shown else ""


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
                env=place.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches this process only, which stops the others in order
                preexec_fn=die_with_parent,
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self) -> str:
        said = self.log.read_bytes()[self.started_at :].decode(errors="replace")
        return "\n".join(said.splitlines()[-15:])

    def kill(self) -> None:
        """What did not listen, and what it left behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def fallen(children: list[Child]) -> Child | None:
    return next((child for child in children if child.has_ended()), None)


def answers(place: Place) -> bool:
    """Whatever it says: it may not know us by this name, but it is there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place.host, place.host)
    with contextlib.suppress(OSError), socket.create_connection((host, place.port), 5) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return bool(connection.recv(1))
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
        child.process.terminate()
    until = time.monotonic() + STOP_WITHIN_SECONDS
    while not all(child.has_ended() for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    for child in children:
        child.kill()


def welcome(place: Place, demo: str, seconds: float) -> None:
    print(f"\nPartnering is ready at {place.address}  ({seconds:.1f} s)\n")
    if demo:
        print(f"{demo}\n")
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
    demo = prepare(place)
    say("starting web and worker")
    children: list[Child] = []
    try:
        listen = ["--host", place.host, "--port", str(place.port)]
        children.append(Child("web", place, *WEB, *listen))
        children.append(Child("worker", place, *WORKER))
        wait_until_ready(place, children)
        if fallen(children) is None:
            welcome(place, demo, time.monotonic() - began)
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
