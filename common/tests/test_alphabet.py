"""Names stand where a reader of the language looks for them, whatever the database."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from common.alphabet import InAlphabet, by_alphabet, key_of
from common.paging import ByName, page_of
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from tests.story import Story, new_person

MIDDLE = "Élan Eva Eva-Lena"
BEGIN = f"3M Abel ahlin Andersson {MIDDLE} Müller Möller Zorn"
NAMES = {
    "sv": f"{BEGIN} Ågren Ås Ärlig Öberg Østby".split(),
    "nb": f"{BEGIN} Ärlig Öberg Østby Ågren Ås Aasen".split(),
    "en": f"3M Aasen Abel Ågren ahlin Ärlig Ås {MIDDLE} Möller Müller Öberg Østby Zorn".split(),
}


@pytest.mark.parametrize("language", NAMES)
def test_python_sorts_as_the_language_does(language: str) -> None:
    names = NAMES[language]
    with translation.override(language):
        assert sorted(set(names), key=by_alphabet) == names


@pytest.mark.django_db
@pytest.mark.parametrize("language", NAMES)
def test_so_does_the_database_and_a_page_begins_where_the_last_one_ended(language: str) -> None:
    names = NAMES[language]
    for number, name in enumerate([*reversed(names), "Ås", "Ås", "Zorn"]):
        Organisation.objects.create(name=name, identifier=f"X{number}")
    wanted = sorted([*names, "Ås", "Ås", "Zorn"], key=names.index)
    shown: list[Any] = []
    with translation.override(language):
        found = Organisation.objects.order_by(InAlphabet("name"), "pk")
        assert [one.name for one in found] == wanted
        query = "?"
        while query:
            rows = Organisation.objects.values_list("pk", "name", named=True)
            page = page_of(rows, (ByName("name"), "pk"), QueryDict(query[1:]), 4)
            shown += page.rows
            query = page.next_url
    assert [row.name for row in shown] == wanted
    assert len({row.pk for row in shown}) == len(wanted), "each once"


def test_a_key_is_of_one_text_alone() -> None:
    texts = ["Eva-Lena", "Eva Lena", "eva lena", "Éva Lena", "{va", "|va", "Æ", "Ä", "Aa", "Å"]
    for language in ("sv", "nb", "en", "xx", ""):
        assert len({key_of(text, language) for text in texts}) == len(texts)
    letters, dots = (key_of(text, "sv").split("\x01")[0] for text in ("Öberg", "O\u0308berg"))
    assert letters == dots


def test_people_and_partnerships_are_listed_as_their_reader_reads(story: Story, client: Client) -> None:
    for number, name in enumerate(("Åke", "Ärla", "Östen", "Zita", "Øyvind", "Ægir")):
        role = Role.objects.get(person=story.member)
        role.pk, role.person = None, new_person(name, "Ek", story.customer)
        role.save()
        road = Partnership.objects.get(pk=story.partnership.pk)
        road.pk, road.reference, road.title = None, f"road-{number}", f"{name}s väg"
        road.save()
        role = Role.objects.get(person=story.lead, partnership=story.partnership)
        role.pk, role.partnership = None, road
        role.save()
    client.force_login(story.lead)
    for language, order in {
        "sv": ["Zita", "Åke", "Ægir", "Ärla", "Östen", "Øyvind"],
        "nb": ["Zita", "Ægir", "Øyvind", "Åke"],
        "en": ["Ægir", "Åke", "Ärla", "Östen", "Øyvind", "Zita"],
    }.items():
        Person.objects.filter(pk=story.lead.pk).update(language=language)
        for url, ending in (("/partnerships/", "s väg"), ("/p/school/people/", " Ek")):
            page = client.get(url).content.decode()
            places = [page.rindex(f"{name}{ending}") for name in order]
            assert places == sorted(places), (language, url)
