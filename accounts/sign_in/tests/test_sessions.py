"""Where one is signed in, and signing out there."""

import pytest
from django.test import Client

from tests.story import PASSWORD, Story

SESSIONS = "/account/sessions/"


def signed_in(story: Story, name: str = "lead") -> Client:
    client = Client()
    client.post("/account/login/", {"login": story.people[name].email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def test_signing_out_everywhere_else_leaves_this_one(story: Story) -> None:
    here, phone, colleague = signed_in(story), signed_in(story), signed_in(story, "sro")
    assert "here, now" in here.get(SESSIONS).content.decode()
    here.post(SESSIONS)
    assert is_in(here)
    assert not is_in(phone)
    assert is_in(colleague)


def test_signing_out_everywhere_ends_this_one_too(story: Story) -> None:
    here, phone, colleague = signed_in(story), signed_in(story), signed_in(story, "sro")
    assert here.get("/account/logout/everywhere/").status_code == 405
    done = here.post("/account/logout/everywhere/", follow=True)
    assert "signed out everywhere" in done.content.decode()
    assert not is_in(here)
    assert not is_in(phone)
    assert is_in(colleague)


@pytest.mark.parametrize(
    ("user_agent", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_browser_is_named_as_people_call_it(story: Story, user_agent: str, shown: str) -> None:
    client = Client(headers={"user-agent": user_agent})
    client.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    assert f"<td>{shown}</td>" in client.get(SESSIONS).content.decode()
