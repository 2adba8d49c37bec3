from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from outbox.queueing import queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle import emails
from partnerships.lifecycle.changes import BINDING, propose_changes
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.recipients import leads
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

EDITABLE = ("title", "category", "stage", "start", "end")


@transaction.atomic
def edit_partnership(*, actor: Actor, version: int, reason: str = "", **fields: Any) -> Partnership:
    """Change title, category, stage or dates. Until it binds, the customer decides alone. Then only the title
    is changed at once, and the other side's leads are told; the rest is proposed to them, with a reason."""
    if not actor.may("edit_partnership"):
        raise PermissionDenied
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"Not to be edited: {', '.join(sorted(unknown))}")
    partnership = lock_partnership(actor)
    refuse_stale(partnership, version, partnership=partnership, kinds="partnership.")
    if partnership.is_binding:
        wanted = {name: fields.pop(name) for name in BINDING if name in fields}
        propose_changes(actor=actor, partnership=partnership, wanted=wanted, reason=reason)
    return _change(actor, partnership, fields)


def _change(actor: Actor, partnership: Partnership, fields: dict[str, Any]) -> Partnership:
    before = {name: getattr(partnership, name) for name in fields}
    for name, value in fields.items():
        setattr(partnership, name, value)
    changed = [name for name in fields if getattr(partnership, name) != before[name]]
    if not changed:
        return partnership
    partnership.full_clean()
    partnership.version += 1
    partnership.save()
    change = {name: [str(before[name]), str(getattr(partnership, name))] for name in changed}
    record(
        partnership=partnership,
        person=actor.person,
        kind="partnership.edited",
        subject=partnership.title,
        change=change,
    )
    if partnership.is_binding:
        side = actor.side.other
        queue_all(
            emails.partnership_edited(partnership, side, to, actor.person, change)
            for to in leads(partnership, side)
        )
    return partnership
