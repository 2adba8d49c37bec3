"""A worker that is told to end does so within seconds, and the next one goes on: told as systemd does it,
every process at once."""

import os
import signal
import subprocess
import threading
import time

import pytest

from tests.failures.house import PATIENCE_SECONDS, House

pytestmark = pytest.mark.slow
#: What is at work may go on for twenty seconds; a busy machine needs more.
WITHIN_SECONDS = 120


def told(process: subprocess.Popen[bytes], number: int) -> None:
    os.killpg(process.pid, number)
    process.wait(WITHIN_SECONDS)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_has_nothing_to_do_ends(house: House, number: int) -> None:
    worker = house.worker(beat=False)
    house.drive("queue", "1", "first")
    assert house.mail_server.wait_for(1, PATIENCE_SECONDS), house.logs()
    house.wait_until_all_is_sent()
    told(worker, number)


def test_a_worker_in_the_middle_of_a_mail_ends_and_the_next_one_sends_it(house: House) -> None:
    """The server takes the mail and says nothing for longer than anybody waits."""
    begun, released = threading.Event(), threading.Event()

    def say_nothing(number: int) -> None:
        begun.set()
        released.wait(PATIENCE_SECONDS)

    house.mail_server.on_mail = say_nothing
    worker = house.worker()
    house.drive("queue", "3", "slow")
    assert begun.wait(PATIENCE_SECONDS), house.logs()
    began = time.monotonic()
    told(worker, signal.SIGTERM)
    assert not released.is_set()
    assert time.monotonic() - began < WITHIN_SECONDS
    released.set()
    house.worker()
    assert house.mail_server.wait_for(3, PATIENCE_SECONDS), house.logs()
    house.wait_until_all_is_sent()
