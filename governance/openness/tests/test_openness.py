"""Six questions, each answered by each side for itself; what both agree on is switched on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.boards.tests.factories import new_board
from governance.openness.selectors import ALL_AGREED, Answer, Question, answer_of, is_open
from governance.openness.services import answer_openness
from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from governance.risks.tests.test_register import filled
from governance.warnings.models import EarlyWarning
from governance.warnings.services import raise_warning
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db

PAGE = "/p/school/openness/"
RISKS, NEW, WARNINGS = "/p/school/risks/", "/p/school/risks/new/", "/p/school/warnings/"
REGISTER = Question.RISK_REGISTER


@pytest.fixture
def story(story: Story) -> Story:
    """Nobody has answered anything, as in a partnership that begins."""
    story.partnership.openness = {}
    story.partnership.save()
    return story


def stands(question: Question) -> tuple[str, ...]:
    partnership = Partnership.objects.get()
    return tuple(answer_of(partnership, question, side).value for side in Side)


def say(client: Client, answer: str, question: Question = REGISTER, back: str = "") -> None:
    response = client.post(PAGE, {"question": question.value, "answer": answer, "next": back})
    assert response.status_code == 302
    assert response["Location"] == (back or PAGE)


def test_each_side_answers_for_itself_and_leads_and_seniors_do(client: Client, story: Story) -> None:
    for name, status in (("member", 403), ("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(PAGE, {"question": "risk_register", "answer": "agreed"}).status_code == status
    assert stands(REGISTER) == ("no", "no")
    client.force_login(story.lead)
    say(client, "agreed")
    assert stands(REGISTER) == ("agreed", "no")
    assert not is_open(Partnership.objects.get(), REGISTER), "one side alone opens nothing"
    client.force_login(story.srie)
    say(client, "in_place")
    assert stands(REGISTER) == ("agreed", "in_place")
    assert is_open(Partnership.objects.get(), REGISTER)
    page = client.get(PAGE).content.decode()
    assert "1 of 6 agreed by both" in page
    assert "Per Olsen answered for one side: A single risk register" in page
    assert "Answer: No → In place" in page
    say(client, "in_place")
    assert TimelineEvent.objects.filter(kind="openness.answered").count() == 2, "nothing new, no event"


def test_what_is_no_answer_changes_nothing(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    for given in ({}, {"question": "risk_register", "answer": "maybe"}, {"question": "x", "answer": "no"}):
        assert "Nothing has changed" in client.post(PAGE, given, follow=True).content.decode()
    assert (
        client.post(PAGE, {"question": "feedback", "answer": "agreed", "next": "https://elsewhere.example/"})[
            "Location"
        ]
        == PAGE
    )
    assert Partnership.objects.get().openness == {"feedback": {"customer": "agreed"}}


def test_the_page_says_who_could_agree_and_has_no_dead_links(client: Client, story: Story) -> None:
    client.force_login(story.reader)
    page = client.get(PAGE).content.decode()
    assert "0 of 6 agreed by both" in page
    assert "Anna Hedlund, Karin Lind" in page
    assert "Per Olsen, Jonas Berg" in page
    assert "kept outside Partnering" in page
    assert '<form method="post"' not in page.split("<main")[1], "a reader looks only"
    client.force_login(story.lead)
    assert client.get(PAGE).content.decode().count('class="choices"') == len(Question)


def test_the_register_is_closed_to_new_joint_risks_until_both_agree(client: Client, story: Story) -> None:
    client.force_login(story.member)
    page = client.get(RISKS).content.decode()
    assert "“A single risk register” is not agreed between the sides." in page
    assert "can be agreed by Anna Hedlund, Karin Lind" in page
    assert "Agree for our side" not in page, "a member cannot agree"
    form = client.get(NEW)
    assert [value for value, _label in form.context["form"].fields["space"].choices] == ["customer"]
    assert "space" in client.post(NEW, filled(story)).context["form"].errors
    with pytest.raises(ValidationError, match="Both sides have to agree"):
        new_risk(story)
    assert not Risk.objects.exists()
    client.post(NEW, filled(story, space="customer", owner="lead", event="Our own"))
    assert Risk.objects.get().event == "Our own", "what a side keeps to itself needs no agreement"
    for name, agrees in (("lead", True), ("supplier_lead", True)):
        client.force_login(story.people[name])
        assert ("Agree for our side" in client.get(RISKS).content.decode()) is agrees
        say(client, "agreed", back=RISKS)
    client.force_login(story.member)
    assert "is not agreed" not in client.get(RISKS).content.decode()
    assert client.post(NEW, filled(story)).status_code == 302
    client.force_login(story.sro)
    say(client, "no")
    page = client.get(RISKS).content.decode()
    assert "The timetable fails" in page, "what is there is still read"
    assert "Agree for our side" in page


def test_early_warnings_wait_for_both_sides(client: Client, story: Story) -> None:
    client.force_login(story.supplier_member)
    page = client.post(WARNINGS, {"text": "Somebody leaves"})
    assert "Both sides have to agree on “Potential problems in the open” first" in page.content.decode()
    assert 'value="Somebody leaves"' in page.content.decode(), "nothing typed is lost"
    assert "Raise it" not in client.get(WARNINGS).content.decode()
    assert not EarlyWarning.objects.exists()
    for name in ("lead", "supplier_lead"):
        answer_openness(actor=story.actor(name), question=Question.POTENTIAL_PROBLEMS, answer=Answer.AGREED)
    assert "Raise it" in client.get(WARNINGS).content.decode()
    assert raise_warning(actor=story.actor("supplier_member"), text="Somebody leaves").pk


def test_a_joint_project_board_waits_for_both_sides(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    for page in ("/p/school/boards/", "/p/school/boards/new/"):
        assert "“A joint project board” is not agreed" in client.get(page).content.decode()
    assert "is_joint" in client.get("/p/school/boards/new/").context["form"].fields
    with pytest.raises(ValidationError, match="Both sides have to agree on “A joint project board” first"):
        new_board(story, is_joint=True)
    assert new_board(story).pk, "other boards need no agreement"
    for name in ("lead", "supplier_lead"):
        answer_openness(actor=story.actor(name), question=Question.JOINT_BOARD, answer=Answer.AGREED)
    assert new_board(story, is_joint=True).is_joint
    assert "is not agreed" not in client.get("/p/school/boards/").content.decode()


def test_an_action_asks_for_the_right(story: Story) -> None:
    with pytest.raises(PermissionDenied):
        answer_openness(actor=story.actor("member"), question=REGISTER, answer=Answer.AGREED)


@pytest.mark.parametrize("openness", [{}, ALL_AGREED])
def test_asking_costs_at_most_one_query(
    client: Client,
    story: Story,
    openness: dict[str, object],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    story.partnership.openness = openness
    story.partnership.save()
    client.force_login(story.lead)
    for url in (PAGE, RISKS, WARNINGS):
        with django_assert_max_num_queries(12):
            client.get(url)
