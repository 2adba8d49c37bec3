"""Finding what a person may see by words in it. Strangers' things are never found."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from agreements.listing import with_words
from agreements.models import Agreement
from governance.models import Action, CharterSection, CharterVersion, Concern, Decision, Idea, Lesson, Risk
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
    """Of the joint space, and the person's own."""
    found = Action.objects.filter(Q(space=Space.JOINT) | Q(owner=standing.person))
    return _with(_within(found, standing), words, "title", "description")


def risks(standing: Standing, words: str) -> QuerySet[Risk]:
    """Of the joint space, and those that the person reviews or has put in."""
    own = Q(owner=standing.person) | Q(created_by=standing.person)
    found = Risk.objects.filter(Q(space=Space.JOINT) | own)
    return _with(_within(found, standing), words, "event", "cause", "effect")


def ideas(standing: Standing, words: str) -> QuerySet[Idea]:
    """Of the joint space, and what the person has raised."""
    found = Idea.objects.filter(Q(space=Space.JOINT) | Q(created_by=standing.person))
    return _with(_within(found, standing), words, "title", "description", "hoped", "shown")


def lessons(standing: Standing, words: str) -> QuerySet[Lesson]:
    """Of the joint space, and what the person has written down."""
    found = Lesson.objects.filter(Q(space=Space.JOINT) | Q(created_by=standing.person))
    return _with(_within(found, standing), words, "title", "happened", "learned", "words")


def concerns(standing: Standing, words: str) -> QuerySet[Concern]:
    """Of the joint space, and what the person has raised."""
    found = Concern.objects.filter(Q(space=Space.JOINT) | Q(raised_by=standing.person))
    return _with(_within(found, standing), words, "title", "text", "effect", "wish", "outcome")


def charters(standing: Standing, words: str) -> QuerySet[CharterSection]:
    """Sections of the charters in force."""
    found = CharterSection.objects.filter(
        charter__partnership__among=_own(standing),
        charter__state=CharterVersion.State.CURRENT,
        removed_at=None,
    )
    return _with(found, words, "title", "text")


def sign_offs(standing: Standing, words: str) -> QuerySet[SignOff]:
    """By their titles."""
    return _with(_within(SignOff.objects.all(), standing), words, "title")


def decisions(standing: Standing, words: str) -> QuerySet[Decision]:
    """What was decided together."""
    joint = Decision.objects.filter(space=Space.JOINT)
    return _with(_within(joint, standing), words, "title", "text")


def _shown(standing: Standing) -> QuerySet[Partnership]:
    return Partnership.objects.seen_by(standing).filter(state__in=SHOWN)


def _within(found: QuerySet[Found], standing: Standing) -> QuerySet[Found]:
    """In the partnerships that are shown. These are found first, once for all kinds: by their numbers the
    database finds what belongs to them, instead of reading the words of everybody's."""
    return found.filter(partnership__among=_own(standing))


def _own(standing: Standing) -> list[int]:
    return standing.once("shown", lambda: list(_shown(standing).order_by().values_list("pk", flat=True)))


def _with(found: QuerySet[Found], words: str, *fields: str) -> QuerySet[Found]:
    for word in words_in(words):
        found = found.filter(has_word(word, *fields))
    return found
