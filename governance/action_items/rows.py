"""Actions as the lists show them: each line worded once, from plain columns."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import CharField, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.prepared import Given
from common.stored_words import in_own_language
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Side, Space

#: What is read of each.
COLUMNS: Final = (
    "pk", "number", "title", "level", "origin_label", "space", "state", "due", "done_at", "owner_side",
    "owner__given_name", "owner__family_name",
)  # fmt: skip


SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    pk: int
    title: str
    url: str
    complete_url: str
    #: What its button says to those who cannot see it.
    tick: str
    level: str
    origin: str
    is_joint: bool
    owner: str
    initials: str
    side: str
    side_label: str
    is_done: bool
    is_late: bool
    when: str


#: What came from one thing, the open ones first.
FROM = PreparedForActor(
    lambda anyone: (
        ActionItem.objects.visible_to(anyone)
        .filter(origin_key=Given("origin", CharField()))
        .order_by("state", "due", "pk")
        .values_list(*COLUMNS, named=True)[:SHOWN]
    )
)


def lines_from(origin_key: str, actor: Actor) -> list[Line]:
    return lines(FROM.by(actor, origin=origin_key), actor.partnership)


def lines_of(actions: QuerySet[ActionItem], partnership: Partnership) -> list[Line]:
    """Of actions of one partnership, in their order."""
    return lines(actions.values_list(*COLUMNS, named=True), partnership)


def lines(rows: Any, partnership: Partnership) -> list[Line]:
    """Of rows with ``COLUMNS``."""
    reference, today = partnership.reference, partnership.today()
    levels = {level.value: str(level.label) for level in Level}
    sides = {side.value: str(side.label) for side in Side}
    found = []
    for row in rows:
        is_done = row.state == ActionItem.State.DONE
        tick = _("Open again: %(title)s") if is_done else _("Done: %(title)s")
        found.append(
            Line(
                pk=row.pk,
                title=row.title,
                url=reverse("action", args=[reference, row.number]),
                complete_url=reverse("complete_action", args=[reference, row.number]),
                tick=tick % {"title": row.title},
                level=levels[row.level],
                origin=_("from %(origin)s") % {"origin": in_own_language(row.origin_label)}
                if row.origin_label
                else "",
                is_joint=row.space == Space.JOINT,
                owner=f"{row.owner__given_name} {row.owner__family_name}".strip(),
                initials=(row.owner__given_name[:1] + row.owner__family_name[:1]).upper(),
                side=row.owner_side,
                side_label=sides[row.owner_side],
                is_done=is_done,
                is_late=not is_done and row.due < today,
                when=_when(row, today),
            )
        )
    return found


def _when(row: Any, today: date) -> str:
    if row.state == ActionItem.State.DONE:
        day = date_format(timezone.localtime(row.done_at), "SHORT_DATE_FORMAT") if row.done_at else ""
        return _("done %(day)s") % {"day": day}
    late = (today - row.due).days
    if late > 0:
        return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
    day = date_format(row.due, "SHORT_DATE_FORMAT" if row.due.year == today.year else "MEDIUM_FORMAT")
    return _("by %(day)s") % {"day": day}
