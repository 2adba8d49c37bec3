"""The shared risk register: put in, changed, scored again, closed, opened again, treated."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.owners import owning_side
from governance.action_items.services import add_action
from governance.openness.selectors import Question, must_be_open
from governance.risks import emails
from governance.risks.models import Risk, RiskScore
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.sides import Space
from partnerships.timeline.services import event_time, record
from partnerships.timeline.versions import refuse_stale

TEXTS: Final = ("event", "cause", "effect", "bears", "manages", "reason")
TARGETS: Final = ("target_likelihood", "target_impact_customer", "target_impact_supplier")


@transaction.atomic
def add_risk(
    *,
    actor: Actor,
    owner: Person,
    review_on: date,
    likelihood: int,
    impact_customer: int,
    impact_supplier: int,
    space: str = Space.JOINT,
    **said: Any,
) -> Risk:
    """Put a risk into the register, with its first score. ``said`` is what the form asks besides."""
    if not actor.may("change_risk") or space not in actor.spaces:
        raise PermissionDenied
    partnership = lock_partnership(actor)
    must_be_open(partnership, Question.RISK_REGISTER, space)
    risk = Risk(
        partnership=partnership,
        space=space,
        number=next_number(Risk, partnership),
        owner=owner,
        owner_side=owning_side(owner, partnership, space),
        likelihood=likelihood,
        impact_customer=impact_customer,
        impact_supplier=impact_supplier,
        created_by=actor.person,
    )
    _say(risk, said)
    _review_on(risk, review_on)
    _check(risk)
    risk.save()
    _score(actor, risk, "")
    _record(actor, risk, "risk.added", {"score": [None, _in_short(risk)]})
    _tell_owner(actor, risk)
    return risk


@transaction.atomic
def edit_risk(
    *,
    actor: Actor,
    risk: Risk,
    version: int,
    owner: Person,
    review_on: date,
    tells_owner: bool = True,
    **said: Any,
) -> Risk:
    """Change what is said of it; how it is scored changes with ``score_risk``. An import, which may hand over
    thousands, tells each new owner once by itself."""
    risk = _own(actor, risk, version)
    before = {name: getattr(risk, name) for name in (*TEXTS, *TARGETS, "review_on")}
    before_owner = risk.owner
    _say(risk, said)
    if review_on != risk.review_on:
        _review_on(risk, review_on)
    change = {
        name: [_word(old), _word(getattr(risk, name))]
        for name, old in before.items()
        if getattr(risk, name) != old
    }
    if owner != before_owner:
        change["owner"] = [before_owner.name, owner.name]
        risk.owner, risk.owner_side = owner, owning_side(owner, risk.partnership, risk.space)
    if not change:
        return risk
    _store(risk)
    _record(actor, risk, "risk.edited", change)
    if owner != before_owner and tells_owner:
        _tell_owner(actor, risk)
    return risk


@transaction.atomic
def score_risk(
    *,
    actor: Actor,
    risk: Risk,
    version: int,
    likelihood: int,
    impact_customer: int,
    impact_supplier: int,
    review_on: date,
    note: str = "",
) -> Risk:
    """It was reviewed: how it is judged today, and when somebody looks again. The score before stays."""
    risk = _own(actor, risk, version)
    if risk.state == Risk.State.CLOSED:
        raise ValidationError(_("This risk is closed. Open it again to review it."))
    before = _in_short(risk)
    risk.likelihood, risk.impact_customer, risk.impact_supplier = likelihood, impact_customer, impact_supplier
    _review_on(risk, review_on)
    _store(risk)
    _score(actor, risk, note.strip())
    _record(actor, risk, "risk.scored", {"score": [before, _in_short(risk)], "note": note.strip()})
    return risk


@transaction.atomic
def close_risk(*, actor: Actor, risk: Risk, note: str) -> Risk:
    """It cannot happen any more, or has happened. Closing what is closed changes nothing."""
    risk = _own(actor, risk)
    if risk.state == Risk.State.CLOSED:
        return risk
    if not note.strip():
        raise ValidationError({"note": _("Say in a few words why it is closed.")})
    risk.state, risk.closed_note = Risk.State.CLOSED, note.strip()
    _store(risk)
    _record(actor, risk, "risk.closed", {"note": risk.closed_note})
    return risk


@transaction.atomic
def reopen_risk(*, actor: Actor, risk: Risk) -> Risk:
    risk = _own(actor, risk)
    if risk.state == Risk.State.OPEN:
        return risk
    risk.state, risk.closed_note = Risk.State.OPEN, ""
    _review_on(risk, max(risk.review_on, risk.partnership.today()))
    _store(risk)
    _record(actor, risk, "risk.reopened", {})
    return risk


@transaction.atomic
def treat_risk(
    *,
    actor: Actor,
    risk: Risk,
    title: str,
    owner: Person,
    due: date,
    level: str,
    description: str = "",
    tells_owner: bool = True,
) -> ActionItem:
    """Something to do about it, on the one list, in the space of the risk."""
    lock_partnership(actor)  # the action is counted in it
    risk = _own(actor, risk)
    return add_action(
        actor=actor,
        title=title,
        owner=owner,
        due=due,
        level=level,
        description=description,
        origin=ActionItem.Origin.RISK,
        origin_key=risk.origin_key,
        origin_label=_("risk %(name)s") % {"name": risk.name},
        space=risk.space,
        tells_owner=tells_owner,
    )


def _own(actor: Actor, risk: Risk, version: int | None = None) -> Risk:
    """The risk as it is now, locked, for one who may change it."""
    if not actor.may("change_risk"):
        raise PermissionDenied
    stored = lock_for_update(risk, actor, "owner")
    if version is not None:
        about = {"number": stored.number}
        refuse_stale(stored, version, partnership=stored.partnership, kinds="risk.", about=about)
    return stored


def _say(risk: Risk, said: Mapping[str, Any]) -> None:
    unknown = set(said) - {*TEXTS, *TARGETS}
    if unknown:
        raise TypeError(f"A risk has no {sorted(unknown)}")
    for name, value in said.items():
        setattr(risk, name, value.strip() if name in TEXTS else value)


def _review_on(risk: Risk, day: date) -> None:
    today = risk.partnership.today()
    if day < today:
        refusal = _("This day has passed. Choose one that is still to come.")
        raise ValidationError({"review_on": refusal})
    risk.review_on, risk.review_set_on = day, today


def _check(risk: Risk) -> None:
    given = [value for value in risk.targets if value is not None]
    if given and len(given) < len(risk.targets):
        name = next(name for name in TARGETS if getattr(risk, name) is None)
        raise ValidationError({name: _("Say all three, or none of them.")})
    risk.impact, risk.exposure = 1, 1  # worked out below, once the scores are known to be some
    risk.full_clean()
    risk.update_exposure()


def _store(risk: Risk) -> None:
    _check(risk)
    risk.version += 1
    risk.save()


def _score(actor: Actor, risk: Risk, note: str) -> None:
    score = RiskScore(
        risk=risk,
        at=event_time(),
        by=actor.person,
        likelihood=risk.likelihood,
        impact_customer=risk.impact_customer,
        impact_supplier=risk.impact_supplier,
        note=note,
    )
    score.full_clean()
    score.save()


def _in_short(risk: Risk) -> str:
    return f"{risk.likelihood} × {risk.impact_customer}/{risk.impact_supplier}"


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _record(actor: Actor, risk: Risk, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=risk.partnership,
        person=actor.person,
        kind=kind,
        subject=str(risk),
        space=risk.space,
        change={"number": risk.number, **change},
    )


def _tell_owner(actor: Actor, risk: Risk) -> None:
    if risk.owner != actor.person:
        queue(emails.risk_given(risk, actor.person))
