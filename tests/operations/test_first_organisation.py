import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.people.models import Person
from tests.story import Story

GIVEN = ["Fyrstads kommun", "Anna.Hedlund@fyrstad.example", "--given-name=Anna", "--family-name=Hedlund"]


@pytest.mark.django_db
def test_the_first_person_can_sign_in_and_invite(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_PASSWORD", "a-good-long-password")
    call_command("first_organisation", *GIVEN)
    person = Person.objects.get()
    assert person.email == "anna.hedlund@fyrstad.example"
    signed_in = client.post("/account/login/", {"login": person.email, "password": "a-good-long-password"})
    assert signed_in.status_code == 302
    organisation = person.memberships.get(is_administrator=True).organisation
    assert client.get(f"/organisations/{organisation.pk}/").status_code == 200


@pytest.mark.django_db
def test_a_weak_password_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_PASSWORD", "short")
    with pytest.raises(CommandError, match="too short"):
        call_command("first_organisation", *GIVEN)
    assert not Person.objects.exists()


def test_where_people_are_already_it_refuses(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_PASSWORD", "a-good-long-password")
    with pytest.raises(CommandError, match="administrator already"):
        call_command("first_organisation", *GIVEN)
