"""The lists of lessons to take along, as they are filtered: those of a partnership, and those that a whole
organisation reads."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.lessons.models import Lesson

#: Of a lesson outside its partnership nothing but this is told.
TOLD_OUTSIDE = ("title", "category", "learned", "for_whom", "words", "side", "shared_at")


def exported(rows: QuerySet[Lesson]) -> Iterator[Lesson]:
    return rows.select_related("created_by").order_by("number").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Number"), _("Lesson"), _("Category"), _("What happened"), _("What we learned"), _("For whom"),
        _("Search words"), _("Added by"), _("Side"), _("Added on"), _("Who sees it"),
    ]  # fmt: skip


def _row(one: Lesson) -> list[Value]:
    return [
        one.number, one.title, str(one.get_category_display()), one.happened, one.learned, one.for_whom,
        one.words, one.created_by.name, str(one.get_side_display()),
        timezone.localtime(one.created_at).date(), str(one.get_space_display()),
    ]  # fmt: skip


def exported_outside(rows: QuerySet[Lesson]) -> Iterator[Lesson]:
    return rows.only(*TOLD_OUTSIDE).order_by("-shared_at", "-pk").iterator(chunk_size=AT_ONCE)


def _headings_outside() -> list[str]:
    return [
        _("Lesson"), _("Category"), _("What we learned"), _("For whom"), _("Search words"),
        _("Learned as"), _("Shared on"),
    ]  # fmt: skip


def _row_outside(one: Lesson) -> list[Value]:
    return [
        one.title, str(one.get_category_display()), one.learned, one.for_whom, one.words,
        str(one.get_side_display()),
        timezone.localtime(one.shared_at).date() if one.shared_at else None,
    ]  # fmt: skip


LESSONS = Export[Lesson](gettext_lazy("Lessons"), _headings, _row)
SHARED_LESSONS = Export[Lesson](gettext_lazy("Our lessons"), _headings_outside, _row_outside)
