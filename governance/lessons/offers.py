"""Lessons carry files, from the side to which they belong, and are found by words."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.offers import page
from governance.lessons.models import Lesson
from partnerships.files.targets import offer_attachments
from partnerships.search.kinds import (
    Names,
    SearchKind,
    SearchResult,
    Shown,
    Words,
    offer_to_search,
    records_with_words,
)
from partnerships.timeline.words import name_values

lesson_page = page("lesson")


def find(shown: Shown, words: Words) -> QuerySet[Lesson]:
    return records_with_words(Lesson, shown, words, "title", "happened", "learned", "words")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = lesson_page(home.reference, row.number)
    return SearchResult(row.title, url, home.title, chip=str(Lesson.Category(row.category).label))


offer_attachments(
    "lesson",
    Lesson,
    label=_("Lesson"),
    permission="change_lesson",
    may_change=lambda actor, lesson: bool(lesson.side == actor.side),
)
name_values("category", Lesson.Category.choices)
offer_to_search(
    SearchKind(
        key="lessons",
        position=70,
        title=_("Lessons"),
        icon="journal-text",
        find=find,
        order=("-created_at", "-pk"),
        columns=("pk", "number", "title", "category", "created_at", "partnership"),
        look=look,
        letter="L",
    )
)
