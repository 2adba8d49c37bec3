"""Concerns that stand on the level of a meeting: what both sides see, in the words in which it was raised."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.agendas.selectors import Fact, Offered, Source, Suggestion
from governance.agendas.sources import first_of_each
from governance.concerns.models import Concern
from governance.meetings.models import Meeting
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Space


def concerns(meetings: Sequence[Meeting], now: datetime) -> Offered:
    rows = Concern.objects.filter(
        partnership__in={meeting.partnership_id for meeting in meetings},
        space=Space.JOINT,
        state=Concern.State.OPEN,
        level__in={meeting.level for meeting in meetings},
    )
    columns = ("partnership_id", "level", "number", "title", "due_on")
    groups = first_of_each(meetings, rows, columns[:2], ("raised_at", "pk"), columns)
    return {
        meeting.pk: (_concern(row) for row in groups.get((meeting.partnership_id, meeting.level), []))
        for meeting in meetings
    }


def _concern(row: Any) -> Suggestion:
    why = _("to be settled by %(day)s") % {"day": date_format(row.due_on)} if row.due_on else ""
    return Suggestion("concern", str(row.number), f"C-{row.number}: {row.title}"[:200], why, 15)


def concern_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = Concern.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    found = {}
    for row in rows.select_related("raised_by"):
        row.partnership = partnership
        said = [
            (_("Raised by"), f"{row.raised_by.name}, {Side(row.raised_side).label}"),
            (_("What I see"), row.text),
            (_("What it does to us"), row.effect),
            (_("What I would wish"), row.wish),
            (_("Level"), str(row.get_level_display())),
        ]
        if row.outcome and not row.is_open:
            said.append((_("What we agreed"), row.outcome))
        found[str(row.number)] = Fact(row.get_absolute_url(), said)
    return found


def _page(reference: str, key: str) -> str:
    return reverse("concern", args=[reference, int(key)])


SOURCES: Final = (
    Source("concern", gettext_lazy("Concern"), "chat-heart", 40, concern_facts, _page, concerns),
)
