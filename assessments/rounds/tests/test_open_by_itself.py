"""Six weeks before each anniversary the check opens by itself, for four weeks (domain.md §7.1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.organisations.models import Organisation
from assessments.respondents.models import Respondent
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from assessments.rounds.opening import open_due_rounds, open_round
from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side, Stage
from tests.story import Story, today

DUE = datetime(2027, 6, 20, 6, tzinfo=UTC)  # 42 days before 1 August 2027


def test_it_opens_six_weeks_before_the_anniversary_and_not_a_day_sooner(story: Story) -> None:
    assert open_due_rounds(DUE - timedelta(days=1)) == 0
    assert open_due_rounds(DUE) == 1
    round = Round.objects.get()
    assert round.anniversary == date(2027, 8, 1)
    assert round.title == "Health check 2027"
    assert round.closes_at == datetime(2027, 7, 18, 21, 59, tzinfo=UTC)  # the end of the day in Stockholm
    assert open_due_rounds(DUE + timedelta(hours=1)) == 0


def at_six(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def accepted(on: date = date(2024, 9, 1)) -> None:
    Partnership.objects.update(answered_at=at_six(on))


def test_a_missed_day_is_caught_up_until_the_anniversary_as_if_nothing_had_been(story: Story) -> None:
    accepted()
    assert open_due_rounds(at_six(date(2027, 7, 31))) == 1
    assert Round.objects.get().late_since is None
    assert "late" not in Message.objects.get(to=story.sro.email).text


@pytest.mark.parametrize("day", [date(2027, 8, 1), date(2027, 8, 2), date(2028, 1, 30)])
def test_what_fell_into_an_outage_opens_late_and_says_so(story: Story, client: Client, day: date) -> None:
    """From the anniversary until half a year after it, for four weeks from then."""
    accepted()
    assert open_due_rounds(at_six(day)) == 1
    round = Round.objects.get()
    assert (round.anniversary, round.late_since) == (date(2027, 8, 1), date(2027, 6, 20))
    assert story.partnership.today(round.closes_at) == day + timedelta(weeks=4)
    assert "should have opened on 20 June 2027 and opens late" in Message.objects.get(to=story.sro.email).text
    assert "should have opened on 20 June 2027" in Message.objects.get(to=story.sro.email).html
    client.force_login(story.lead)
    assert "opened late" in client.get("/p/school/health-checks/").content.decode()
    assert "Opened late" in client.get(round.get_absolute_url()).content.decode()
    assert open_due_rounds(at_six(day) + timedelta(hours=1)) == 0
    close_round(round.pk, round.closes_at)
    assert open_due_rounds(round.closes_at + timedelta(hours=1)) == 0, "none twice"


def test_after_a_year_of_outage_one_opens_for_the_nearer_anniversary(story: Story) -> None:
    accepted()
    assert open_due_rounds(at_six(date(2028, 1, 31))) == 0, "the next one is nearer"
    assert open_due_rounds(at_six(date(2028, 6, 20))) == 1
    assert Round.objects.get().anniversary == date(2028, 8, 1)


def test_nothing_was_missed_before_the_partnership_was_accepted(story: Story) -> None:
    accepted(date(2027, 8, 1))
    assert open_due_rounds(at_six(date(2027, 8, 3))) == 0
    accepted(date(2027, 7, 31))
    assert open_due_rounds(at_six(date(2027, 8, 3))) == 1


@pytest.mark.parametrize(("opened", "opens"), [(date(2027, 6, 20), 0), (date(2027, 6, 19), 1)])
def test_nothing_was_missed_where_a_lead_has_opened_one_since(story: Story, opened: date, opens: int) -> None:
    accepted()
    round = open_round(actor=story.actor("lead"))
    Round.objects.update(opened_at=at_six(opened), closes_at=at_six(date(2027, 7, 20)))
    close_round(round.pk, at_six(date(2027, 7, 20)))
    assert open_due_rounds(at_six(date(2027, 8, 3))) == opens


@pytest.mark.parametrize(("end", "opens"), [(date(2027, 7, 31), 0), (date(2027, 8, 1), 1)])
def test_none_opens_for_an_anniversary_after_the_end(story: Story, end: date, opens: int) -> None:
    Partnership.objects.update(end=end)
    assert open_due_rounds(DUE) == opens


def test_none_opens_late_once_the_partnership_is_over(story: Story) -> None:
    accepted()
    Partnership.objects.update(end=date(2027, 8, 2))
    assert open_due_rounds(at_six(date(2027, 8, 3))) == 0
    assert open_due_rounds(at_six(date(2027, 8, 2))) == 1


@pytest.mark.parametrize(
    ("zone", "opens"),
    [
        ("Pacific/Auckland", datetime(2027, 6, 19, 12, 0, tzinfo=UTC)),
        ("Europe/Stockholm", datetime(2027, 6, 19, 22, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 6, 20, 4, 0, tzinfo=UTC)),
    ],
)
def test_the_day_begins_where_the_customer_is(story: Story, zone: str, opens: datetime) -> None:
    Organisation.objects.filter(pk=story.customer.pk).update(time_zone=zone)
    assert open_due_rounds(opens - timedelta(minutes=1)) == 0
    assert open_due_rounds(opens) == 1


def test_everyone_with_a_role_is_invited_in_their_language(story: Story) -> None:
    open_due_rounds(DUE)
    asked = Respondent.objects.filter(round__partnership=story.partnership)
    assert asked.filter(side="customer").count() == 4
    assert asked.filter(side="supplier").count() == 4
    assert Message.objects.filter(key__contains="/invitation/").count() == 8
    to_sro = Message.objects.get(to=story.sro.email)
    assert "18 July 2027" in to_sro.text
    assert to_sro.organisation_id == story.customer.pk


def test_a_side_that_has_nobody_to_ask_is_told_to_its_senior_or_administrators(story: Story) -> None:
    Role.objects.filter(side=Side.SUPPLIER).delete()
    open_due_rounds(DUE)
    told = Message.objects.filter(key__contains="/nobody/")
    assert [message.to for message in told] == [story.supplier_administrator.email]
    assert not Respondent.objects.filter(side="supplier").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"state": Partnership.State.PROPOSED},
        {"stage": Stage.INVESTMENT_DECISION},
        {"stage": Stage.ENDED},
        {"end": date(2027, 6, 1)},
        {"start": date(2027, 7, 1)},
    ],
)
def test_a_partnership_that_does_not_run_is_not_asked(story: Story, change: dict[str, object]) -> None:
    Partnership.objects.update(**change)
    assert open_due_rounds(DUE) == 0
    assert not Message.objects.exists()


def test_a_check_that_a_lead_has_opened_counts_as_this_anniversarys(story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    Round.objects.update(opened_at=DUE - timedelta(days=3), closes_at=DUE + timedelta(days=9))
    assert open_due_rounds(DUE) == 0
    assert Round.objects.get().anniversary == date(2027, 8, 1)
    close_round(round.pk, DUE + timedelta(days=9))
    assert open_due_rounds(DUE + timedelta(days=10)) == 0


@pytest.mark.parametrize(
    ("day", "anniversary"), [((2026, 1, 20), (2026, 2, 28)), ((2028, 1, 20), (2028, 2, 29))]
)
def test_who_started_on_leap_day_is_asked_every_year(
    story: Story, day: tuple[int, int, int], anniversary: tuple[int, int, int]
) -> None:
    Partnership.objects.update(start=date(2024, 2, 29))
    assert open_due_rounds(at_six(date(*day))) == 1
    assert Round.objects.get().anniversary == date(*anniversary)


def test_a_leap_day_partnership_is_found_in_a_common_year(story: Story) -> None:
    Partnership.objects.update(start=date(2024, 2, 29))
    assert open_due_rounds(datetime(2026, 2, 1, tzinfo=UTC)) == 1
    assert Round.objects.get().anniversary == date(2026, 2, 28)


def test_only_a_lead_opens_one_at_any_time_and_one_at_a_time(story: Story) -> None:
    for name in ("reader", "member", "sro", "officer"):
        with pytest.raises(PermissionDenied):
            open_round(actor=story.actor(name))
    round = open_round(actor=story.actor("supplier_lead"))
    assert round.opened_by == story.supplier_lead
    with pytest.raises(ValidationError, match="open already"):
        open_round(actor=story.actor("lead"))


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_the_closing_day_lies_ahead_and_not_too_far(story: Story, days: int) -> None:
    day = today() + timedelta(days=days)
    with pytest.raises(ValidationError, match="90 days"):
        open_round(actor=story.actor("lead"), closes_on=day)
    assert not Round.objects.exists()


def one_more(story: Story, number: int) -> None:
    supplier = Organisation.objects.create(name=f"Supplier {number}")
    partnership = Partnership.objects.create(
        title="One more",
        customer=story.customer,
        supplier=supplier,
        start=date(2024, 8, 1),
        end=date(2034, 8, 1),
        state=Partnership.State.BINDING,
        proposed_by=story.sro,
    )
    Role.objects.create(
        partnership=partnership, person=story.lead, side="customer", part=Part.LEAD, since=date(2024, 8, 1)
    )


def test_the_queries_do_not_grow_with_the_partnerships(story: Story) -> None:
    open_due_rounds(DUE)
    one_more(story, 0)
    with CaptureQueriesContext(connection) as one:
        assert open_due_rounds(DUE) == 1
    for number in range(1, 21):  # SQLite takes the mails of some thirty in one statement
        one_more(story, number)
    with CaptureQueriesContext(connection) as twenty:
        assert open_due_rounds(DUE) == 20
    assert len(twenty) == len(one)
