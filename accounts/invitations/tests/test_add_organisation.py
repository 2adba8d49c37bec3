"""Another organisation comes in: by whoever operates the installation, on a page or by a command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from accounts.tests.mail import link_in, mails_to
from tests.story import Story

LIST, NEW = "/organisations/", "/organisations/new/"
LILLVIK = {"name": "Lillvik kommun", "number": "SE2120009935", "email": "Eva@lillvik.example"}


@pytest.fixture
def operator(story: Story) -> Person:
    call_command("name_operator", story.stranger.email, stdout=StringIO())
    return Person.objects.get(pk=story.stranger.pk)


def test_the_operator_adds_one_and_its_administrator_goes_on(client: Client, operator: Person) -> None:
    client.force_login(operator)
    assert f"'{LIST}'" in client.get("/").content.decode().replace('"', "'"), "in the menu"
    assert NEW in client.get(LIST).content.decode()
    assert client.post(NEW, LILLVIK).status_code == 302
    assert client.post(NEW, LILLVIK).status_code == 302, "sent twice"
    added = Organisation.objects.get(name="Lillvik kommun")
    assert (added.identifier, added.country) == ("SE2120009935", "SE")
    [mail] = mails_to("eva@lillvik.example")
    assert "Lillvik kommun" in mail.subject
    assert "eva@lillvik.example is invited until" in client.get(LIST, {"q": "lillvik"}).content.decode()

    link = link_in(mail)
    eva = Client()
    account = {"given_name": "Eva", "family_name": "Å", "password": "a-good-long-password"}
    assert eva.post(link, {**account, "language": "en", "time_zone": "Europe/Stockholm"}).status_code == 302
    assert eva.get(f"/organisations/{added.pk}/").status_code == 200
    assert eva.get(LIST).status_code == 404, "who administers an organisation does not operate all"
    answer = client.post(NEW, {**LILLVIK, "email": "another@lillvik.example"})
    assert "has people here already" in answer.content.decode()


def test_one_that_a_customer_named_gets_its_administrator(client: Client, operator: Person) -> None:
    named = Organisation.objects.create(name="Fjord AB", identifier="SE5569009922", country="SE")
    client.force_login(operator)
    assert f"{NEW}?of={named.pk}" in client.get(LIST).content.decode()
    form = client.get(NEW, {"of": named.pk}).context["form"]
    assert (form["name"].value(), form["number"].value()) == ("Fjord AB", "SE5569009922")
    given = {"name": "Fjord AB", "number": "SE5569009922", "email": "new@fjord.example"}
    assert client.post(NEW, given).status_code == 302
    assert Organisation.objects.filter(name="Fjord AB").count() == 1
    assert len(mails_to("new@fjord.example")) == 1


def test_others_find_no_such_page(client: Client, story: Story) -> None:
    for name in ("administrator", "officer", "lead"):
        client.force_login(story.people[name])
        assert (client.get(LIST).status_code, client.get(NEW).status_code) == (404, 404)
        assert client.post(NEW, LILLVIK).status_code == 404
    assert not Organisation.objects.filter(name="Lillvik kommun").exists()


def test_what_is_wrong_is_told_where_it_was_typed(client: Client, operator: Person, story: Story) -> None:
    client.force_login(operator)
    for field, value in (("number", "hello"), ("number", story.customer.identifier), ("email", "nobody")):
        answer = client.post(NEW, {**LILLVIK, field: value})
        assert answer.context["form"][field].errors
        assert value in answer.content.decode()
        assert "Lillvik kommun" in answer.content.decode()
    assert not Organisation.objects.filter(name="Lillvik kommun").exists()
    # a check digit that does not fit is told, and no more: some registers have such numbers
    page = client.post(NEW, {**LILLVIK, "number": "SE2120009936"}, follow=True).content.decode()
    assert "its check digit does not fit" in page
    assert Organisation.objects.filter(identifier="SE2120009936").exists()


def test_the_command_does_the_same(operator: Person) -> None:
    said, told = StringIO(), StringIO()
    given = ["--number=212000-9936", "--country=SE", "--administrator=eva@lillvik.example"]
    call_command("add_organisation", "Lillvik kommun", *given, stdout=said, stderr=told)
    assert "eva@lillvik.example is invited" in said.getvalue()
    assert "SE2120009936" in told.getvalue(), "a wrong check digit is a warning"
    assert len(mails_to("eva@lillvik.example")) == 1
    with pytest.raises(CommandError, match="belongs to Lillvik kommun"):
        call_command("add_organisation", "Storvik kommun", *given)
    call_command("name_operator", operator.email, "--withdraw", stdout=StringIO())
    with pytest.raises(CommandError, match="name_operator"):
        call_command("add_organisation", "Storvik kommun", *given)
