"""An idea on its way: raised, changed, taken on, set aside, taken up again, shared."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items.owners import owning_roles
from governance.ideas import emails
from governance.ideas.models import Idea
from outbox.queueing import EmailDraft, queue, queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Space
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

#: The same words twice within this time are one click too many, not two ideas.
SAME_CLICK = timedelta(minutes=5)


@transaction.atomic
def raise_idea(
    *,
    actor: Actor,
    title: str,
    area: str,
    description: str = "",
    hoped: str = "",
    sponsor: Person | None = None,
    space: str = Space.JOINT,
) -> Idea:
    """``sponsor`` is the one of the actor's own side; the other side names its own."""
    if not actor.may("add_idea") or space not in actor.spaces:
        raise PermissionDenied
    partnership = lock_partnership(actor)
    already: Idea | None = Idea.objects.filter(
        partnership=partnership, title=title.strip(), area=area, space=space, created_by=actor.person,
        created_at__gt=timezone.now() - SAME_CLICK,
    ).first()  # fmt: skip
    if already:
        return already
    idea = Idea(
        partnership=partnership,
        space=space,
        number=next_number(Idea, partnership),
        title=title.strip(),
        description=description.strip(),
        area=area,
        hoped=hoped.strip(),
        raised_side=actor.side,
        created_by=actor.person,
    )
    _name_sponsor(actor, idea, sponsor)
    idea.full_clean()
    idea.save()
    _record(actor, idea, "idea.raised", {"area": area, "sponsor": sponsor.name if sponsor else ""})
    _tell_sponsor(actor, idea)
    return idea


@transaction.atomic
def edit_idea(
    *,
    actor: Actor,
    idea: Idea,
    version: int,
    title: str,
    area: str,
    description: str,
    hoped: str,
    sponsor: Person | None,
) -> Idea:
    idea = _own(actor, idea)
    refuse_stale(idea, version, partnership=idea.partnership, kinds="idea.", about={"number": idea.number})
    new = {"title": title.strip(), "area": area, "description": description.strip(), "hoped": hoped.strip()}
    change: dict[str, object] = {
        name: [getattr(idea, name), value] for name, value in new.items() if getattr(idea, name) != value
    }
    before = idea.sponsor(actor.side)
    if actor.is_outsider:
        sponsor = before
    if sponsor != before:
        change["sponsor"] = [before.name if before else "", sponsor.name if sponsor else ""]
        _name_sponsor(actor, idea, sponsor)
    if not change:
        return idea
    for name, value in new.items():
        setattr(idea, name, value)
    _save(idea)
    _record(actor, idea, "idea.sponsor" if list(change) == ["sponsor"] else "idea.edited", change)
    if sponsor != before:
        _tell_sponsor(actor, idea)
    return idea


@transaction.atomic
def move_idea(*, actor: Actor, idea: Idea, stage: str, note: str = "", shown: str = "") -> Idea:
    """To another stage. Going back asks for a note, and showing an effect for the effect in words. An idea
    that is there already stays as it is."""
    idea = _own(actor, idea)
    if idea.is_set_aside:
        raise ValidationError(_("This idea is set aside. Take it up again first."))
    if stage == idea.stage:
        return idea
    stages = list(Idea.Stage.values)
    if stage in stages and stages.index(stage) < stages.index(idea.stage) and not note.strip():
        raise ValidationError({"note": _("Say why it goes back.")})
    before, idea.stage, idea.moved_at = idea.stage, stage, timezone.now()
    change = {"stage": [before, stage], "note": note.strip()}
    if stage == Idea.Stage.EFFECT_SHOWN:
        idea.shown = shown.strip()
        change["shown"] = idea.shown
    _save(idea)
    _record(actor, idea, "idea.moved", change)
    queue_all(_to_sponsors(actor, idea, note.strip()))
    return idea


@transaction.atomic
def set_aside(*, actor: Actor, idea: Idea, reason: str) -> Idea:
    idea = _own(actor, idea)
    if idea.is_set_aside:
        return idea
    idea.set_aside_at, idea.set_aside_reason = timezone.now(), reason.strip()
    _save(idea)
    _record(actor, idea, "idea.set_aside", {"reason": idea.set_aside_reason})
    queue_all(_to_sponsors(actor, idea, idea.set_aside_reason))
    return idea


@transaction.atomic
def take_up_again(*, actor: Actor, idea: Idea) -> Idea:
    """On the stage where it was."""
    idea = _own(actor, idea)
    if not idea.is_set_aside:
        return idea
    idea.set_aside_at, idea.set_aside_reason, idea.moved_at = None, "", timezone.now()
    _save(idea)
    _record(actor, idea, "idea.taken_up", {"stage": idea.stage})
    queue_all(_to_sponsors(actor, idea, ""))
    return idea


@transaction.atomic
def share_idea(*, actor: Actor, idea: Idea) -> Idea:
    """From the side's own space to both sides. What happened to it before stays the side's own; there is no
    way back, for what was seen was seen."""
    idea = _own(actor, idea)
    if idea.space == Space.JOINT:
        return idea
    before, idea.space = idea.space, Space.JOINT
    _save(idea)
    _record(actor, idea, "idea.shared", {"space": [before, Space.JOINT.value]})
    return idea


def _own(actor: Actor, idea: Idea) -> Idea:
    """The idea as it is now, locked, for one who may change it."""
    if not actor.may("change_idea"):
        raise PermissionDenied
    return lock_for_update(idea, actor, "customer_sponsor", "supplier_sponsor")


def _save(idea: Idea) -> None:
    idea.version += 1
    idea.full_clean()
    idea.save()


def _name_sponsor(actor: Actor, idea: Idea, sponsor: Person | None) -> None:
    if sponsor is not None and actor.is_outsider:
        raise PermissionDenied
    if sponsor is not None and not may_sponsor(sponsor, idea.partnership, actor.side):
        raise ValidationError(
            {"sponsor": _("%(who)s has no role on your side that this could go to.") % {"who": sponsor.name}}
        )
    setattr(idea, f"{actor.side.value}_sponsor", sponsor)


def may_sponsor(person: Person, partnership: Partnership, side: Side) -> bool:
    """Whoever works on the side; not an outside facilitator."""
    return owning_roles(partnership, side.value).filter(person=person).exists()


def _record(actor: Actor, idea: Idea, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=idea.partnership,
        person=actor.person,
        kind=kind,
        subject=idea.title,
        space=idea.space,
        change={"number": idea.number, **{name: value for name, value in change.items() if value}},
    )


def _tell_sponsor(actor: Actor, idea: Idea) -> None:
    sponsor = idea.sponsor(actor.side)
    if sponsor and sponsor != actor.person:
        queue(emails.idea_sponsor(idea, actor.side, sponsor, actor.person))


def _to_sponsors(actor: Actor, idea: Idea, note: str) -> Iterable[EmailDraft]:
    """To both sponsors who are still there; nobody is told what they did themselves."""
    for side in Side:
        sponsor = idea.sponsor(side)
        if sponsor and sponsor != actor.person and may_sponsor(sponsor, idea.partnership, side):
            yield emails.idea_moved(idea, side, sponsor, actor.person, note)
