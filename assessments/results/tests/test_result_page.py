"""The result of a closed check: what each side answered, in the order in which it should be talked about."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.rounds.models import Round
from assessments.tests.factories import COMMENTS, LAST_YEAR, THIS_YEAR, closed_round
from governance.action_items.models import ActionItem
from tests.story import Story


def result(client: Client, story: Story, round: Round, who: str = "lead", **query: str) -> str:
    client.force_login(story.people[who])
    response = client.get(reverse("health_check", args=[story.partnership.reference, round.pk]), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def act_on(story: Story, round: Round, question_key: str, number: int = 1, **fields: object) -> ActionItem:
    return ActionItem.objects.create(
        **{
            "partnership": story.partnership,
            "number": number,
            "title": f"Do something about {question_key}",
            "owner": story.supplier_lead,
            "owner_side": "supplier",
            "due": date(2099, 12, 15),
            "origin": ActionItem.Origin.FINDING,
            "origin_key": round.origin_key(question_key),
            "created_by": story.lead,
            **fields,
        }
    )


def test_gaps_come_before_attention_and_that_before_what_goes_well(client: Client, story: Story) -> None:
    page = result(client, story, closed_round(story.partnership))
    order = [page.index(f'id="{key}"') for key in ("involvement", "relationship_measured", "staffing")]
    assert order == sorted(order)
    assert page.index('id="staffing"') < page.index("What goes well")
    assert "Closed 12 November 2026" in page
    assert "11 of 12 answered (customer 6 of 6, supplier 5 of 6)" in page
    assert page.count("⇄ Gap of two") == 4  # two findings, as a card and in the table


def test_the_figures_are_held_against_the_year_before(client: Client, story: Story) -> None:
    closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    round = closed_round(story.partnership)
    act_on(story, round, "systems_access")
    page = result(client, story, round)
    assert "two more than in 2025" in page
    assert "1 already has an action" in page
    assert "one fewer than in 2025" in page
    assert "Do something about systems_access" in page


def test_a_first_check_compares_with_nothing(client: Client, story: Story) -> None:
    page = result(client, story, closed_round(story.partnership), compare="1")
    assert "the first health check" in page
    assert "Compare with" not in page
    assert "earlier-customer" not in page


def test_compare_shows_where_the_marks_were(client: Client, story: Story) -> None:
    closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    round = closed_round(story.partnership)
    plain = result(client, story, round)
    assert "Compare with 2025" in plain
    assert "earlier-customer" not in plain
    compared = result(client, story, round, compare="1")
    assert "Hide 2025" in compared
    assert compared.count('class="earlier-customer"') == 2 * moved(0)
    assert compared.count('class="earlier-supplier"') == 2 * moved(1)
    assert "(2025: Largely)" in compared


def moved(side: int) -> int:
    pairs = zip(THIS_YEAR, LAST_YEAR, strict=True)
    return sum(now[side] != then[side] and then[side] != "-" for now, then in pairs)


def test_a_side_of_fewer_than_three_shows_its_combined_answer_only(client: Client, story: Story) -> None:
    page = result(client, story, closed_round(story.partnership, answered=(6, 2)))
    assert "combined; fewer than three answered" in page
    page = result(client, story, closed_round(story.partnership, year=2027, answered=(2, 1)))
    assert "only the combined answers are shown" in page
    assert "Cannot say</th>" not in page


def test_comments_carry_the_side_and_are_never_taken_for_markup(client: Client, story: Story) -> None:
    comments = {**COMMENTS, "staffing": [["supplier", "<script>alert(1)</script>"]]}
    page = result(client, story, closed_round(story.partnership, comments=comments))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "We hear of budget changes" in page


def test_what_nobody_answered_is_no_score(client: Client, story: Story) -> None:
    answers = ["--", "-f", "-p", *THIS_YEAR[3:]]
    page = result(client, story, closed_round(story.partnership, answers=answers))
    assert "Not answered" in page
    assert "– Not answered" in page
    # beside the attention that the supplier's answer asks for, on both papers
    assert page.count(">Customer: no answer</text>") == 2
    assert ">Supplier: no answer</text>" not in page


def test_who_may_see_what(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    assert "Propose an action" in result(client, story, round, "member")
    reader = result(client, story, round, "supplier_reader")
    assert "Propose an action" not in reader
    assert "Report (PDF)" not in reader
    assert "Report (PDF)" in result(client, story, round, "officer")
    client.force_login(story.stranger)
    url = reverse("health_check", args=[story.partnership.reference, round.pk])
    assert client.get(url).status_code == 404


def test_another_partnerships_check_is_not_found(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    other = story.partnership
    other.pk, other.reference = None, "other"
    other.save()
    foreign = closed_round(other)
    client.force_login(story.lead)
    assert client.get(reverse("health_check", args=["school", round.pk])).status_code == 200
    assert client.get(reverse("health_check", args=["school", foreign.pk])).status_code == 404


@pytest.mark.parametrize("years", [1, 6])
def test_the_number_of_queries_does_not_grow(
    client: Client, story: Story, years: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2026 - years, 2026):
        earlier = closed_round(story.partnership, year=year, answers=LAST_YEAR)
    round = closed_round(story.partnership)
    for number in range(years):
        act_on(story, round, "communications", 2 * number + 1)
        act_on(story, earlier, "staffing", 2 * number + 2, state=ActionItem.State.DONE)
    client.force_login(story.lead)
    for name, args in (("health_check", []), ("finding", ["staffing"])):
        with django_assert_max_num_queries(13):
            response = client.get(reverse(name, args=["school", round.pk, *args]))
            assert response.status_code == 200
