"""Finding what a person may see by words in it. Strangers' things are never found."""

from typing import Final, TypeVar

from django.db.models import Model, Q, QuerySet

from agreements.register.models import Agreement
from agreements.register.selectors import with_words
from common.word_search import has_words
from governance.action_items.models import ActionItem
from governance.charter.models import CharterSection, CharterVersion
from governance.concerns.models import Concern
from governance.decisions.models import Decision
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.risks.models import Risk
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space
from partnerships.signing.models import SignOff
from portfolio.my_work.facts import SHOWN

Found = TypeVar("Found", bound=Model)
JOINT: Final = Q(space=Space.JOINT)


def partnerships(scope: AccessScope, words: str) -> QuerySet[Partnership]:
    fields = ("title", "reference", "customer__name", "supplier__name")
    return _shown(scope).filter(has_words(words, *fields))


def agreements(scope: AccessScope, words: str) -> QuerySet[Agreement]:
    """By a party's name only where the person sees the parties: a supplier is not to find another."""
    return with_words(Agreement.objects.seen_by(scope), words, scope)


def actions(scope: AccessScope, words: str) -> QuerySet[ActionItem]:
    """Of the joint space, and the person's own."""
    seen = JOINT | Q(owner=scope.person.pk)
    return _found(ActionItem.objects.filter(seen), scope, words, "title", "description")


def risks(scope: AccessScope, words: str) -> QuerySet[Risk]:
    """Of the joint space, and those that the person reviews or has put in."""
    seen = JOINT | Q(owner=scope.person.pk) | Q(created_by=scope.person.pk)
    return _found(Risk.objects.filter(seen), scope, words, "event", "cause", "effect")


def ideas(scope: AccessScope, words: str) -> QuerySet[Idea]:
    """Of the joint space, and what the person has raised."""
    seen = JOINT | Q(created_by=scope.person.pk)
    return _found(Idea.objects.filter(seen), scope, words, "title", "description", "hoped", "shown")


def lessons(scope: AccessScope, words: str) -> QuerySet[Lesson]:
    """Of the joint space, and what the person has written down."""
    seen = JOINT | Q(created_by=scope.person.pk)
    return _found(Lesson.objects.filter(seen), scope, words, "title", "happened", "learned", "words")


def concerns(scope: AccessScope, words: str) -> QuerySet[Concern]:
    """Of the joint space, and what the person has raised."""
    seen = JOINT | Q(raised_by=scope.person.pk)
    fields = ("title", "text", "effect", "wish", "outcome")
    return _found(Concern.objects.filter(seen), scope, words, *fields)


def charters(scope: AccessScope, words: str) -> QuerySet[CharterSection]:
    """Sections of the charters in force."""
    return CharterSection.objects.filter(
        has_words(words, "title", "text"),
        charter__partnership__among=_own(scope),
        charter__state=CharterVersion.State.CURRENT,
        removed_at=None,
    )


def sign_offs(scope: AccessScope, words: str) -> QuerySet[SignOff]:
    """By their titles."""
    return _found(SignOff.objects.all(), scope, words, "title")


def decisions(scope: AccessScope, words: str) -> QuerySet[Decision]:
    """What was decided together."""
    return _found(Decision.objects.filter(JOINT), scope, words, "title", "text")


def _shown(scope: AccessScope) -> QuerySet[Partnership]:
    return Partnership.objects.seen_by(scope).filter(state__in=SHOWN)


def _found(rows: QuerySet[Found], scope: AccessScope, words: str, *fields: str) -> QuerySet[Found]:
    """In the partnerships that are shown. These are found first, once for all kinds: by their numbers the
    database finds what belongs to them, instead of reading the words of everybody's."""
    return rows.filter(has_words(words, *fields), partnership__among=_own(scope))


def _own(scope: AccessScope) -> list[int]:
    return scope.once("shown", lambda: list(_shown(scope).order_by().values_list("pk", flat=True)))
