"""The earlier imports of risks to take along."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value, moment
from governance.risks.importing.models import RiskImport


def exported(runs: QuerySet[RiskImport]) -> Iterator[RiskImport]:
    return runs.order_by("-created_at", "-pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [_("File"), _("Uploaded by"), _("Side"), _("Uploaded"), _("State"), _("What went wrong")]


def _row(run: RiskImport) -> list[Value]:
    return [
        "; ".join(file["name"] for file in run.files), run.person.name, str(run.get_side_display()),
        moment(run.created_at), str(run.get_state_display()), run.problem,
    ]  # fmt: skip


IMPORTS = Export[RiskImport](gettext_lazy("Imports of risks"), _headings, _row)
