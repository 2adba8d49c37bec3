"""How a concern ends: one side puts forward what was agreed and learned, the other agrees or says what is
missing. What has ended can be opened again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.concerns import emails
from governance.concerns.models import Concern
from governance.concerns.selectors import recipients_of_ending, recipients_of_news, recipients_of_reopening
from governance.concerns.services import (
    create_note,
    lock_concern,
    record_concern,
    refuse_ended,
    save_concern,
    start_at_level,
)
from governance.lessons.models import Lesson
from governance.lessons.services import add_lesson
from outbox.queueing import queue_all
from partnerships.access.actors import Actor, find_actor
from partnerships.access.locks import lock_partnership
from partnerships.timeline.services import event_time


@transaction.atomic
def propose_end(
    *,
    actor: Actor,
    concern: Concern,
    outcome: str,
    lesson_title: str = "",
    lesson_category: str = Lesson.Category.COOPERATION,
    lesson_text: str = "",
) -> Concern:
    """Put forward what was agreed, and what was learned where something was. In a side's own space nobody
    else has to agree, and it ends at once."""
    lock_partnership(actor)  # the lesson that may follow is counted in it
    concern = lock_concern(actor, concern, speaking=True)
    refuse_ended(concern)
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say in a few words what you agreed.")})
    if bool(lesson_title.strip()) != bool(lesson_text.strip()):
        empty = "lesson_text" if lesson_title.strip() else "lesson_title"
        raise ValidationError(
            {empty: _("A lesson needs both: what was learned, and what you do differently.")}
        )
    concern.outcome, concern.lesson_category = outcome.strip(), lesson_category
    concern.lesson_title, concern.lesson_text = lesson_title.strip(), lesson_text.strip()
    concern.outcome_by, concern.outcome_side, concern.outcome_at = actor.person, actor.side, event_time()
    if not concern.is_joint:
        return _end(actor, concern)
    save_concern(concern)
    record_concern(actor.person, concern, "concern.end_proposed", {"outcome": concern.outcome})
    queue_all(
        emails.end_proposed(concern, role, actor.person) for role in recipients_of_ending(concern, actor)
    )
    return concern


@transaction.atomic
def agree_to_end(*, actor: Actor, concern: Concern, version: int) -> Concern:
    """By the other side than the one that put it forward. ``version`` is what was read: what somebody has
    changed meanwhile nobody has agreed to."""
    lock_partnership(actor)  # the lesson that may follow is counted in it
    concern = _answering(actor, concern)
    if concern.version != version:
        raise ValidationError(_("What was put forward has changed while you read it. Read it again, please."))
    recipients = recipients_of_news(concern, actor)
    concern = _end(actor, concern)
    queue_all(emails.end_agreed(concern, role, actor.person) for role in recipients)
    return concern


@transaction.atomic
def ask_for_more(*, actor: Actor, concern: Concern, text: str) -> Concern:
    """It has not ended yet: what is missing stands in the conversation, what was put forward on the
    timeline."""
    concern = _answering(actor, concern)
    if not text.strip():
        raise ValidationError({"text": _("Say in a few words what is missing.")})
    note = create_note(actor, concern, text)
    recipients = recipients_of_news(concern, actor)
    _take_back(concern)
    save_concern(concern)
    record_concern(actor.person, concern, "concern.end_declined", {})
    queue_all(
        emails.news(concern, role, "missing", f"{concern.version}", by=actor.person, said=note.text)
        for role in recipients
    )
    return concern


@transaction.atomic
def reopen_concern(*, actor: Actor, concern: Concern, reason: str) -> Concern:
    """Back to the level where it ended, with all of that level's time. A lesson that was kept stays kept."""
    concern = lock_concern(actor, concern, speaking=True)
    if concern.is_open:
        return concern
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why it is not over.")})
    recipients = recipients_of_reopening(concern, actor) if concern.is_joint else []
    before = concern.outcome
    concern.state, concern.ended_by, concern.ended_at = Concern.State.OPEN, None, None
    _take_back(concern)
    if concern.is_joint:
        start_at_level(concern)
    save_concern(concern)
    create_note(actor, concern, reason)
    record_concern(
        actor.person, concern, "concern.reopened", {"reason": reason.strip(), "outcome": [before, None]}
    )
    queue_all(
        emails.news(concern, role, "reopened", f"{concern.version}", by=actor.person, said=reason.strip())
        for role in recipients
    )
    return concern


def may_answer_end(actor: Actor, concern: Concern) -> bool:
    return concern.is_ending and not actor.is_outsider and actor.side != concern.outcome_side


def _answering(actor: Actor, concern: Concern) -> Concern:
    concern = lock_concern(actor, concern, speaking=True)
    if not concern.is_ending:
        raise ValidationError(_("There is no proposal to end it any more. Look at the concern as it is now."))
    if not may_answer_end(actor, concern):
        raise PermissionDenied
    return concern


def _end(actor: Actor, concern: Concern) -> Concern:
    concern.state, concern.ended_by, concern.ended_at = Concern.State.ENDED, actor.person, event_time()
    concern.due_on, concern.waits_until = None, None
    if concern.lesson_title and concern.lesson is None:
        concern.lesson = _keep_lesson(actor, concern)
    save_concern(concern)
    change = {"outcome": concern.outcome, "learned": concern.lesson_title}
    record_concern(
        actor.person, concern, "concern.ended", {name: value for name, value in change.items() if value}
    )
    return concern


def _keep_lesson(actor: Actor, concern: Concern) -> Lesson:
    """A lesson belongs to whoever wrote it; where they have left meanwhile, to the one who agreed."""
    writer = find_actor(concern.outcome_by, concern.partnership.reference) if concern.outcome_by else None
    if writer is None or not writer.may("add_lesson") or concern.space not in writer.spaces:
        writer = actor
    return add_lesson(
        actor=writer,
        title=concern.lesson_title,
        category=concern.lesson_category,
        happened=f"{concern.text}\n\n{concern.outcome}"[:4000],
        learned=concern.lesson_text,
        space=concern.space,
    )


def _take_back(concern: Concern) -> None:
    concern.outcome, concern.outcome_by, concern.outcome_side, concern.outcome_at = "", None, "", None
    concern.lesson_title, concern.lesson_text = "", ""
