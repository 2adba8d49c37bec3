"""Finding what a person may see by words in it. Strangers' things are never found."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from agreements.listing import with_words
from agreements.models import Agreement
from governance.models import Action, Concern, Decision
from partnering.words import has_word, words_in
from partnerships.models import Partnership, SignOff
from partnerships.sides import Space
from partnerships.standing import Standing
from portfolio.desk import SHOWN

Found = TypeVar("Found", bound=Model)


def partnerships(standing: Standing, words: str) -> QuerySet[Partnership]:
    return _with(_shown(standing), words, "title", "reference", "customer__name", "supplier__name")


def agreements(standing: Standing, words: str) -> QuerySet[Agreement]:
    """By a party's name only where the person sees the parties: a supplier is not to find another."""
    return with_words(Agreement.objects.seen_by(standing), words, standing)


def actions(standing: Standing, words: str) -> QuerySet[Action]:
    """Of the joint space, and the person's own. The partnerships are found first: by their numbers the
    database finds their actions, instead of reading the words of everybody's."""
    found = Action.objects.filter(
        Q(space=Space.JOINT) | Q(owner=standing.person),
        partnership__among=list(_shown(standing).order_by().values_list("pk", flat=True)),
    )
    return _with(found, words, "title", "description")


def concerns(standing: Standing, words: str) -> QuerySet[Concern]:
    """Of the joint space, and what the person has raised."""
    found = Concern.objects.filter(
        Q(space=Space.JOINT) | Q(raised_by=standing.person),
        partnership__among=list(_shown(standing).order_by().values_list("pk", flat=True)),
    )
    return _with(found, words, "title", "text", "effect", "wish", "outcome")


def sign_offs(standing: Standing, words: str) -> QuerySet[SignOff]:
    """By their titles; the partnerships are found first, as for actions."""
    own = list(_shown(standing).order_by().values_list("pk", flat=True))
    return _with(SignOff.objects.filter(partnership__among=own), words, "title")


def decisions(standing: Standing, words: str) -> QuerySet[Decision]:
    """What was decided together; the partnerships are found first, as for actions."""
    own = list(_shown(standing).order_by().values_list("pk", flat=True))
    return _with(Decision.objects.filter(partnership__among=own, space=Space.JOINT), words, "title", "text")


def _shown(standing: Standing) -> QuerySet[Partnership]:
    return Partnership.objects.seen_by(standing).filter(state__in=SHOWN)


def _with(found: QuerySet[Found], words: str, *fields: str) -> QuerySet[Found]:
    for word in words_in(words):
        found = found.filter(has_word(word, *fields))
    return found
