"""Who signs in the SRO's or the SRIE's stead: named in writing, and ended, by one of these."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.people.models import Person
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.mandates import emails
from partnerships.mandates.models import Mandate
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part
from partnerships.timeline.services import event_time, record


@transaction.atomic
def name_signer(
    *, actor: Actor, person: Person, wording: str, since: date, until: date | None = None
) -> Mandate:
    """Let a colleague with a role on one's own side sign for it, in one's stead."""
    if not actor.may("name_signer"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    roles = Role.objects.current().filter(partnership=partnership, person=person, side=actor.side)
    parts = set(roles.exclude(part=Part.FACILITATOR).values_list("part", flat=True))
    if not parts:
        refusal = _("%(who)s has no role on your side at present, and cannot sign for it.")
        raise ValidationError({"person": refusal % {"who": person.name}})
    if SENIOR_PART[actor.side] in parts:
        raise ValidationError({"person": _("%(who)s can already sign.") % {"who": person.name}})
    wording = wording.strip()
    own = Mandate.objects.filter(partnership=partnership, person=person, side=actor.side, ended_at=None)
    if same := own.filter(wording=wording, since=since, until=until).first():
        return same  # the same form, sent twice
    mandate = Mandate(
        partnership=partnership,
        side=actor.side,
        person=person,
        wording=wording,
        since=since,
        until=until,
        named_by=actor.person,
        named_at=event_time(),
    )
    mandate.full_clean()
    mandate.save()
    _record(actor, mandate, "mandate.named")
    queue(emails.signer_named(mandate))
    return mandate


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: Mandate) -> Mandate:
    """It ends at once. What was signed by it stays signed."""
    if not actor.may("name_signer"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    stored = Mandate.objects.visible_to(actor).select_related("person").filter(pk=mandate.pk).first()
    if stored is None or stored.side != actor.side:
        raise PermissionDenied
    if stored.ended_at:
        return stored
    stored.partnership = partnership
    close_mandate(actor, stored)
    return stored


def close_mandate(actor: Actor, mandate: Mandate) -> None:
    """The same within a larger change, for one that has not ended."""
    mandate.ended_by, mandate.ended_at = actor.person, event_time()
    mandate.save()
    _record(actor, mandate, "mandate.ended")
    queue(emails.signer_ended(mandate))


def _record(actor: Actor, mandate: Mandate, kind: str) -> None:
    until = mandate.until.isoformat() if mandate.until else ""
    record(
        partnership=mandate.partnership,
        person=actor.person,
        kind=kind,
        subject=mandate.person.name,
        change={
            "mandate": mandate.pk,
            "since": mandate.since.isoformat(),
            "until": until,
            "wording": mandate.wording,
        },
    )
