"""A lead opens a health check; everyone of the partnership sees how far it has come, and nothing more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.answering.services import save_answer
from assessments.respondents.services import add_respondent
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from partnerships.lifecycle.models import Partnership
from tests.story import Story, today

LIST = "/p/school/health-checks/"
OPEN = "/p/school/health-checks/open/"


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def test_a_lead_of_either_side_opens_one_and_others_cannot(client: Client, story: Story) -> None:
    for name in ("sro", "member", "reader", "officer", "supplier_member"):
        client.force_login(story.people[name])
        assert client.post(OPEN, {"closes_on": in_days(20)}).status_code == 403
        assert OPEN not in client.get(LIST).content.decode()
    client.force_login(story.stranger)
    assert client.post(OPEN, {"closes_on": in_days(20)}).status_code == 404
    assert not Round.objects.exists()

    client.force_login(story.supplier_lead)
    assert OPEN in client.get(LIST).content.decode()
    page = client.get(OPEN).content.decode()
    assert "4 people on your side are asked." in page
    response = client.post(OPEN, {"closes_on": in_days(20)})
    round = Round.objects.get()
    assert response["Location"] == f"/p/school/health-checks/{round.pk}/"
    assert round.closes_at.date() == today() + timedelta(days=20)


def test_four_weeks_are_proposed(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    form = client.get(OPEN).context["form"]
    assert abs((form["closes_on"].value() - date.fromisoformat(in_days(28))).days) <= 1


@pytest.mark.parametrize("day", ["", "soon", "0", "-3", "91", "2000"])
def test_a_day_that_cannot_be_is_refused_at_the_field(client: Client, story: Story, day: str) -> None:
    client.force_login(story.lead)
    typed = in_days(int(day) + (1 if int(day) > 0 else 0)) if day.lstrip("-").isdigit() else day
    response = client.post(OPEN, {"closes_on": typed})
    assert response.context["form"].errors["closes_on"]
    if typed:
        assert f'value="{typed}"' in response.content.decode()
    assert not Round.objects.exists()


def test_sent_twice_it_opens_once_and_leads_to_the_open_one(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    first = client.post(OPEN, {"closes_on": in_days(20)})
    again = client.post(OPEN, {"closes_on": in_days(21)})
    assert first["Location"] == again["Location"]
    assert client.get(OPEN).status_code == 302
    assert "open already" in client.get(OPEN, follow=True).content.decode()
    assert Round.objects.count() == 1


def test_a_partnership_that_is_only_proposed_has_none(client: Client, story: Story) -> None:
    Partnership.objects.filter(pk=story.partnership.pk).update(state=Partnership.State.PROPOSED)
    client.force_login(story.lead)
    assert OPEN not in client.get(LIST).content.decode()
    response = client.post(OPEN, {"closes_on": in_days(20)})
    assert "Both sides have to accept the partnership first." in response.content.decode()
    assert not Round.objects.exists()


def test_both_leads_close_it_early_and_nobody_else(client: Client, story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    close = f"/p/school/health-checks/{round.pk}/close/"
    for name in ("sro", "srie", "member", "officer"):
        client.force_login(story.people[name])
        assert client.post(close).status_code == 403
        assert close not in client.get(round.get_absolute_url()).content.decode()

    client.force_login(story.lead)
    assert client.post(close).status_code == 302
    assert client.post(close).status_code == 302  # once more changes nothing
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Your side has agreed" in page
    assert close not in page
    round.refresh_from_db()
    assert round.is_open

    client.force_login(story.supplier_lead)
    assert "Agree, and close it now" in client.get(round.get_absolute_url()).content.decode()
    client.post(close)
    round.refresh_from_db()
    assert not round.is_open
    assert client.post(close, follow=True).status_code == 200  # too late, and told so


def test_only_counts_are_shown_before_it_closes(client: Client, story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    respondent = round.respondents.get(person=story.supplier_member)
    save_answer(
        respondent=respondent, question_key="conflicts", value="not_at_all", comment="They never listen"
    )
    pages = [
        LIST,
        round.get_absolute_url(),
        f"{round.get_absolute_url()}answer/finish/",
        f"{round.get_absolute_url()}answer/conflicts/",
        "/p/school/health-checks/respondents/",
    ]
    for name in ("lead", "sro", "reader", "officer", "supplier_lead", "srie"):
        client.force_login(story.people[name])
        for url in pages:
            text = client.get(url).content.decode()
            assert "They never listen" not in text, (name, url)
            if name in ("lead", "sro", "reader", "officer"):
                assert story.supplier_member.name not in text, (name, url)
    client.force_login(story.lead)
    state = client.get(round.get_absolute_url()).content.decode()
    assert "1 of 4 have answered" in state
    assert "0 of 4 have answered" in state


def test_a_round_of_another_partnership_is_not_found(client: Client, story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    other = Partnership.objects.get(pk=story.partnership.pk)
    other.pk, other.reference = None, "other"
    other.customer = story.elsewhere
    other.save(force_insert=True)
    client.force_login(story.stranger)
    assert client.get("/p/other/health-checks/").status_code == 200
    for page in ("", "close/", "answer/", "answer/conflicts/", "answer/finish/"):
        for ask in (client.get, client.post):
            assert ask(f"/p/other/health-checks/{round.pk}/{page}").status_code in (403, 404, 405, 302)
            assert ask(f"/p/school/health-checks/{round.pk}/{page}").status_code == 404
    assert client.get(f"/p/other/health-checks/{round.pk}/").status_code == 404
    assert client.get(f"/p/other/health-checks/{round.pk}/answer/").status_code == 404


def test_queries_do_not_grow(client: Client, story: Story, django_assert_max_num_queries: Any) -> None:
    round = open_round(actor=story.actor("lead"))
    for index in range(25):
        add_respondent(actor=story.actor("lead"), name=f"User {index}", email=f"u{index}@users.example")
    for year in range(2000, 2025):
        opened = timezone.now().replace(year=year, month=3, day=1)
        Round.objects.create(
            partnership=story.partnership,
            opened_at=opened,
            closes_at=opened + timedelta(days=28),
            closed_at=opened + timedelta(days=28),
        )
    client.force_login(story.lead)
    urls = [LIST, round.get_absolute_url(), "/p/school/health-checks/respondents/"]
    urls += [f"{round.get_absolute_url()}answer/{page}/" for page in ("conflicts", "finish")]
    for url in urls:
        with django_assert_max_num_queries(16):
            assert client.get(url).status_code == 200
    first = client.get(LIST).content.decode()
    assert "Health check 2024" in first
    assert "Health check 2000" not in first
    assert 'rel="next"' in first
