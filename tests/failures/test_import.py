"""Workers that are killed over an import, by ``kill -9``: the next one goes on at once, where they died."""

import pytest

from tests.failures.house import House

pytestmark = pytest.mark.slow
LINES = 12


def test_an_import_that_gets_on_is_never_given_up(house: House) -> None:
    """Five workers die, each a little further on, within seconds: nobody waits for their claims to end."""
    house.drive("bring_risks", str(LINES))
    for _worker in range(5):
        house.drive_to_death("store_risks_and_die", "1")
    stored = {"state": "storing", "problem": "", "risks": 10, "told": [], "mails": 0}
    assert house.drive("risks_stored") == stored
    assert house.drive("resume_risks") == 1
    stored |= {"state": "stored", "risks": LINES, "told": [LINES], "mails": 1}
    assert house.drive("risks_stored") == stored


def test_one_that_kills_each_worker_at_the_same_place_says_what_it_has_stored(house: House) -> None:
    house.drive("bring_risks", str(LINES))
    house.drive_to_death("store_risks_and_die", "2")
    for _worker in range(3):
        house.drive_to_death("store_risks_and_die", "0")
    assert house.drive("resume_risks") == 1
    assert house.drive("risks_stored") == {
        "state": "partly",
        "problem": "Storing failed repeatedly at the same place.",
        "risks": 4,
        "told": [4],
        "mails": 1,
    }
