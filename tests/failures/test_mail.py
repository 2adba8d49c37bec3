"""Bad days for the mail: real workers, real brokers, a real mail server, and ``kill -9``."""

import threading
from typing import Any

import pytest

from tests.failures.house import PATIENCE_SECONDS, House

pytestmark = pytest.mark.slow
MAILS = 1000


def tell_at(house: House, number: int) -> threading.Event:
    """Set once so many mails have arrived."""
    reached = threading.Event()
    house.mail_server.on_mail = lambda so_far: reached.set() if so_far >= number else None
    return reached


def worker_killed_in_the_middle(house: House) -> None:
    in_the_middle = tell_at(house, 300)
    worker = house.worker()
    assert house.drive("queue", str(MAILS), "kill") == MAILS
    assert in_the_middle.wait(PATIENCE_SECONDS), house.logs()
    house.kill(worker)
    assert len(house.mail_server.mails) < MAILS, "it was not the middle"
    house.worker()
    assert house.mail_server.wait_for(MAILS, PATIENCE_SECONDS), house.logs()
    house.wait_until_all_is_sent()
    twice = [number for number in house.arrived().values() if number > 1]
    assert twice in ([], [2]), "one killed process, at most one mail twice"


def test_a_worker_killed_over_redis_costs_no_mail(redis_house: House, redis_port: int) -> None:
    redis_house.start_redis(redis_port)
    worker_killed_in_the_middle(redis_house)


def test_a_worker_killed_over_a_folder_costs_no_mail(house: House) -> None:
    worker_killed_in_the_middle(house)


def test_redis_restarted_empty_costs_no_mail(redis_house: House, redis_port: int) -> None:
    house = redis_house
    redis = house.start_redis(redis_port)
    in_the_middle = tell_at(house, 200)
    house.worker()
    house.drive("queue", str(MAILS), "before")
    assert in_the_middle.wait(PATIENCE_SECONDS), house.logs()
    house.kill(redis)
    # who writes mails meanwhile is neither stopped nor told
    assert house.drive("queue", "100", "meanwhile") == 100
    house.start_redis(redis_port)
    assert house.mail_server.wait_for(MAILS + 100, PATIENCE_SECONDS), house.logs()
    house.wait_until_all_is_sent()
    assert set(house.arrived().values()) == {1}, "no worker died, so no mail comes twice"


def test_a_mail_server_that_refuses_and_goes_away_gets_every_mail_in_the_end(house: House) -> None:
    server = house.mail_server
    refusals: list[str] = []

    def busy(address: str) -> str:
        refusals.append(address)
        return "451 4.3.0 try again later" if len(refusals) <= 150 else ""

    server.answer = busy
    server.stop()
    house.worker()
    house.drive("queue", "300", "refused")
    assert house.drive("states").get("sent", 0) == 0
    server.start()
    assert server.wait_for(300, PATIENCE_SECONDS), house.logs()
    house.wait_until_all_is_sent()
    assert set(house.arrived().values()) == {1}
    assert len(refusals) >= 450


@pytest.mark.parametrize("kind", ["house", "redis_house"])
def test_two_workers_two_beats_and_four_who_queue_the_same_send_one_mail_a_key(
    kind: str, request: pytest.FixtureRequest
) -> None:
    house: House = request.getfixturevalue(kind)
    if kind == "redis_house":
        house.start_redis(request.getfixturevalue("redis_port"))
    house.worker()
    house.worker()
    told: list[Any] = house.drive_at_once(*[("queue", "400", "race")] * 4, ("sweep",), ("sweep",))
    assert sum(told[:4]) == 400
    house.drive_at_once(("sweep",), ("sweep",))
    assert house.mail_server.wait_for(400, PATIENCE_SECONDS), house.logs()
    house.wait_until_all_is_sent()
    assert list(house.arrived().values()) == [1] * 400
