"""From a finding to an action: proposed once, by those who may, and seen at the next check."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from assessments.results.services import propose_action
from assessments.results.tests.test_result_page import act_on
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from assessments.tests.factories import LAST_YEAR, closed_round
from governance.action_items.models import ActionItem
from governance.action_items.services import complete
from tests.story import Story, today


def url(round: Round, key: str = "information_sharing") -> str:
    return reverse("finding", args=["school", round.pk, key])


def proposal(story: Story, **other: object) -> dict[str, object]:
    due = today() + timedelta(days=30)
    return {
        "title": "Budget outlook becomes a fixed point",
        "owner": story.supplier_lead.pk,
        "due": due.isoformat(),
        "level": "tactical",
        **other,
    }


def test_a_finding_becomes_an_action_with_owner_date_and_level(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    client.force_login(story.member)
    response = client.post(url(round), proposal(story), follow=True)
    assert "The action is added" in response.content.decode()
    action = ActionItem.objects.get()
    assert (action.owner, action.owner_side, action.level) == (story.supplier_lead, "supplier", "tactical")
    assert (action.origin, action.origin_key) == ("finding", round.origin_key("information_sharing"))
    assert action.origin_label == "Health check 2026: Information shared freely"
    assert action.title in client.get(url(round)).content.decode()


def test_readers_see_the_finding_without_a_form(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    client.force_login(story.reader)
    page = client.get(url(round)).content.decode()
    assert "How freely and openly is information shared" in page
    assert 'name="title"' not in page
    assert client.post(url(round), proposal(story)).status_code == 403
    client.force_login(story.stranger)
    assert client.get(url(round)).status_code == 404
    assert client.post(url(round), proposal(story)).status_code == 404
    assert not ActionItem.objects.exists()
    with pytest.raises(PermissionDenied):
        propose_action(
            actor=story.actor("reader"), round=round, question_key="staffing", title="No", owner=story.lead,
            due=today(), level="tactical",
        )  # fmt: skip


def test_two_clicks_make_one_action(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    client.force_login(story.lead)
    client.post(url(round), proposal(story))
    client.post(url(round), proposal(story))
    assert ActionItem.objects.count() == 1
    client.post(url(round), proposal(story, title="And another one"))
    assert ActionItem.objects.count() == 2


def test_what_is_wrong_stands_at_the_field_and_nothing_typed_is_lost(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    client.force_login(story.lead)
    wrong = proposal(story, owner=story.stranger.pk, due="2020-01-01", title="Keep what I typed")
    page = client.post(url(round), wrong).content.decode()
    assert "Choose somebody who has a role in this partnership." in page
    assert "This day has passed." in page
    assert "Keep what I typed" in page
    assert "2020-01-01" in page
    assert "Sten Fremmed" not in page
    client.post(url(round), proposal(story, owner=story.reader.pk))
    assert not ActionItem.objects.exists()


def test_last_years_answers_and_what_was_done_stand_beside_it(client: Client, story: Story) -> None:
    previous = closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    act_on(story, previous, "information_sharing", state=ActionItem.State.DONE, done_note="Folder is read")
    round = closed_round(story.partnership)
    client.force_login(story.srie)
    page = client.get(url(round)).content.decode()
    assert "What was it in 2025, and what was done?" in page
    assert "Do something about information_sharing" in page
    assert "Folder is read" in page
    assert "No action was agreed about it then." in client.get(url(round, "conflicts")).content.decode()


def test_an_open_check_and_an_unknown_question_have_no_finding(client: Client, story: Story) -> None:
    round = closed_round(story.partnership)
    client.force_login(story.lead)
    assert client.get(url(round)).status_code == 200
    assert client.get(url(round, "no-such-question")).status_code == 404
    assert client.post(url(round, "no-such-question"), proposal(story)).status_code == 404
    round = open_round(actor=story.actor("lead"))
    assert client.get(url(round)).status_code == 404
    assert client.post(url(round), proposal(story)).status_code == 404
    assert not ActionItem.objects.exists()


def test_what_is_still_open_from_the_year_before_comes_before_anything_new(
    client: Client, story: Story
) -> None:
    """Under its finding, on the result page as well, with the way to go on; what is done is history."""
    earlier = closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    act_on(story, earlier, "information_sharing", title="A monthly hour about budgets")
    done = act_on(story, earlier, "staffing", 2)
    complete(actor=story.actor("lead"), action=done)
    round = closed_round(story.partnership)
    client.force_login(story.member)
    for address in (url(round), round.get_absolute_url()):
        page = client.get(address).content.decode()
        assert page.index("Still open from the check before") < page.rindex("A monthly hour about budgets")
        assert page.count("Go on with it") == 1
    assert "Does something new have to be done?" in client.get(url(round)).content.decode()
    assert "Still open from" not in client.get(url(round, "staffing")).content.decode()
    client.force_login(story.reader)
    assert "Go on with it" not in client.get(url(round)).content.decode()
