"""What binds both sides is agreed by both: one side proposes a change, the other accepts or declines it."""

from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locks import locked
from outbox.queueing import queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle import emails
from partnerships.lifecycle.ending import stop_everything
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.lifecycle.recipients import still_belongs, who_agrees
from partnerships.sides import Side, Stage
from partnerships.timeline.services import event_time, record

Kind, State = ChangeProposal.Kind, ChangeProposal.State

#: What binds both sides of a partnership, by the kind of change that it takes.
BINDING: Final = {"start": Kind.PERIOD, "end": Kind.PERIOD, "category": Kind.CATEGORY, "stage": Kind.STAGE}
DAYS: Final = ("start", "end")


def propose_changes(
    *, actor: Actor, partnership: Partnership, wanted: dict[str, Any], reason: str
) -> list[ChangeProposal]:
    """Propose what differs from the partnership as it is, one proposal for each kind. ``edit_partnership``
    calls it, with the partnership locked."""
    by_kind: dict[str, dict[str, Any]] = {}
    for name, value in wanted.items():
        if value != getattr(partnership, name):
            kind = Kind.ENDING if (name, value) == ("stage", Stage.ENDED) else BINDING[name]
            by_kind.setdefault(kind, {})[name] = [_stored(getattr(partnership, name)), _stored(value)]
    if not by_kind:
        return []
    if not reason.strip():
        raise ValidationError({"reason": _("Please say why, so that the other side can agree.")})
    _check(partnership, wanted)
    return [_propose(actor, partnership, kind, change, reason) for kind, change in by_kind.items()]


def _propose(
    actor: Actor, partnership: Partnership, kind: str, change: dict[str, Any], reason: str
) -> ChangeProposal:
    if partnership.change_proposals.filter(kind=kind, state=State.OPEN).exists():
        refusal = _("Another change of this waits for an answer. It has to be answered or withdrawn first.")
        raise ValidationError({next(iter(change)): refusal})
    proposal = ChangeProposal(
        partnership=partnership,
        kind=kind,
        change=change,
        reason=reason.strip(),
        side=actor.side,
        proposed_by=actor.person,
        proposed_at=event_time(),
    )
    proposal.full_clean()
    proposal.save()
    _record(actor, proposal, "partnership.change_proposed", {**change, "reason": proposal.reason})
    queue_all(emails.change_proposed(proposal, to) for to in who_agrees(partnership, proposal.asked_side))
    return proposal


@transaction.atomic
def accept_change(*, actor: Actor, proposal: ChangeProposal, note: str = "") -> Partnership:
    """Agree for the side that was asked: what was proposed is so from now on."""
    partnership = lock_partnership(actor)
    proposal = _lock(partnership, proposal)
    _check_asked(actor, proposal)
    _check_open(proposal)
    if any(_stored(getattr(partnership, name)) != before for name, (before, _to) in proposal.change.items()):
        raise ValidationError(
            _("This has changed since it was proposed. Decline it, and propose it again as things are now.")
        )
    wanted = {name: _read(name, value) for name, (_from, value) in proposal.change.items()}
    _check(partnership, wanted)
    for name, value in wanted.items():
        setattr(partnership, name, value)
    if partnership.is_ended:
        proposal.change |= _end_today(partnership)
    partnership.full_clean()
    _answer(actor, proposal, State.ACCEPTED, note)
    if partnership.is_ended:
        stop_everything(partnership, actor.person, timezone.now())
    partnership.version += 1
    partnership.save()
    return partnership


@transaction.atomic
def decline_change(*, actor: Actor, proposal: ChangeProposal, note: str) -> None:
    partnership = lock_partnership(actor)
    proposal = _lock(partnership, proposal)
    _check_asked(actor, proposal)
    _check_open(proposal)
    if not note.strip():
        raise ValidationError({"note": _("Please say why, so that the other side understands.")})
    _answer(actor, proposal, State.DECLINED, note)


@transaction.atomic
def withdraw_change(*, actor: Actor, proposal: ChangeProposal, note: str = "") -> None:
    """By the side that proposed it."""
    partnership = lock_partnership(actor)
    proposal = _lock(partnership, proposal)
    if actor.side != proposal.side or not actor.may("edit_partnership"):
        raise PermissionDenied
    _check_open(proposal)
    _answer(actor, proposal, State.WITHDRAWN, note)


def _end_today(partnership: Partnership) -> dict[str, Any]:
    """Who ends before the agreed day ends on the day on which both agree."""
    today = partnership.today()
    before = partnership.end
    if today <= partnership.start or (before is not None and before <= today):
        return {}
    partnership.end = today
    return {"end": [_stored(before), _stored(today)]}


def _lock(partnership: Partnership, proposal: ChangeProposal) -> ChangeProposal:
    own = locked(ChangeProposal.objects.filter(pk=proposal.pk, partnership=partnership))
    stored = own.select_related("proposed_by").first()
    if stored is None:
        raise PermissionDenied
    stored.partnership = partnership
    return stored


def _check_asked(actor: Actor, proposal: ChangeProposal) -> None:
    """Nobody agrees with themselves, also not after they have changed sides."""
    is_own = actor.person.pk == proposal.proposed_by_id
    if is_own or actor.side != proposal.asked_side or not actor.may("answer_change"):
        raise PermissionDenied


def _check_open(proposal: ChangeProposal) -> None:
    if not proposal.is_open:
        raise ValidationError(_("This has been answered or withdrawn already."))


def _check(partnership: Partnership, wanted: dict[str, Any]) -> None:
    """Whether the partnership could be so."""
    as_wanted = Partnership.objects.get(pk=partnership.pk)
    for name, value in wanted.items():
        setattr(as_wanted, name, value)
    as_wanted.full_clean()


def _answer(actor: Actor, proposal: ChangeProposal, state: ChangeProposal.State, note: str) -> None:
    proposal.state = state
    proposal.answered_by, proposal.answered_at = actor.person, event_time()
    proposal.answer_reason = note.strip()
    proposal.full_clean()
    proposal.save()
    facts = {**proposal.change, **({"reason": proposal.answer_reason} if proposal.answer_reason else {})}
    _record(actor, proposal, f"partnership.change_{state.value}", facts)
    if state == State.WITHDRAWN:
        told = who_agrees(proposal.partnership, proposal.asked_side)
    else:
        told = who_agrees(proposal.partnership, Side(proposal.side))
        if still_belongs(proposal.partnership, Side(proposal.side), proposal.proposed_by):
            told = [proposal.proposed_by, *(one for one in told if one != proposal.proposed_by)]
    queue_all(emails.change_answered(proposal, to) for to in told)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value if value is None else str(value)


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in DAYS and value else value


def _record(actor: Actor, proposal: ChangeProposal, kind: str, change: dict[str, Any]) -> None:
    record(
        partnership=proposal.partnership,
        person=actor.person,
        kind=kind,
        subject=proposal.partnership.title,
        change=change,
    )
