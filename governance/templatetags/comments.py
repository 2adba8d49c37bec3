from typing import Any

from django import template

from governance.comments.forms import CommentForm
from governance.comments.models import Comment
from partnerships.access.actors import Actor
from partnerships.files.targets import TARGETS

register = template.Library()
SHOWN = 50


@register.inclusion_tag("governance/comments/_comments.html", takes_context=True)
def comments(context: dict[str, Any], kind: str, thing: Any) -> dict[str, Any]:
    """The card with what was said about something, and the field to say more:
    ``{% comments "action" action %}``. What carries files carries comments."""
    actor: Actor = context["actor"]
    number = TARGETS[kind].number_of(thing)
    mine = Comment.objects.visible_to(actor).about(kind, number).select_related("by")
    rows = list(mine.order_by("-at", "-pk")[: SHOWN + 1])
    return {
        "reference": actor.partnership.reference,
        "kind": kind,
        "number": number,
        "comments": rows[:SHOWN][::-1],
        "more": len(rows) > SHOWN,
        "form": CommentForm(auto_id=f"comment_{kind}_{number}_%s") if actor.may("comment") else None,
        "csrf_token": context.get("csrf_token"),
    }
