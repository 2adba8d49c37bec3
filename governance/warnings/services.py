"""Early warnings: raised in one line by either side, closed when both sides have closed them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from governance.openness.selectors import Question, must_be_open
from governance.warnings import emails
from governance.warnings.models import EarlyWarning
from outbox.queueing import queue_all
from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_if_ended_now
from partnerships.access.locks import lock_for_update
from partnerships.people.models import Role
from partnerships.sides import Part
from partnerships.timeline.services import record


@transaction.atomic
def raise_warning(*, actor: Actor, text: str) -> EarlyWarning:
    refuse_if_ended_now(actor)
    if not actor.may("raise_warning"):
        raise PermissionDenied
    must_be_open(actor.partnership, Question.POTENTIAL_PROBLEMS)
    warning = EarlyWarning(
        partnership=actor.partnership,
        text=" ".join(text.split()),
        raised_by=actor.person,
        raised_side=actor.side,
    )
    warning.full_clean()
    warning.save()
    _record(actor, warning, "warning.raised")
    leads = _leads_of_the_other_side(actor)
    queue_all(emails.warning_raised(warning, role) for role in leads)
    return warning


@transaction.atomic
def close_warning(*, actor: Actor, warning: EarlyWarning) -> EarlyWarning:
    """Close it for one's own side. It is closed once the other side has closed it as well."""
    warning = _own(actor, warning)
    if warning.closed_at or warning.closed_by(actor.side):
        return warning
    warning.set_closed(actor.side, actor.person, timezone.now())
    warning.save()
    _record(actor, warning, "warning.closed" if warning.closed_at else "warning.closed_by_side")
    if not warning.closed_at:
        leads = _leads_of_the_other_side(actor)
        queue_all(emails.warning_closing(warning, actor.person, role) for role in leads)
    return warning


@transaction.atomic
def keep_warning_open(*, actor: Actor, warning: EarlyWarning) -> EarlyWarning:
    """Take back one's own side's closing, or open again what both had closed."""
    warning = _own(actor, warning)
    if not warning.closed_at and not warning.closed_by(actor.side):
        return warning
    if warning.closed_at:
        warning.set_closed(actor.side.other, None, None)
    warning.set_closed(actor.side, None, None)
    warning.save()
    _record(actor, warning, "warning.reopened")
    return warning


def _own(actor: Actor, warning: EarlyWarning) -> EarlyWarning:
    # an outside facilitator speaks for no side
    if not actor.may("raise_warning") or actor.is_outsider:
        raise PermissionDenied
    return lock_for_update(warning, actor)


def _leads_of_the_other_side(actor: Actor) -> list[Role]:
    leads = Role.objects.current().filter(
        partnership=actor.partnership.pk, side=actor.side.other, part=Part.LEAD
    )
    return list(leads.select_related("person").order_by("pk"))


def _record(actor: Actor, warning: EarlyWarning, kind: str) -> None:
    record(
        partnership=actor.partnership,
        person=actor.person,
        kind=kind,
        subject=warning.text,
        space=warning.space,
        change={"warning": warning.pk},
    )
