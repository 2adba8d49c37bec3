"""A page shows what is so now, to the one who asks: what happened, a new name, a right that has ended."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.organisations.models import Membership
from assessments.answering.services import save_answer
from assessments.respondents.models import Respondent
from assessments.rounds.opening import open_round
from governance.action_items.services import add_action, complete
from partnerships.people.models import Role
from partnerships.sides import Level
from tests.story import Story, today


def seen(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def lead(client: Client, story: Story) -> Client:
    client.force_login(story.lead)
    return client


def test_everything_that_happens_shows_at_once(lead: Client, story: Story) -> None:
    assert "Share the outlook" not in seen(lead, "/p/school/")
    action = add_action(
        actor=story.actor("supplier_lead"),
        title="Share the outlook",
        owner=story.lead,
        due=today(),
        level=Level.TACTICAL,
    )
    for url in ("/", "/p/school/", "/p/school/actions/"):
        assert "Share the outlook" in seen(lead, url)
    complete(actor=story.actor("lead"), action=action)
    assert "Share the outlook" not in seen(lead, "/")
    round = open_round(actor=story.actor("supplier_lead"))
    assert "14 of 14 left" in seen(lead, "/")
    save_answer(
        respondent=Respondent.objects.get(round=round, person=story.lead),
        question_key="feedback",
        value="fully",
    )
    assert "13 of 14 left" in seen(lead, "/")


def test_a_new_name_shows_at_once_on_others_pages(lead: Client, story: Story) -> None:
    assert "Jonas Berg" in seen(lead, "/p/school/people/")
    story.supplier_lead.given_name = "Jon"
    story.supplier_lead.save()
    assert "Jon Berg" in seen(lead, "/p/school/people/")


def test_who_has_left_sees_nothing_any_more(lead: Client, story: Story) -> None:
    seen(lead, "/p/school/")
    Membership.objects.filter(person=story.lead).update(ended_at=timezone.now())
    assert lead.get("/p/school/").status_code == 404


def test_a_right_that_has_ended_takes_its_button_along(lead: Client, story: Story) -> None:
    assert "Give a role" in seen(lead, "/p/school/people/")
    Role.objects.create(
        partnership=story.partnership, person=story.lead, side="customer", part="reader", since="2024-08-01"
    )
    role = Role.objects.get(person=story.lead, part="lead")
    Role.objects.filter(pk=role.pk).update(until="2025-01-01")
    assert "Give a role" not in seen(lead, "/p/school/people/")


def test_the_token_in_a_form_is_the_readers_own(story: Story) -> None:
    add_action(
        actor=story.actor("lead"),
        title="One",
        owner=story.lead,
        due=today(),
        level=Level.TACTICAL,
    )
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(story.lead)
    page = seen(strict, "/p/school/actions/")
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = strict.post("/p/school/actions/1/done/", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def test_two_people_never_share_a_page(client: Client, story: Story) -> None:
    for name, greeting in (("lead", "Karin"), ("supplier_lead", "Jonas"), ("lead", "Karin")):
        client.force_login(story.people[name])
        assert greeting in seen(client, "/").split("<h1")[1].split("</h1>")[0]
