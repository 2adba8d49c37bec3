"""Concerns: raised, put in better words, shared, spoken about, and seen with the other side's eyes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from governance.concerns import emails
from governance.concerns.models import Concern, ConcernNote, Perspective, escalation_policy_of
from governance.concerns.selectors import (
    holders_on,
    may_reword,
    may_speak,
    recipients_of_news,
    recipients_of_raising,
)
from outbox.queueing import queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.sides import Level, Side, Space
from partnerships.timeline.services import event_time, record
from partnerships.timeline.versions import refuse_stale

WORDS: Final = ("title", "text", "effect", "wish")
PEOPLE: Final = ("customer_holder", "supplier_holder", "raised_by", "outcome_by")


@transaction.atomic
def raise_concern(
    *,
    actor: Actor,
    title: str,
    text: str,
    effect: str,
    wish: str,
    level: str = Level.OPERATIONAL,
    space: str = Space.JOINT,
) -> Concern:
    """Say it, to both sides or to one's own first. Once both see it, its time on the level runs."""
    if not actor.may("change_concern") or space not in actor.spaces:
        raise PermissionDenied
    partnership = lock_partnership(actor)
    concern = Concern(
        partnership=partnership,
        space=space,
        number=next_number(Concern, partnership),
        title=title.strip(),
        text=text.strip(),
        effect=effect.strip(),
        wish=wish.strip(),
        level=level,
        raised_by=actor.person,
        raised_side=actor.side,
        raised_at=event_time(),
    )
    recipients = recipients_of_raising(actor, level) if concern.is_joint else []
    if concern.is_joint:
        start_at_level(concern)
    concern.full_clean()
    concern.save()
    record_concern(actor.person, concern, "concern.raised", {"level": level})
    queue_all(emails.raised(concern, role, actor.person) for role in recipients)
    return concern


@transaction.atomic
def reword_concern(*, actor: Actor, concern: Concern, version: int, **said: str) -> Concern:
    """By the one who raised it, until somebody has answered to it: later words belong into the
    conversation."""
    concern = lock_concern(actor, concern)
    refuse_stale(
        concern, version, partnership=concern.partnership, kinds="concern.", about={"number": concern.number}
    )
    if not may_reword(actor, concern):
        raise PermissionDenied
    new = {name: said[name].strip() for name in WORDS}
    change = {
        name: [getattr(concern, name), value]
        for name, value in new.items()
        if getattr(concern, name) != value
    }
    if change:
        for name, value in new.items():
            setattr(concern, name, value)
        save_concern(concern)
        record_concern(actor.person, concern, "concern.edited", change)
    return concern


@transaction.atomic
def share_concern(*, actor: Actor, concern: Concern) -> Concern:
    """From the side's own space to both sides, and its time begins. There is no way back; what was said about
    it before stays the side's own."""
    concern = lock_concern(actor, concern)
    if concern.is_joint:
        return concern
    if not concern.is_open:
        raise ValidationError(_("This concern has ended. Open it again to share it."))
    concern.space = Space.JOINT
    start_at_level(concern)
    recipients = recipients_of_raising(actor, concern.level)
    save_concern(concern)
    record_concern(actor.person, concern, "concern.shared", {})
    queue_all(emails.raised(concern, role, actor.person) for role in recipients)
    return concern


@transaction.atomic
def add_note(*, actor: Actor, concern: Concern, text: str) -> ConcernNote:
    """A word in the conversation. Each of those concerned gets one mail about it a day at the most."""
    concern = lock_concern(actor, concern)
    note = create_note(actor, concern, text)
    record_concern(actor.person, concern, "concern.noted", {})
    day = concern.partnership.today(event_time())
    queue_all(
        emails.news(concern, role, "note", f"{day}", by=actor.person, said=note.text)
        for role in recipients_of_news(concern, actor)
    )
    return note


