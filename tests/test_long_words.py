"""Names, titles and texts of one long word, in every kind of document: nothing runs out of its column or
off the paper, and nothing is cut."""

from collections.abc import Callable

import pytest

from partnerships.people.models import Role
from tests.every_document import DOCUMENTS
from tests.on_paper import stays_on_paper
from tests.story import Story

pytestmark = pytest.mark.django_db

COMPOUND = "Fastighetsförvaltningsupphandlingssamordningsorganisationen"
LONG = {
    "59 letters": COMPOUND,
    "200 letters": (COMPOUND.lower() * 4)[:200],
    "an address": ("https://avtal.fyrstad.example/samverkan/" + "bilaga_7/" * 20)[:200],
    "200 wide letters": "W" * 200,
}


@pytest.fixture(params=list(LONG.values()), ids=list(LONG))
def word(request: pytest.FixtureRequest, story: Story) -> str:
    """Everybody and everything is called so; as far as there is room for it."""
    word: str = request.param
    for organisation in (story.customer, story.supplier):
        organisation.name = word
        organisation.save()
    story.partnership.title = word
    story.partnership.save()
    for name in ("sro", "srie", "lead", "supplier_lead", "member", "supplier_member"):
        story.people[name].given_name = story.people[name].family_name = word[:80]
        story.people[name].save()
    Role.objects.update(responsibilities=word, authority=f"{word} {word}")
    Role.objects.filter(side="supplier").update(face="strategic_partner")
    Role.objects.filter(person=story.lead).update(peer=Role.objects.get(person=story.supplier_lead))
    return word


@pytest.mark.parametrize("make", DOCUMENTS.values(), ids=list(DOCUMENTS))
def test_a_long_word_stays_on_paper(
    story: Story, word: str, make: Callable[[Story, str, str], bytes]
) -> None:
    stays_on_paper(make(story, word, "en"), word)
