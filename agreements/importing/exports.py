"""The earlier imports to take along."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.importing.models import ImportRun
from common.exports import AT_ONCE, Export, Value, moment


def exported(runs: QuerySet[ImportRun]) -> Iterator[ImportRun]:
    return runs.order_by("-created_at", "-pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [_("Files"), _("Register"), _("Uploaded by"), _("Uploaded"), _("State"), _("What went wrong")]


def _row(run: ImportRun) -> list[Value]:
    return [
        "; ".join(file["name"] for file in run.files), run.organisation.name, run.person.name,
        moment(run.created_at), str(run.get_state_display()), run.problem,
    ]  # fmt: skip


IMPORTS = Export[ImportRun](gettext_lazy("Imports of agreements"), _headings, _row)