@transaction.atomic
def write_perspective(*, actor: Actor, concern: Concern, text: str, version: int) -> Perspective:
    """How the other side probably sees it. Each side writes without having read the other's words, and may
    change its own until both stand; ``version`` is 0 where the side has written nothing yet."""
    concern = lock_concern(actor, concern, speaking=True)
    refuse_unshared(concern)
    present = {Side(row.side): row for row in concern.perspectives.all()}
    if len(present) == len(Side):
        raise ValidationError(
            _("Both sides have written theirs, and read each other's: they stay as they are.")
        )
    mine = present.get(actor.side) or Perspective(concern=concern, side=actor.side, version=0)
    about = {"number": concern.number, "whose": actor.side.value}
    refuse_stale(mine, version, partnership=concern.partnership, kinds="concern.viewed", about=about)
    is_new = mine.pk is None
    if mine.text == text.strip() and not is_new:
        return mine
    mine.text, mine.by, mine.at, mine.version = text.strip(), actor.person, event_time(), version + 1
    mine.full_clean()
    mine.save()
    # what it says is for later: the other side reads the timeline too
    record_concern(actor.person, concern, "concern.viewed", {"whose": actor.side.value})
    if is_new and len(present) == len(Side) - 1:
        queue_all(
            emails.news(concern, role, "views", "", by=actor.person)
            for role in recipients_of_news(concern, actor)
        )
    return mine


@transaction.atomic
def act_on_concern(
    *, actor: Actor, concern: Concern, title: str, owner: Person, due: date, level: str, description: str = ""
) -> ActionItem:
    """Something to do about it, on the one list, in the space of the concern."""
    lock_partnership(actor)  # the action is counted in it
    concern = lock_concern(actor, concern)
    return add_action(
        actor=actor,
        title=title,
        owner=owner,
        due=due,
        level=level,
        description=description,
        origin=ActionItem.Origin.CONCERN,
        origin_key=concern.origin_key,
        origin_label=_("concern %(name)s") % {"name": concern.name},
        space=concern.space,
    )


def lock_concern(actor: Actor, concern: Concern, *, speaking: bool = False) -> Concern:
    """The concern as it is now, locked, for one who may take part in it; ``speaking``, for a side."""
    if not actor.may("change_concern") or (speaking and not may_speak(actor)):
        raise PermissionDenied
    return lock_for_update(concern, actor, *PEOPLE)


def refuse_unshared(concern: Concern) -> None:
    if not concern.is_joint:
        raise ValidationError(_("Share the concern first: the other side does not know of it yet."))
    refuse_ended(concern)


def refuse_ended(concern: Concern) -> None:
    if not concern.is_open:
        raise ValidationError(_("This concern has ended. Open it again to go on with it."))


def create_note(actor: Actor, concern: Concern, text: str) -> ConcernNote:
    note = ConcernNote(
        partnership=concern.partnership,
        space=concern.space,
        concern=concern,
        side=actor.side,
        by=actor.person,
        at=event_time(),
        text=text.strip(),
    )
    note.full_clean()
    note.save()
    return note


def start_at_level(concern: Concern, today: date | None = None) -> None:
    """Into the hands of its level's contacts, for as long as the escalation policy says."""
    holders = holders_on(concern.partnership_id, concern.level)
    for side in Side:
        role = holders.get(side)
        concern.set_holder(side, role.person if role else None)
    concern.due_on = escalation_policy_of(concern.partnership).until(
        concern.level, today or concern.partnership.today(event_time())
    )
    concern.waits_until = None


def save_concern(concern: Concern) -> None:
    concern.full_clean()
    concern.version += 1
    concern.save()


def record_concern(
    person: Person | None, concern: Concern, kind: str, change: Mapping[str, Any], space: str = ""
) -> None:
    record(
        partnership=concern.partnership,
        person=person,
        kind=kind,
        subject=str(concern),
        space=space or concern.space,
        change={"number": concern.number, **change},
    )
