"""Decisions: taken in a meeting, written with its minutes, signed and sealed with them."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.agendas.models import AgendaItem
from governance.decisions.models import Decision
from governance.minutes.models import Minutes
from governance.minutes.services import hold_editing_lock
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

#: What a field is called on the timeline, where it is not by its own name.
FACTS: Final = {"text": "description"}
WORDS: Final = ("title", "text", "moved_back")


@transaction.atomic
def add_decision(
    *,
    actor: Actor,
    minutes: Minutes,
    title: str,
    text: str = "",
    item: AgendaItem | None = None,
    takes_over: bool = False,
    moved_back: str = "",
    replaces: Decision | None = None,
) -> Decision:
    """Write down what was decided. Whoever does so holds the editing lock, or takes it
    where it is free."""
    partnership = lock_partnership(actor)
    minutes = hold_editing_lock(actor, minutes)
    if item:
        item = lock_for_update(item, actor)  # nobody takes it off the agenda meanwhile
    meeting = minutes.meeting
    decision = Decision(
        partnership=partnership,
        space=minutes.space,
        number=next_number(Decision, partnership),
        meeting=meeting,
        board_id=meeting.board_id,
        level=meeting.level,
        taken_on=meeting.starts_at.astimezone(meeting.zone).date(),
        created_by=actor.person,
    )
    said = {"title": title, "text": text, "takes_over": takes_over, "moved_back": moved_back}
    _say(decision, {**said, "item": item, "replaces": replaces})
    decision.save()
    _record(actor, decision, "decision.taken")
    return decision


@transaction.atomic
def edit_decision(*, actor: Actor, decision: Decision, version: int, **said: Any) -> Decision:
    """Change what was written, until the minutes are submitted for signature."""
    decision = _own(actor, decision)
    about = {"number": decision.number}
    refuse_stale(decision, version, partnership=decision.partnership, kinds="decision.", about=about)
    before = {name: getattr(decision, name) for name in said}
    _say(decision, said)
    change = {
        FACTS.get(name, name): [str(old or ""), str(getattr(decision, name) or "")]
        for name, old in before.items()
        if getattr(decision, name) != old
    }
    if not change:
        return decision
    decision.version += 1
    decision.save()
    _record(actor, decision, "decision.edited", change)
    return decision


@transaction.atomic
def withdraw_decision(*, actor: Actor, decision: Decision) -> None:
    """It was not decided after all, or written down by mistake. Nobody has signed it."""
    decision = _own(actor, decision, to_delete=True)
    _record(actor, decision, "decision.withdrawn")
    decision.delete()


def _own(actor: Actor, decision: Decision, *, to_delete: bool = False) -> Decision:
    """The decision as it is now, locked, for one who holds the editing lock."""
    minutes = Minutes.objects.filter(meeting=decision.meeting_id).select_related("meeting").first()
    if minutes is None:
        raise PermissionDenied
    hold_editing_lock(actor, minutes)
    return lock_for_update(decision, actor, "meeting", to_delete=to_delete)


def _say(decision: Decision, said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        setattr(decision, name, value.strip() if name in WORDS else value)
    if not decision.takes_over:
        decision.moved_back = ""
    item, earlier = decision.item, decision.replaces
    if item and item.meeting_id != decision.meeting_id:
        raise ValidationError({"item": _("This is on the agenda of another meeting.")})
    if earlier and (earlier.partnership_id != decision.partnership_id or not earlier.is_sealed):
        refusal = _("Only a decision that both sides have signed can be replaced.")
        raise ValidationError({"replaces": refusal})
    decision.full_clean()


def _record(actor: Actor, decision: Decision, kind: str, change: Mapping[str, object] | None = None) -> None:
    record(
        partnership=decision.partnership,
        person=actor.person,
        kind=kind,
        subject=str(decision)[:255],
        space=decision.space,
        change={"number": decision.number, **(change or {})},
    )
