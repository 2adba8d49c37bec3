from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments.answering.services import save_answer
from assessments.respondents.models import Respondent
from assessments.rounds.models import Round
from governance.boards.tests.factories import in_days, new_meeting
from governance.meetings.answering import answer_meeting
from governance.risks.tests.factories import new_risk
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from portfolio.calendar.dates import opens_by_itself
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.views import greeting
from portfolio.overview.tests.telling import action, closed_check, days, more_partnerships, open_check
from tests.story import Story


def seen(client: Client, story: Story, name: str, address: str = "/") -> str:
    client.force_login(story.people[name])
    return client.get(address).content.decode()


def test_a_lead_finds_what_waits_and_a_stranger_nothing_of_it(story: Story, client: Client) -> None:
    round = open_check(story.partnership, story.lead)
    save_answer(respondent=round.respondents.get(), question_key="conflicts", value="fully")
    action(story, "Open the ledger", "lead", days(-3))
    action(story, "Plan the autumn", "lead", days(40))
    closed_check(story.partnership, 1, (9, 5, 2))
    page = seen(client, story, "lead")
    for expected in (
        ", Karin</h1>", "13 of 14 left", "Continue", "Open the ledger", "3 days late", "Plan the autumn",
        "School administration", "Nordlys Skolsystem AB", "1 action late", "health check open until",
    ):  # fmt: skip
        assert expected in page
    assert (
        page.index("Open the ledger") < page.index("Answer the health check") < page.index("Plan the autumn")
    )
    elsewhere = seen(client, story, "stranger")
    for hidden in ("School administration", "Open the ledger", "health check"):
        assert hidden not in elsewhere
    assert "How do we begin?" in elsewhere


def test_a_new_administrator_is_told_what_to_do_and_a_member_to_wait(story: Story, client: Client) -> None:
    page = seen(client, story, "administrator")
    assert "Invite your colleagues" in page
    assert "Propose a partnership" not in page
    assert "Propose a partnership" in seen(client, story, "stranger")  # an officer as well
    story.partnership.roles.filter(person=story.member).delete()
    assert "You have no part in a partnership yet" in seen(client, story, "member")


def test_the_desk_holds_exactly_what_for_person_lets_one_see(story: Story) -> None:
    proposed, declined, *_rest = more_partnerships(story, 5)
    Partnership.objects.filter(pk=proposed.pk).update(state=Partnership.State.PROPOSED)
    Partnership.objects.filter(pk=declined.pk).update(state=Partnership.State.DECLINED)
    story.member.memberships.update(ended_at=timezone.now())
    story.partnership.roles.filter(person=story.reader).update(until=days(-1))
    for name, person in story.people.items():
        shown = Partnership.objects.for_person(person).exclude(state=Partnership.State.DECLINED)
        assert set(WorkFacts(person, timezone.now()).partnerships) == set(
            shown.values_list("pk", flat=True)
        ), name


def test_a_proposal_waits_for_those_who_may_answer_it(story: Story, client: Client) -> None:
    Partnership.objects.update(
        state=Partnership.State.PROPOSED, supplier_contact=story.supplier_member.email.upper()
    )
    for name in ("supplier_administrator", "supplier_officer", "supplier_member"):
        page = seen(client, story, name)
        assert "Answer the proposal" in page, name
        assert "/p/school/proposal/" in page, name
    for name in ("supplier_reader", "stranger"):
        assert "School administration" not in seen(client, story, name), name
    page = seen(client, story, "lead")
    assert "Proposed" in page
    assert "Answer the proposal" not in page


def test_the_other_lead_is_asked_to_agree_to_an_early_close(story: Story, client: Client) -> None:
    round = open_check(story.partnership, story.lead)
    Round.objects.filter(pk=round.pk).update(supplier_closes=story.supplier_lead)
    assert "Agree to close the health check" in seen(client, story, "lead")
    for name in ("supplier_lead", "sro", "member"):
        assert "Agree to close the health check" not in seen(client, story, name), name


def test_a_side_that_asks_nobody_is_told_to_its_lead_and_its_senior(story: Story, client: Client) -> None:
    open_check(story.partnership, story.lead)
    assert "/health-checks/respondents/" in seen(client, story, "supplier_lead")
    assert "Choose whom to ask" in seen(client, story, "srie")
    for name in ("lead", "supplier_member"):
        assert "Choose whom to ask" not in seen(client, story, name), name


def test_somebody_asked_without_a_part_finds_their_own_link(story: Story, client: Client) -> None:
    open_check(story.partnership, story.administrator)
    page = seen(client, story, "administrator")
    assert "Answer the health check" in page
    assert "/answer/" in page
    assert "/p/school/" not in page
    Respondent.objects.update(finished_at=timezone.now())
    assert "Answer the health check" not in seen(client, story, "administrator")


def test_twelve_wait_at_first_and_all_when_asked_for(story: Story, client: Client) -> None:
    for number in range(15):
        action(story, f"Thing {number:02}", "lead", days(number - 5))
    page = seen(client, story, "lead")
    assert page.count("bi-check2-square") == 12 + 1  # the navigation has one
    assert "All 16 that wait for you" in page, "the vacancies among the people too"
    assert seen(client, story, "lead", "/?all").count("bi-check2-square") == 15 + 1


