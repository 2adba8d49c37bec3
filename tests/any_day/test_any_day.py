"""The demo, the sweeps and a short journey on days on which dates have gone wrong before: the clock is moved,
so it does not matter on which day the tests run."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.people.models import Person
from assessments.rounds.models import Round
from outbox.models import Message
from partnerships.documents.models import Document
from portfolio.demo.people import PASSWORD
from portfolio.sweeps import run_sweeps
from portfolio.tests.same_story import check_the_demo
from tests.story import today

SCHOOL = "/p/school-administration/"
KARIN, JONAS = "karin.lind@fyrstad.example", "jonas.berg@nordlys.example"
TITLE = "Ask the schools what they need"
#: When the demo is loaded, and how many hours later the journey is made. In Stockholm the day begins an hour
#: or two before that of UTC, and the clock changes at one o'clock UTC.
DAYS = {
    "the last of February": (datetime(2027, 2, 28, 0, 30), 23),
    "leap day": (datetime(2028, 2, 29, 0, 30), 23),
    "summer time begins": (datetime(2027, 3, 28, 0, 30), 1),
    "summer time ends": (datetime(2027, 10, 31, 0, 30), 1),
    "Christmas Eve": (datetime(2027, 12, 24, 23, 30), 0),
    "New Year’s Eve": (datetime(2027, 12, 31, 22, 30), 1),
}


@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS)
def test_the_demo_and_a_short_journey(
    day: str, settings: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("outbox.clock.now", timezone.now)  # a database's clock does not travel along
    loaded, hours = DAYS[day]
    with time_machine.travel(loaded.replace(tzinfo=UTC), tick=True) as clock:
        call_command("load_demo", stdout=StringIO())
        check_the_demo(client)
        Document.objects.filter(kind="report").delete()  # drawing them takes seconds, and hangs on no day
        clock.shift(timedelta(hours=hours))
        _one_side_acts()
        assert sweep(timezone.now()) == {"reviews_reminded": 1, "charter_reviews_reminded": 2}
        _the_other_side_looks()
        assert sweep(datetime.combine(in_a_week(), time(9), UTC))["actions_reminded"] > 0
        reminder = Message.objects.get(key__startswith="digest/", to=JONAS)
        assert TITLE in reminder.text


def sign_in(email: str) -> Client:
    """As people do it, with their password."""
    client = Client()
    answer = client.post("/account/login/", {"login": email, "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    return client


def sweep(now: datetime) -> dict[str, int]:
    """What the sweeps did, besides sending the mail that was waiting."""
    done = run_sweeps(now)
    assert done["failed"] == 0
    assert done.pop("mails_delivered") > 0
    done.pop("old_sessions_removed", None)  # of a journey that took half a day
    return {name: count for name, count in done.items() if count}


def in_a_week() -> date:
    return today() + timedelta(days=7)


def _one_side_acts() -> None:
    """Karin looks around, asks Jonas for something, and goes on with her answers."""
    karin = sign_in(KARIN)
    for page in ("/", SCHOOL, "/calendar/", f"{SCHOOL}meetings/", f"{SCHOOL}actions/"):
        assert karin.get(page).status_code == 200, page
    form = {
        "title": TITLE,
        "owner": Person.objects.get(email=JONAS).pk,
        "due": in_a_week().isoformat(),
        "level": "tactical",
        "space": "joint",
    }
    assert karin.post(f"{SCHOOL}actions/new/", form).status_code == 302
    round = Round.objects.get(partnership__reference="school-administration", closed_at=None)
    question = karin.get(f"{SCHOOL}health-checks/{round.pk}/answer/").headers["Location"]
    assert karin.post(question, {"value": "largely", "comment": "", "go": "next"}).status_code == 302
    page = karin.get("/?all").content.decode()
    assert "7 of 14 left" in page


def _the_other_side_looks() -> None:
    """Jonas has had the mail, finds what is asked of him on its day, and sees no answer of Karin's."""
    assert Message.objects.get(to=JONAS, subject__contains=TITLE).state == Message.State.SENT
    jonas = sign_in(JONAS)
    assert TITLE in jonas.get("/?all").content.decode()
    month = jonas.get(f"/calendar/?month={in_a_week():%Y-%m}").content.decode()
    assert month.index(f'id="d-{in_a_week()}"') < month.index(TITLE)
    round = Round.objects.get(partnership__reference="school-administration", closed_at=None)
    page = jonas.get(round.get_absolute_url())
    assert page.status_code == 200
    assert "Largely" not in page.content.decode()
