"""Early warnings that are open come up in meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.prepared import GivenList
from governance.agendas.candidates import FirstOfEach, name_and_side
from governance.agendas.selectors import Fact, Offered, Source, Suggestion, offer_to_agendas
from governance.meetings.models import Meeting
from governance.warnings.models import EarlyWarning
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space

warnings_page = page("warnings")


BY: Final = ("raised_side", "raised_by__given_name", "raised_by__family_name")
OPEN = FirstOfEach(
    lambda: EarlyWarning.objects.filter(
        partnership__among=GivenList("partnerships"), space=Space.JOINT, closed_at=None
    ),
    group=("partnership_id",),
    order=("raised_at", "pk"),
    columns=("partnership_id", "pk", "text", *BY),
)


def open_warnings(meetings: Sequence[Meeting], now: datetime) -> Offered:
    groups = OPEN.of(meetings)
    return {
        meeting.pk: (_suggestion(row) for row in groups.get((meeting.partnership_id,), []))
        for meeting in meetings
    }


def _suggestion(row: Any) -> Suggestion:
    name = f"{row.raised_by__given_name} {row.raised_by__family_name}".strip()
    return Suggestion("warning", str(row.pk), row.text, name_and_side(name, row.raised_side))


def facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = EarlyWarning.objects.filter(partnership=partnership, space=Space.JOINT, pk__in=keys)
    found = {}
    for row in rows.select_related("raised_by"):
        row.partnership = partnership
        said = [
            (_("Raised by"), name_and_side(row.raised_by.name, row.raised_side)),
            (_("On"), date_format(timezone.localtime(row.raised_at).date())),
        ]
        if row.closed_at:
            closed = date_format(timezone.localtime(row.closed_at).date())
            said.append((_("Closed by both sides"), closed))
        found[str(row.pk)] = Fact(row.get_absolute_url(), said)
    return found


offer_to_agendas(
    Source(
        kind="warning",
        label=gettext_lazy("Early warning"),
        icon="megaphone",
        position=50,
        facts=facts,
        url=lambda reference, _key: warnings_page(reference),
        find=open_warnings,
    )
)