def test_partnerships_come_twelve_a_page_by_need_and_each_once(story: Story, client: Client) -> None:
    others = more_partnerships(story, 28)
    action(story, "Somebody else's", "sro", days(-1), partnership=others[20])
    titles: list[str] = []
    address = "/"
    client.force_login(story.lead)
    for _page in range(3):
        page = client.get(address).context["page"]
        titles += [card.title for card in page.rows]
        address = "/" + page.next_url
    assert page.next_url == ""
    assert len(titles) == len(set(titles)) == 29
    assert titles[:2] == ["Other 20", "Other 00"]  # what is late comes first
    assert client.get("/?after=nonsense").context["page"].rows[0].title == "Other 20"


@pytest.mark.parametrize("name", ["lead", "officer", "stranger"])
def test_the_queries_stay_the_same_however_much_there_is(
    story: Story, client: Client, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(story.people[name])
    partnerships = more_partnerships(story, 30)
    for partnership in partnerships:
        open_check(partnership, story.lead)
        closed_check(partnership, 1, (9, 5, 2))
        action(story, "Something", "lead", days(-3), partnership=partnership)
    Partnership.objects.exclude(pk=partnerships[0].pk).update(state=Partnership.State.WITHDRAWN)
    with django_assert_max_num_queries(26) as few:
        client.get("/")
    Partnership.objects.update(state=Partnership.State.BINDING)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/")


def test_the_check_opens_six_weeks_before_each_anniversary_while_it_runs(story: Story) -> None:
    partnership = story.partnership  # from 1 August 2024 until 31 July 2034
    opens = opens_by_itself(partnership, datetime(2026, 3, 1).date())
    assert str(opens) == "2026-06-20"
    assert str(opens_by_itself(partnership, datetime(2026, 6, 20).date())) == "2027-06-20"
    assert opens_by_itself(partnership, datetime(2034, 7, 1).date()) is None
    partnership.state = Partnership.State.PROPOSED
    assert opens_by_itself(partnership, datetime(2026, 3, 1).date()) is None


def test_what_comes_is_told_to_those_in_it(story: Story, client: Client) -> None:
    Partnership.objects.update(end=days(50))
    open_check(story.partnership, story.supplier_lead, side=Side.SUPPLIER, closes_in=20)
    for name in ("lead", "supplier_lead", "officer"):
        page = seen(client, story, name)
        assert "Health check closes" in page, name
        assert "The partnership ends" in page, name
    assert "The partnership ends" not in seen(client, story, "stranger")


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(4, "Good evening"), (5, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_follows_the_clock(hour: int, expected: str) -> None:
    assert greeting(datetime(2026, 11, 21, hour, tzinfo=UTC)).startswith(expected)


def test_the_greeting_is_that_of_the_persons_own_zone(story: Story, client: Client) -> None:
    behind = (timezone.now().hour - 8) % 24  # so far west it is eight in the morning
    story.lead.time_zone = f"Etc/GMT+{behind}" if behind <= 12 else f"Etc/GMT-{24 - behind}"
    story.lead.save()
    assert "Good morning, Karin" in seen(client, story, "lead")


def test_meetings_wait_for_an_answer_and_come_up(story: Story, client: Client) -> None:
    asked = new_meeting(story, title="Asked and silent", starts_at=in_days(5))
    said_yes = new_meeting(story, title="Said yes", starts_at=in_days(6))
    said_no = new_meeting(story, title="Said no", starts_at=in_days(7))
    new_meeting(story, title="Of others", attendees=("sro", "srie"))
    actor = story.actor("lead")
    answer_meeting(actor=actor, meeting=said_yes, answer="yes")
    answer_meeting(actor=actor, meeting=said_no, answer="no")
    page = seen(client, story, "lead")
    assert page.count("Say whether you come") == 2, "one line, and the name of its button"
    assert f"/p/school/meetings/{asked.number}/" in page
    assert "Said yes" in page
    assert "Said no" not in page
    assert "Of others" not in page
    overview = seen(client, story, "reader", "/p/school/")
    assert "Asked and silent" in overview, "the next ones of the partnership"


def test_more_meetings_ask_no_more_of_the_database(
    story: Story, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new_meeting(story)
    client.force_login(story.lead)
    for address in ("/", "/p/school/", "/calendar/"):
        with django_assert_max_num_queries(25) as few:
            client.get(address)
        for count in range(10):
            new_meeting(story, title=f"Meeting {count}")
        with django_assert_max_num_queries(len(few)):
            client.get(address)


def test_gaps_among_the_people_wait_for_the_side_that_can_close_them(story: Story, client: Client) -> None:
    for name in ("lead", "supplier_lead"):
        page = seen(client, story, name)
        assert "6 vacancies among the people" in page, "three without a peer, three levels without a contact"
        assert "/p/school/people/" in page
    for name in ("sro", "member", "officer", "stranger"):
        assert "among the people" not in seen(client, story, name), name
    # a side without a lead leaves it to its senior
    story.lead.memberships.update(ended_at=timezone.now())
    assert "among the people" in seen(client, story, "sro")


def test_a_review_that_comes_is_among_what_comes(story: Story, client: Client) -> None:
    new_risk(story, event="The timetable fails", owner="lead", review_on=days(40))
    new_risk(story, event="Too far away", owner="lead", review_on=days(80))
    new_risk(story, event="Not mine", owner="member", review_on=days(40))
    coming = seen(client, story, "lead").split("Coming up")[1]
    assert "Review risk R-1: The timetable fails" in coming
    assert "Too far away" not in coming
    assert "Not mine" not in coming
