"""Getting in with email and password, and not getting in."""

import pytest
from django.test import Client

from accounts.people.models import Person
from tests.story import PASSWORD, Story

LOGIN = "/account/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_a_person_signs_in_with_the_right_password_only(client: Client, story: Story) -> None:
    wrong = client.post(LOGIN, {"login": story.lead.email, "password": "something-else"})
    assert wrong.status_code == 200
    assert story.lead.email in wrong.content.decode(), "what was typed is kept"
    assert "_auth_user_id" not in client.session
    right = client.post(LOGIN, {"login": story.lead.email.upper(), "password": PASSWORD})
    assert right.status_code == 302
    assert right["Location"] == "/"
    assert int(client.session["_auth_user_id"]) == story.lead.pk


def test_one_goes_on_to_where_one_wanted_but_never_elsewhere(client: Client, story: Story) -> None:
    answer = client.post(
        LOGIN, {"login": story.lead.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/"
    client.post("/account/logout/")
    answer = client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD, "next": "/profile/"})
    assert answer["Location"] == "/profile/"


def test_whose_account_is_closed_is_told_so(client: Client, story: Story) -> None:
    Person.objects.filter(pk=story.lead.pk).update(is_active=False)
    answer = client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200


@pytest.mark.usefixtures("story")
def test_nobody_signs_up_uninvited(client: Client) -> None:
    people = Person.objects.count()
    page = client.get("/account/signup/")
    assert page.status_code == 200
    assert "by invitation" in page.content.decode()
    new = {"email": "new@fyrstad.example", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/signup/", new).status_code == 405
    assert Person.objects.count() == people


@pytest.mark.parametrize(
    "path",
    ["email/", "confirm-email/", "login/code/", "login/code/confirm/", "phone/change/", "signup/passkey/"],
)
@pytest.mark.usefixtures("story")
def test_what_we_do_not_stand_behind_does_not_exist(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404


def test_leaving_asks_first_when_it_comes_by_a_link(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert "Sign out?" in client.get("/account/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/")["Location"] == LOGIN
    assert "_auth_user_id" not in client.session
