"""A whole installation for one test: its own database, queue, mail server and processes, gone afterwards."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from outbox.tests.mail_server import MailServer, free_port

ROOT = Path(__file__).parents[2]
#: Long enough for a busy machine to send one mail, short enough to wait for in a test.
LEASE_SECONDS = 10
#: How long to wait for what takes seconds on an idle machine; a busy one is no failure.
PATIENCE_SECONDS = 300
#: No process outlives its test by more, not even when the test itself is killed.
LIFE_SECONDS = 1200


class House:
    def __init__(self, folder: Path, database_url: str, broker_url: str) -> None:
        self.folder = folder
        self.mail_server = MailServer()
        self.mail_server.start()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.env = {
            **os.environ,
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "partnering.settings",
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": database_url,
            "CELERY_BROKER_URL": broker_url,
            "REDIS_URL": "",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_server.port}",
            "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS),
            "OUTBOX_BACK_OFF_SECONDS": ",".join(["1"] * 30),
            "OUTBOX_EVERY_SECONDS": "1",
            "LOG_LEVEL": "WARNING",
        }

    def worker(self, *, beat: bool = True) -> subprocess.Popen[bytes]:
        """One worker with one sending process, and a beat of its own that asks for a sweep each second."""
        name = f"worker-{len(self.processes)}"
        command = ["celery", "-A", "partnering.celery", "worker", "-c", "1", "-n", f"{name}@%h"]
        command += ["--without-gossip", "--without-mingle", "-l", "warning"]
        command += ["-B", "-s", str(self.folder / f"{name}-beat")] if beat else []
        return self._start(name, [sys.executable, "-m", *command])

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As the kernel does it when memory is short: all of it, at once, without a word."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def drive(self, *command: str) -> Any:
        done = subprocess.run(
            self._driven(*command), **self._surroundings, capture_output=True, timeout=PATIENCE_SECONDS
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    def drive_to_death(self, *command: str) -> None:
        done = subprocess.run(
            self._driven(*command), **self._surroundings, capture_output=True, timeout=PATIENCE_SECONDS
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()

    def drive_at_once(self, *commands: tuple[str, ...]) -> list[Any]:
        running = [
            subprocess.Popen(self._driven(*command), **self._surroundings, stdout=subprocess.PIPE)
            for command in commands
        ]
        return [json.loads(process.communicate(timeout=PATIENCE_SECONDS)[0]) for process in running]

    def wait_until_all_is_sent(self, seconds: float = PATIENCE_SECONDS) -> None:
        until = time.monotonic() + seconds
        while set(states := self.drive("states")) - {"sent"}:
            assert time.monotonic() < until, f"{states}\n{self.logs()}"

    def arrived(self) -> Counter[str]:
        """How often each mail arrived; every one that was queued did, and nothing else."""
        found = self.mail_server.by_message_id()
        assert set(found) == set(self.drive("message_ids"))
        return found

    def logs(self) -> str:
        return "\n".join(f"{path.name}\n{path.read_text()[-3000:]}" for path in self.folder.glob("*.log"))

    def close(self) -> None:
        for process in self.processes:
            self.kill(process)
        self.mail_server.stop()

    def start_redis(self, port: int) -> subprocess.Popen[bytes]:
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        process = self._start("redis", [*command, "--appendonly", "no", "--dir", str(self.folder)])
        wait_for_port(port)
        return process

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("ab")
        with log:
            process = subprocess.Popen(
                ["timeout", "-s", "KILL", str(LIFE_SECONDS), *command],
                **self._surroundings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def _driven(self, *command: str) -> list[str]:
        return [sys.executable, "-m", "tests.failures.drive", *command]

    @property
    def _surroundings(self) -> dict[str, Any]:
        return {"cwd": ROOT, "env": self.env}


def wait_for_port(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing answers on port {port}")


__all__ = ["House", "free_port"]
