"""The earlier imports of a register to take along."""

from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value, moment
from partnerships.access.list_exports import ListExport
from partnerships.importing.models import TableImport
from partnerships.importing.views import RegisterView


def _headings() -> list[str]:
    return [_("File"), _("Uploaded by"), _("Side"), _("Uploaded"), _("State"), _("What went wrong")]


def _row(run: TableImport) -> list[Value]:
    return [
        "; ".join(file["name"] for file in run.files), run.person.name, str(run.get_side_display()),
        moment(run.created_at), str(run.get_state_display()), run.problem,
    ]  # fmt: skip


class TableImportsExport(ListExport, RegisterView):
    abstract = True
    export: ClassVar[Export[TableImport]] = Export(gettext_lazy("Imports"), _headings, _row)

    def items(self) -> Iterator[TableImport]:
        runs: Iterator[TableImport] = (
            self.listed().order_by("-created_at", "-pk").iterator(chunk_size=AT_ONCE)
        )
        return runs
