from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from governance.action_items.models import ActionItem
from governance.comments import emails
from governance.comments.models import Comment, about
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_if_ended_now
from partnerships.files.targets import found
from partnerships.people.models import Role
from partnerships.sides import ON_NO_LINE, Space
from partnerships.timeline.services import event_time, record


@transaction.atomic
def add_comment(*, actor: Actor, kind: str, number: int, text: str) -> Comment:
    """A word about anything that the actor sees. Whoever does an action hears of it, once a day at most."""
    refuse_if_ended_now(actor)
    seen = found(actor, kind, number) if actor.may("comment") else None
    if seen is None:
        raise PermissionDenied
    _target, thing = seen
    comment = Comment(
        partnership=actor.partnership,
        space=getattr(thing, "space", Space.JOINT),
        about=about(kind, number),
        side=actor.side,
        by=actor.person,
        at=event_time(),
        text=text.strip(),
    )
    comment.full_clean()
    comment.save()
    record(
        partnership=actor.partnership,
        person=actor.person,
        kind="comment.said",
        subject=str(thing),
        space=comment.space,
        change={"about": comment.about},
    )
    if isinstance(thing, ActionItem):
        _tell_owner(actor, thing, comment)
    return comment


def _tell_owner(actor: Actor, action: Any, comment: Comment) -> None:
    """Where the owner still has a part in it."""
    if action.owner_id == actor.person.pk:
        return
    roles = Role.objects.current().filter(partnership=actor.partnership, side=action.owner_side)
    role = roles.filter(person=action.owner_id).exclude(part__in=ON_NO_LINE).select_related("person").first()
    if role:
        action.partnership = actor.partnership
        queue(emails.commented(action, role, comment))
