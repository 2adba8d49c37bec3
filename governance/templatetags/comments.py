from typing import Any

from django import template
from django.db.models import CharField

from common.prepared import Given
from governance.comments.forms import CommentForm
from governance.comments.models import Comment, about
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.files.targets import TARGETS

register = template.Library()
SHOWN = 50


ABOUT = PreparedForActor(
    lambda anyone: (
        Comment.objects.visible_to(anyone)
        .filter(about=Given("about", CharField()))
        .select_related("by")
        .order_by("-at", "-pk")[: SHOWN + 1]
    )
)


@register.inclusion_tag("governance/comments/_comments.html", takes_context=True)
def comments(context: dict[str, Any], kind: str, thing: Any) -> dict[str, Any]:
    """The card with what was said about something, and the field to say more:
    ``{% comments "action" action %}``. What carries files carries comments."""
    actor: Actor = context["actor"]
    number = TARGETS[kind].number_of(thing)
    rows = ABOUT.by(actor, about=about(kind, number))
    return {
        "reference": actor.partnership.reference,
        "kind": kind,
        "number": number,
        "comments": rows[:SHOWN][::-1],
        "more": len(rows) > SHOWN,
        "form": CommentForm(auto_id=f"comment_{kind}_{number}_%s") if actor.may("comment") else None,
        "csrf_token": context.get("csrf_token"),
    }
