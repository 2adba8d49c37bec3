"""Late in the evening and early in the morning of UTC: what happens by the day in a partnership goes by the
day where its customer is, through services, pages and sweeps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from assessments.rounds.due import due_anniversaries
from governance.action_items.models import ActionItem
from governance.boards.models import Board
from governance.boards.planning import make_meetings
from governance.boards.tests.factories import new_board
from governance.charter.models import CharterReview, CharterVersion
from governance.charter.reviews import record_review, remind_charter_reviews, set_review
from governance.charter.tests.factories import signed
from governance.risks.models import Risk
from governance.risks.reminders import remind_reviews
from governance.risks.services import score_risk
from governance.risks.tests.factories import new_risk
from partnerships.lifecycle.models import Partnership
from tests.story import Story

pytestmark = pytest.mark.django_db

LATE, EARLY = datetime(2027, 3, 9, 23, 30, tzinfo=UTC), datetime(2027, 3, 10, 0, 30, tzinfo=UTC)
DAY = timedelta(days=1)
PLACES = [
    ("Pacific/Auckland", LATE, date(2027, 3, 10)),
    ("Pacific/Auckland", EARLY, date(2027, 3, 10)),
    ("Europe/Stockholm", LATE, date(2027, 3, 10)),
    ("Europe/Stockholm", EARLY, date(2027, 3, 10)),
    ("America/New_York", LATE, date(2027, 3, 9)),
    ("America/New_York", EARLY, date(2027, 3, 9)),
]


@pytest.fixture(params=PLACES, ids=lambda place: f"{place[0]} {place[1]:%H:%M}")
def there(story: Story, request: pytest.FixtureRequest) -> Iterator[date]:
    """The day where the customer is; everybody else looks from where it is another one."""
    zone, now, day = request.param
    story.customer.time_zone = zone
    story.customer.save()
    story.partnership.customer = story.customer
    for person in story.people.values():
        person.time_zone = "America/New_York" if zone != "America/New_York" else "Pacific/Auckland"
        person.save()
    with time_machine.travel(now, tick=False):
        yield day


def now() -> datetime:
    return datetime.now(UTC)


def test_a_charter_is_reviewed(story: Story, client: Client, there: date) -> None:
    charter, lead = signed(story), story.actor("lead")
    assert (charter.review_set_on, charter.review_on) == (there, there.replace(year=2028))
    with pytest.raises(ValidationError, match="passed"):
        set_review(actor=lead, charter=charter, months=12, review_on=there - DAY)
    set_review(actor=lead, charter=charter, months=12, review_on=there)
    charter.refresh_from_db()
    assert charter.review_set_on == there
    with pytest.raises(ValidationError, match="to come"):
        record_review(actor=lead, charter=charter, held_on=there + DAY, outcome="holds")
    client.force_login(story.supplier_lead)
    form = client.get("/p/school/charter/review/").context["form"]
    assert form["held_on"].value() == there
    record_review(actor=lead, charter=charter, held_on=there, outcome="holds")
    assert CharterReview.objects.get().held_on == there


def test_the_review_of_a_charter_is_reminded_of(story: Story, there: date) -> None:
    signed(story)
    for ahead, reminded, mails in (
        (31, "", 0),
        (30, "", 2),
        (30, "month", 0),
        (1, "month", 0),
        (0, "month", 2),
    ):
        own = {"review_on": there + ahead * DAY, "review_set_on": there - 90 * DAY, "reminded": reminded}
        CharterVersion.objects.update(**own)
        assert remind_charter_reviews(now()) == mails, ahead
        assert remind_charter_reviews(now()) == 0, ahead


def test_a_risk_is_reviewed(story: Story, there: date) -> None:
    risk, lead = new_risk(story, review_on=there), story.actor("lead")
    assert risk.review_set_on == there
    assert risk.days_late() == 0
    scores: Any = {"likelihood": 2, "impact_customer": 2, "impact_supplier": 2}
    with pytest.raises(ValidationError, match="passed"):
        score_risk(actor=lead, risk=risk, version=risk.version, review_on=there - DAY, **scores)
    score_risk(actor=lead, risk=risk, version=risk.version, review_on=there, **scores)


def test_the_review_of_a_risk_is_reminded_of(story: Story, there: date) -> None:
    new_risk(story)
    for ahead, mails in ((8, 0), (7, 1), (0, 1), (-7, 1)):
        Risk.objects.update(review_on=there + ahead * DAY, review_set_on=there - 90 * DAY)
        assert remind_reviews(now()) == mails, ahead
        assert remind_reviews(now()) == 0, ahead


def test_a_risk_is_late_the_day_after(story: Story, client: Client, there: date) -> None:
    new_risk(story)
    client.force_login(story.lead)
    for day, count in ((there, 0), (there - DAY, 1)):
        Risk.objects.update(review_on=day)
        assert len(client.get("/p/school/risks/?state=late").context["page"].rows) == count
        rows = client.get("/p/school/risks/").context["page"].rows
        assert [row.is_late for row in rows] == [bool(count)]


def test_an_action_is_added_by_one_line(story: Story, client: Client, there: date) -> None:
    client.force_login(story.supplier_lead)
    given = {"title": "Ask the schools", "owner": story.lead.pk, "level": "tactical"}
    page = client.post("/p/school/actions/", {**given, "due": (there - DAY).isoformat()})
    assert "due" in page.context["quick"].errors
    assert client.post("/p/school/actions/", {**given, "due": there.isoformat()}).status_code == 302
    page = client.get("/p/school/actions/")
    assert [(row.is_late, row.is_done) for row in page.context["page"].rows] == [(False, False)]
    assert page.context["counts"]["late"] == 0
    ActionItem.objects.update(due=there - DAY)
    page = client.get("/p/school/actions/?state=late")
    assert [row.is_late for row in page.context["page"].rows] == [True]
    assert page.context["counts"]["late"] == 1


def test_a_board_is_planned_for_the_year_that_begins_there(story: Story, client: Client, there: date) -> None:
    client.force_login(story.lead)
    assert client.get("/p/school/boards/new/").context["form"]["starts_on"].value() == there
    board = new_board(story, starts_on=there, interval="m1")
    assert Board.objects.get(pk=board.pk).made_until in (None, there + timedelta(days=365))
    make_meetings(now())
    assert Board.objects.get(pk=board.pk).made_until == there + timedelta(days=365)
    assert make_meetings(now()) == 0
    Board.objects.update(made_until=there + timedelta(days=364))
    make_meetings(now())
    assert Board.objects.get(pk=board.pk).made_until == there + timedelta(days=365)


def test_a_health_check_opens_six_weeks_before(story: Story, there: date) -> None:
    for days, is_due in ((43, False), (42, True)):
        anniversary = there + days * DAY
        Partnership.objects.update(start=anniversary.replace(year=2024))
        assert bool(due_anniversaries(now())) == is_due, days
