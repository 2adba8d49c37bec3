from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.people.models import LineTrial, Role
from partnerships.sides import Side
from partnerships.timeline.services import record


@transaction.atomic
def try_line(*, actor: Actor, role: Role, tried_on: date, note: str = "") -> LineTrial:
    """Somebody of either side notes that the line between a role and its peer was tried out. The same day
    twice is one trial."""
    if not actor.may("try_line"):
        raise PermissionDenied
    # both may note it at the same moment
    partnership = lock_partnership(actor)
    customer, supplier = _two(actor, role)
    _check_day(customer, supplier, tried_on)
    trial, is_new = LineTrial.objects.get_or_create(
        partnership=partnership,
        customer_role=customer,
        supplier_role=supplier,
        tried_on=tried_on,
        defaults={"tried_by": actor.person, "note": note.strip()},
    )
    if is_new:
        record(
            partnership=partnership,
            person=actor.person,
            kind="line.tried",
            subject=f"{customer.person.name} – {supplier.person.name}",
            change={"role": customer.pk, "tried_on": tried_on.isoformat(), "note": trial.note},
        )
    return trial


def _two(actor: Actor, role: Role) -> tuple[Role, Role]:
    """Both ends, the customer's first."""
    found = Role.objects.current().filter(partnership=actor.partnership).select_related("person")
    one = found.filter(pk=role.pk).first()
    other = found.filter(pk=one.peer_id).first() if one and one.peer_id else None
    if one is None or other is None:
        raise ValidationError(_("These two are not peers any more. Look at the people as they are now."))
    return (one, other) if one.side == Side.CUSTOMER else (other, one)


def _check_day(customer: Role, supplier: Role, day: date) -> None:
    if day > customer.partnership.today():
        raise ValidationError({"tried_on": _("This day is still to come.")})
    first = max(customer.since, supplier.since)
    if day < first:
        began = date_format(first, "DATE_FORMAT")
        raise ValidationError({"tried_on": _("These two are in their roles since %(day)s.") % {"day": began}})
