"""What each side gains: said by that side, seen by both."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.risks.expected_gains.models import MOST_GAINS, ExpectedGain
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership
from partnerships.timeline.services import record


@transaction.atomic
def add_expected_gain(*, actor: Actor, text: str, size: int) -> ExpectedGain:
    """One's own side gains this."""
    if not actor.may("change_risk"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    if ExpectedGain.objects.filter(partnership=partnership, side=actor.side).count() >= MOST_GAINS:
        message = _("There are %(most)s already. Take one out that weighs little.")
        raise ValidationError(message % {"most": MOST_GAINS})
    gain = ExpectedGain(
        partnership=partnership,
        side=actor.side,
        text=" ".join(text.split()),
        size=size,
        created_by=actor.person,
    )
    gain.full_clean()
    gain.save()
    _record(actor, gain, "gain.added")
    return gain


@transaction.atomic
def remove_expected_gain(*, actor: Actor, gain: ExpectedGain) -> None:
    """One's own side does not gain it, or no longer."""
    if not actor.may("change_risk"):
        raise PermissionDenied
    stored = lock_for_update(gain, actor, to_delete=True)
    if stored.side != actor.side:
        raise PermissionDenied
    _record(actor, stored, "gain.removed")
    stored.delete()


def _record(actor: Actor, gain: ExpectedGain, kind: str) -> None:
    record(
        partnership=gain.partnership,
        person=actor.person,
        kind=kind,
        subject=gain.text,
        change={"gain_size": gain.size, "side": gain.side},
    )
