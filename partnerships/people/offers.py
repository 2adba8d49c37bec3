"""What somebody who leaves an organisation would leave open here, and what waits for one who joins it. People
are found by their names."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.invitations.joining import Joining, on_joining
from accounts.organisations.leaving import ask_before_leaving
from common.offers import page
from common.stored_words import offer_stored_words
from common.word_search import has_words
from partnerships.people.inviting import give_invited_roles, lock_partnerships
from partnerships.people.leaving import left_open_by
from partnerships.people.models import Role
from partnerships.search.kinds import Names, SearchKind, SearchResult, Shown, Words, offer_to_search
from partnerships.sides import Part, Side

people_page = page("people")


def find(shown: Shown, words: Words) -> QuerySet[Role]:
    """Who does what now is known to both sides."""
    named = has_words(words, "person__given_name", "person__family_name", "person__email")
    return Role.objects.current().filter(named, partnership__among=shown.partnerships)


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    name = f"{row.person__given_name} {row.person__family_name}".strip()
    more = f"{home.title} · {Part(row.part).label}"
    return SearchResult(name, people_page(home.reference), more, chip=str(Side(row.side).label))


ask_before_leaving(left_open_by)
on_joining(Joining(lock_partnerships, give_invited_roles))
offer_to_search(
    SearchKind(
        key="people",
        position=25,
        title=_("People"),
        icon="person",
        find=find,
        order=("person__given_name", "person__family_name", "pk"),
        columns=("pk", "person__given_name", "person__family_name", "part", "side", "partnership"),
        look=look,
        # who counts today is asked by the day
        is_prepared=False,
    )
)
offer_stored_words(lambda: [*Part.labels, *Side.labels])
