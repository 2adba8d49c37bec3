"""The register to take along, in the columns in which it can be brought back."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from common.tables.cells import clean
from governance.risks.importing.columns import COLUMNS
from governance.risks.models import Risk


def exported(risks: QuerySet[Risk]) -> Iterator[Risk]:
    return risks.select_related("owner").order_by("number").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [str(column.heading) for column in COLUMNS]


def _row(risk: Risk) -> list[Value]:
    return [
        risk.name, clean(risk.event), clean(risk.cause), clean(risk.effect),
        risk.likelihood, risk.impact_customer, risk.impact_supplier, *risk.targets,
        str(risk.get_bears_display()), str(risk.get_manages_display()), clean(risk.reason),
        clean(risk.owner.name), risk.review_on, str(risk.get_state_display()),
        str(risk.get_space_display()),
    ]  # fmt: skip


REGISTER = Export[Risk](gettext_lazy("Risks"), _headings, _row)
