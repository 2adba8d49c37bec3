"""Each side's lead chooses whom the own side asks; the other side is not shown at all."""

from typing import Any

import pytest
from django.test import Client

from accounts.people.models import Person
from assessments.answering.services import finish, save_answer
from assessments.respondents.models import ChosenRespondent, Respondent
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from outbox.models import Message
from tests.story import Story, new_person

URL = "/p/school/health-checks/respondents/"


def asked(story: Story, side: str = "customer") -> set[str]:
    chosen = ChosenRespondent.objects.filter(partnership=story.partnership, side=side)
    return {one.email for one in chosen}


def choose(client: Client, people: list[int], fingerprint: str = "") -> Any:
    """Open the page, tick these and save."""
    fingerprint = fingerprint or client.get(URL).context["fingerprint"]
    return client.post(URL, {"do": "choose", "people": people, "fingerprint": fingerprint})


@pytest.fixture
def colleague(story: Story) -> Person:
    return new_person("Nils", "Ny", story.customer)


def test_a_lead_sees_the_own_side_only_and_others_nothing(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.get(URL).content.decode()
    for name in ("sro", "lead", "member", "reader"):
        assert story.people[name].email in page
    for name in ("srie", "supplier_lead", "supplier_member", "supplier_reader"):
        assert story.people[name].email not in page
        assert story.people[name].name not in page
    assert "Everyone with a role" in page
    for name in ("sro", "member", "reader", "officer"):
        client.force_login(story.people[name])
        assert client.get(URL).status_code == 403
        assert client.post(URL, {"do": "default"}).status_code == 403
    client.force_login(story.stranger)
    assert client.get(URL).status_code == 404


def test_ticking_members_and_colleagues(client: Client, story: Story, colleague: Person) -> None:
    client.force_login(story.lead)
    choose(client, [story.lead.pk, colleague.pk])
    assert asked(story) == {story.lead.email, colleague.email}
    by_role = ChosenRespondent.objects.get(email=story.lead.email)
    assert by_role.person == story.lead
    # without a role the partnership's pages stay closed: the colleague answers by link
    assert ChosenRespondent.objects.get(email=colleague.email).person is None
    page = client.get(URL)
    ticked = {p.email for rows in ("with_role", "without_role") for p, on in page.context[rows] if on}
    assert ticked == {story.lead.email, colleague.email}

    client.post(URL, {"do": "default"})
    assert asked(story) == set()


def test_people_of_the_other_side_cannot_be_ticked(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    response = choose(client, [story.lead.pk, story.srie.pk])
    assert "does not belong to your side" in response.content.decode()
    assert asked(story) == set()
    nobody = choose(client, [])
    assert "Choose at least one person to ask." in nobody.content.decode()


def test_somebody_without_an_account_is_added_and_kept_when_others_are_ticked(
    client: Client, story: Story
) -> None:
    client.force_login(story.lead)
    client.post(URL, {"do": "add", "name": "Rita Rektor", "email": "Rita@school.example", "language": "en"})
    assert asked(story) >= {"rita@school.example", story.sro.email}
    choose(client, [story.sro.pk])
    assert asked(story) == {"rita@school.example", story.sro.email}
    client.post(URL, {"do": "remove", "email": "rita@school.example"})
    client.post(URL, {"do": "remove", "email": "rita@school.example"})  # pressed twice
    assert asked(story) == {story.sro.email}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": "", "email": "a@b.example"}, "Write the person&#x27;s name."),
        ({"name": "Rita", "email": "rita"}, "This is not an email address."),
        ({"name": "Rita", "email": "eva.ström@fyrstads.example"}, "This is not an email address."),
        ({"name": "Anna", "email": "ANNA.hedlund@fyrstads.example"}, "This person is asked already."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    client: Client, story: Story, typed: dict[str, str], told: str
) -> None:
    client.force_login(story.lead)
    response = client.post(URL, {"do": "add", "language": "en", **typed})
    page = response.content.decode()
    assert told in page
    assert f'value="{typed["email"]}"' in page
    assert asked(story) == set()


def test_while_a_check_is_open_the_change_counts_at_once(client: Client, story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    client.force_login(story.lead)
    client.post(URL, {"do": "add", "name": "Rita Rektor", "email": "rita@school.example", "language": "en"})
    rita = round.respondents.get(email="rita@school.example")
    assert Message.objects.filter(to="rita@school.example").count() == 1
    client.post(URL, {"do": "remove", "email": "rita@school.example"})
    rita.refresh_from_db()
    assert rita.revoked_at is not None
    assert round.respondents.filter(side="supplier", revoked_at=None).count() == 4


def test_one_who_has_begun_stays_and_one_who_has_finished_has_no_button(client: Client, story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    member = round.respondents.get(person=story.member)
    save_answer(respondent=member, question_key="conflicts", value="partly", comment="Too slow")
    finish(respondent=round.respondents.get(person=story.reader))
    client.force_login(story.lead)
    page = client.get(URL).content.decode()
    assert f"Remove {story.member.name}" in page
    assert f"Remove {story.reader.name}" not in page
    response = client.post(URL, {"do": "remove", "email": story.member.email}, follow=True)
    text = response.content.decode()
    assert "stays in this health check" in text
    assert "Too slow" not in text
    assert "This time only" in text
    member.refresh_from_db()
    assert member.revoked_at is None


def test_the_last_one_cannot_be_removed(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    choose(client, [story.sro.pk])
    response = client.post(URL, {"do": "remove", "email": story.sro.email}, follow=True)
    assert "Somebody has to be asked" in response.content.decode()
    assert asked(story) == {story.sro.email}


def test_a_chosen_colleague_can_follow_the_link_in_the_mail(
    client: Client, story: Story, colleague: Person
) -> None:
    client.force_login(story.lead)
    choose(client, [colleague.pk])
    open_round(actor=story.actor("lead"))
    assert Round.objects.get().respondents.filter(side="customer").count() == 1
    assert Respondent.objects.get(email=colleague.email).person is None
    link = Message.objects.get(to=colleague.email).private_links[0]
    client.force_login(colleague)
    assert client.get("/" + link.split("/", 3)[3], follow=True).status_code == 200


def test_two_who_change_the_list_at_once_are_told_and_nothing_ticked_is_lost(
    client: Client, story: Story
) -> None:
    client.force_login(story.lead)
    fingerprint = client.get(URL).context["fingerprint"]
    choose(client, [story.sro.pk, story.member.pk])
    again = choose(client, [story.sro.pk, story.member.pk], fingerprint)  # sent twice: nothing to tell
    assert again.status_code == 302
    stale = choose(client, [story.sro.pk, story.reader.pk], fingerprint)
    assert "Somebody has changed the list meanwhile." in stale.content.decode()
    assert asked(story) == {story.sro.email, story.member.email}
    ticked = {person.pk for person, on in stale.context["with_role"] if on}
    assert ticked == {story.sro.pk, story.reader.pk}
    choose(client, [story.sro.pk, story.reader.pk], stale.context["fingerprint"])
    assert asked(story) == {story.sro.email, story.reader.email}
