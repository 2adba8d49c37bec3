from typing import Any

from django import template
from django.conf import settings
from django.db.models import CharField

from accounts.organisations.models import Organisation
from common.prepared import Given
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.files.forms import AttachForm
from partnerships.files.listing import shown_on
from partnerships.files.models import Attachment
from partnerships.files.targets import TARGETS
from partnerships.sides import Space

register = template.Library()
SHOWN = 50


ABOUT = PreparedForActor(
    lambda anyone: (
        Attachment.objects.visible_to(anyone)
        .filter(about=Given("about", CharField()))
        .select_related("added_by")
        .order_by("-added_at", "-pk")[: SHOWN + 1]
    )
)


@register.inclusion_tag("partnerships/files/_attachments.html", takes_context=True)
def attachments(context: dict[str, Any], kind: str, thing: Any) -> dict[str, Any]:
    """The card with the files of something, and the form that adds one: ``{% attachments "risk" risk %}``."""
    actor: Actor = context["actor"]
    carrier = TARGETS[kind]
    number = carrier.number_of(thing)
    rows = ABOUT.by(actor, about=f"{kind}/{number}")
    return {
        "reference": actor.partnership.reference,
        "kind": kind,
        "number": number,
        "files": shown_on(actor, carrier, thing, rows[:SHOWN]),
        "more": len(rows) > SHOWN,
        "form": AttachForm(actor, getattr(thing, "space", Space.JOINT), auto_id=f"attach_{kind}_{number}_%s")
        if carrier.may_change(actor, thing)
        else None,
        "limit": settings.UPLOAD_LIMIT_BYTES,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("partnerships/files/_files_of_organisation.html")
def files_of(organisation: Organisation) -> dict[str, Any]:
    """How much of its room an organisation's files take."""
    limit = settings.FILES_PER_ORGANISATION_BYTES
    size = Attachment.objects.all().size_of(organisation.pk)
    return {"size": size, "limit": limit, "percent": min(100, round(100 * size / max(1, limit)))}
