"""The list of files to take along, as it is filtered."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from partnerships.files.listing import about_in_words
from partnerships.files.models import Attachment


def exported(rows: QuerySet[Attachment]) -> Iterator[Attachment]:
    return rows.order_by("-added_at", "-pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("File"), _("What it is"), _("Kind"), _("About"), _("Size in bytes"), _("Added by"), _("Side"),
        _("Added on"), _("Who sees it"),
    ]  # fmt: skip


def _row(one: Attachment) -> list[Value]:
    return [
        one.name, one.note, str(one.get_group_display()), about_in_words(one), one.size, one.added_by.name,
        str(one.get_side_display()), timezone.localtime(one.added_at).date(), str(one.get_space_display()),
    ]  # fmt: skip


FILES = Export[Attachment](gettext_lazy("Files"), _headings, _row)
