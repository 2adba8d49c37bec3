"""Guessing is made slow: by account, by address, and for all processes together."""

import pytest
from django.test import Client

from tests.races import at_once
from tests.story import PASSWORD, Story

LOGIN = "/account/login/"


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client, story: Story) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": story.lead.email, "password": "wrong"})
    answer = client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many tries" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    other = client.post(LOGIN, {"login": story.sro.email, "password": PASSWORD})
    assert other.status_code == 302, "others are not locked out with them"


def test_many_accounts_from_one_address_are_stopped_with_a_friendly_page(
    client: Client, story: Story
) -> None:
    answers = [
        client.post(LOGIN, {"login": f"nobody{n}@fyrstad.example", "password": "wrong"}) for n in range(31)
    ]
    assert answers[-1].status_code == 429
    assert "A little slower" in answers[-1].content.decode()
    assert client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(LOGIN, {"login": story.lead.email, "password": PASSWORD}).status_code == 302


def test_asking_for_resets_is_limited_too(client: Client, story: Story) -> None:
    codes = [
        client.post("/account/password/reset/", {"email": story.lead.email}).status_code for _ in range(6)
    ]
    assert codes == [302] * 5 + [429]


def test_a_forged_forwarding_header_does_not_start_the_count_anew(client: Client, story: Story) -> None:
    for n in range(31):
        answer = client.post(
            LOGIN,
            {"login": f"nobody{n}@fyrstad.example", "password": "wrong"},
            headers={"X-Forwarded-For": f"192.0.2.{n}"},
        )
    assert answer.status_code == 429


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_not_more_than_five(story: Story) -> None:
    def guess() -> str:
        answer = Client().post(LOGIN, {"login": story.lead.email, "password": "wrong"})
        return "refused" if "Too many tries" in answer.content.decode() else "looked at"

    assert sorted(at_once(*[guess] * 8)) == ["looked at"] * 5 + ["refused"] * 3
