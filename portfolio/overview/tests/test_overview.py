import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.action_items.models import ActionItem
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.people.services import name_peer
from partnerships.sides import Part, Stage
from portfolio.overview.relationship import life, pairs
from portfolio.overview.tests.telling import action, closed_check, days, open_check
from tests.story import Story

FOUND = {
    "involvement": ("gap", "partly", "fully"),
    "staffing": ("attention", "largely", "partly"),
    "systems_access": ("attention", "partly", "partly"),
    "monitoring": ("attention", "not_at_all", ""),
    "conflicts": ("going_well", "fully", "fully"),
}


def seen(client: Client, story: Story, name: str) -> str:
    client.force_login(story.people[name])
    return client.get("/p/school/").content.decode()


def test_both_sides_see_the_same_picture_and_a_stranger_none(story: Story, client: Client) -> None:
    closed_check(story.partnership, 1, (7, 7, 2))
    last = closed_check(story.partnership, 0, (9, 5, 1), FOUND)
    action(story, "Open the ledger", "lead", days(-3), origin_key=last.origin_key("systems_access"))
    for name in ("lead", "supplier_member", "officer"):
        page = seen(client, story, name)
        for expected in (
            "of 14 going well",
            "Supplier involved in planning: the customer says “Partly”, the supplier “Fully”.",
            "Figures open to both: “Partly”, both sides say.",
            "Monitoring information: the customer says “Not at all”; the supplier has not answered.",
            "1 action open",
            "3 days late",
            "Anna Hedlund",
            "Jonas Berg",
        ):
            assert expected in page, (name, expected)
        assert page.index("involved in planning") < page.index("Enough people")  # gaps come first
        assert "Conflicts resolved" not in page
    client.force_login(story.stranger)
    assert client.get("/p/school/").status_code == 404


def test_the_overview_counts_the_vacancies_that_the_people_page_shows(story: Story, client: Client) -> None:
    name_peer(
        actor=story.actor("lead"),
        role=story.partnership.roles.get(person=story.lead),
        peer=story.partnership.roles.get(person=story.supplier_lead),
    )
    page = seen(client, story, "supplier_reader")
    shown = client.get("/p/school/people/").context["vacancy_count"]
    assert shown == 11, "four without a peer, six levels without a contact, one line never tried"
    assert f"People: {shown} vacancies" in page


def test_a_member_ticks_off_from_here_and_a_reader_only_looks(story: Story, client: Client) -> None:
    todo = action(story, "Open the ledger", "lead", days(3))
    page = seen(client, story, "reader")
    assert "Open the ledger" in page
    assert "New action" not in page
    assert "/done/" not in page
    page = seen(client, story, "member")
    assert "New action" in page
    answer = client.post(f"/p/school/actions/{todo.number}/done/", {"next": "/p/school/"})
    assert answer.headers["Location"] == "/p/school/"
    todo.refresh_from_db()
    assert todo.state == ActionItem.State.DONE
    assert "Open the ledger" not in client.get("/p/school/", follow=True).content.decode().split("<h2")[2]


def test_an_open_check_asks_whom_it_asks_and_tells_the_others(story: Story, client: Client) -> None:
    round = open_check(story.partnership, story.lead)
    assert f"/health-checks/{round.pk}/answer/" in seen(client, story, "lead")
    page = seen(client, story, "supplier_lead")
    assert "is open until" in page
    assert "/answer/" not in page
    respondent = round.respondents.get()
    respondent.finished_at = round.opened_at
    respondent.save()
    assert "You have answered." in seen(client, story, "lead")


def test_a_proposal_is_the_proposers_sides_alone_and_says_so(story: Story, client: Client) -> None:
    Partnership.objects.update(state=Partnership.State.PROPOSED)
    page = seen(client, story, "lead")
    assert "Proposed to Nordlys Skolsystem AB, not yet accepted." in page
    assert "/p/school/proposal/" in page
    client.force_login(story.supplier_lead)
    assert client.get("/p/school/").status_code == 404
    Partnership.objects.update(state=Partnership.State.DECLINED, answer_reason="Not this year")
    page = seen(client, story, "lead")
    assert "has declined" in page
    assert "Not this year" in page


def test_an_empty_partnership_is_friendly(story: Story, client: Client) -> None:
    story.partnership.roles.filter(part=Part.SRIE).delete()
    page = seen(client, story, "lead")
    for expected in ("No health check has closed yet", "Nothing is open.", "Nobody yet"):
        assert expected in page


def test_the_queries_do_not_grow(
    story: Story, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(story.lead)
    closed_check(story.partnership, 9, (9, 5, 1), FOUND)
    open_check(story.partnership, story.lead)
    action(story, "One", "lead", days(1))
    with django_assert_max_num_queries(25) as few:
        client.get("/p/school/")
    for number in range(8):
        closed_check(story.partnership, number, (9, 5, 1), FOUND)
        action(story, f"More {number}", "member", days(number))
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get("/p/school/").content.decode()
    assert "All 9 open actions" in page


def test_peers_stand_side_by_side_and_nobody_is_lost() -> None:
    ours = [Role(pk=1, peer_id=12), Role(pk=2), Role(pk=3)]
    theirs = [Role(pk=11), Role(pk=12)]
    found = [(a.pk if a else None, b.pk if b else None) for a, b in pairs(ours, theirs)]
    assert found == [(1, 12), (2, 11), (3, None)]
    assert pairs([], []) == []
    assert [b.pk for _none, b in pairs([], theirs) if b] == [11, 12]


@pytest.mark.parametrize(("stage", "steps", "done"), [(Stage.FIRST_YEAR, 7, 4), (Stage.ENDED, 8, 7)])
def test_the_life_line_tells_how_far_it_has_come(stage: Stage, steps: int, done: int) -> None:
    line = life(stage)
    assert len(line) == steps
    assert [step.state for step in line].count("done") == done
    assert [step.label for step in line if step.state == "now"] == [str(stage.label)]
