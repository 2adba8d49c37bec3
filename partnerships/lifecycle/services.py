from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import formats

from outbox.queueing import queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle import emails
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.recipients import leads
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

EDITABLE = ("title", "category", "stage", "start", "end")


@transaction.atomic
def edit_partnership(*, actor: Actor, version: int, **fields: Any) -> Partnership:
    """Change title, category, stage or dates; the other side's leads are told."""
    if not actor.may("edit_partnership"):
        raise PermissionDenied
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"Not to be edited: {', '.join(sorted(unknown))}")
    partnership = lock_partnership(actor)
    refuse_stale(partnership, version, partnership=partnership, kinds="partnership.")
    before = {name: getattr(partnership, name) for name in EDITABLE}
    shown_before = _shown(partnership)
    for name, value in fields.items():
        setattr(partnership, name, value)
    changed = [name for name in EDITABLE if getattr(partnership, name) != before[name]]
    if not changed:
        return partnership
    partnership.full_clean()
    partnership.version += 1
    partnership.save()
    record(
        partnership=partnership,
        person=actor.person,
        kind="partnership.edited",
        subject=partnership.title,
        change={name: [str(before[name]), str(getattr(partnership, name))] for name in changed},
    )
    if partnership.is_binding:
        shown = _shown(partnership)
        rows = [(shown[name][0], shown_before[name][1], shown[name][1]) for name in changed]
        side = actor.side.other
        queue_all(
            emails.partnership_edited(partnership, side, to, actor.person, rows)
            for to in leads(partnership, side)
        )
    return partnership


def _shown(partnership: Partnership) -> dict[str, tuple[str, str]]:
    """Each field's name and value as people read them."""
    values = {
        "title": partnership.title,
        "category": partnership.get_category_display(),
        "stage": partnership.get_stage_display(),
        "start": formats.date_format(partnership.start, "Y-m-d"),
        "end": formats.date_format(partnership.end, "Y-m-d"),
    }
    names = {field.name: str(field.verbose_name) for field in partnership._meta.fields}
    return {name: (names[name], str(value)) for name, value in values.items()}
