"""One's own settings."""

from django.test import Client
from django.utils import translation

from accounts.people.models import Person
from accounts.people.time_zones import time_zone_choices
from tests.story import Story

ABOUT = {"given_name": "Karin", "family_name": "Lind-Berg", "language": "en", "time_zone": "Europe/Oslo"}


def test_a_person_changes_their_own_name_and_time_zone(client: Client, story: Story) -> None:
    assert client.get("/profile/")["Location"] == "/account/login/?next=/profile/"
    client.force_login(story.lead)
    assert "Fyrstads kommun" in client.get("/profile/").content.decode()
    assert client.post("/profile/", ABOUT)["Location"] == "/profile/"
    lead = Person.objects.get(pk=story.lead.pk)
    assert (lead.name, lead.time_zone) == ("Karin Lind-Berg", "Europe/Oslo")
    assert Person.objects.get(pk=story.sro.pk).name == "Anna Hedlund"


def test_what_is_wrong_is_told_and_kept(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    for wrong in ({"given_name": ""}, {"time_zone": "Mars/Crater"}, {"language": "tlh"}):
        answer = client.post("/profile/", {**ABOUT, **wrong})
        (field,) = wrong
        assert answer.context["form"].errors.keys() == {field}
        assert "Lind-Berg" in answer.content.decode()


def test_an_old_name_of_a_time_zone_stays_until_one_changes_it(client: Client, story: Story) -> None:
    Person.objects.filter(pk=story.lead.pk).update(time_zone="CET")
    client.force_login(story.lead)
    assert '<option value="CET" selected>' in client.get("/profile/").content.decode()


def test_whoever_is_signed_in_reads_their_own_language(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post("/profile/", {**ABOUT, "language": "sv"})
    answer = client.get("/profile/", headers={"accept-language": "nb"})
    assert answer["Content-Language"] == "sv"
    assert '<html lang="sv"' in answer.content.decode()


def test_whoever_is_not_signed_in_reads_the_browsers_language_or_the_one_they_choose(client: Client) -> None:
    client.raise_request_exception = True
    nb = {"accept-language": "nb-NO,nb;q=0.9,en;q=0.8"}
    assert '<html lang="nb"' in client.get("/account/login/?next=/search/", headers=nb).content.decode()
    chosen = client.post("/language/", {"language": "sv", "next": "/account/login/?next=/search/"})
    assert chosen["Location"] == "/account/login/?next=/search/"
    assert '<html lang="sv"' in client.get("/account/login/", headers=nb).content.decode()


def test_a_choice_of_language_leads_nowhere_else(client: Client) -> None:
    assert client.post("/language/", {"language": "sv", "next": "https://evil.example/"})["Location"] == "/"


def test_the_zones_of_the_neighbourhood_come_first_in_the_readers_words_and_each_once() -> None:
    with translation.override("sv"):
        groups = time_zone_choices()
    first = dict(groups[0][1])
    assert list(first)[:3] == ["Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen"]
    assert first["Europe/Copenhagen"] == "Köpenhamn"
    names = [name for _label, zones in groups for name, _spoken in zones]
    assert len(names) == len(set(names)) > 300
