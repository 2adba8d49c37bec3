"""From an agreement to a partnership: the register's organisation proposes it to the supplier."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.register.models import Agreement, AgreementParty
from agreements.register.registers import registers_of
from common.locks import locked
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.proposals import propose_partnership
from partnerships.sides import Stage
from partnerships.timeline.services import record

OVER = (Partnership.State.DECLINED, Partnership.State.WITHDRAWN)


def possible_suppliers(agreement: Agreement) -> list[Organisation]:
    return [
        party.organisation
        for party in agreement.parties.select_related("organisation").filter(
            part=AgreementParty.Part.SUPPLIER
        )
        if party.organisation_id != agreement.register_id
    ]


def other_buyers(person: Person, agreement: Agreement) -> list[Organisation]:
    """Who bought it, where that was none of the organisations whose registers the person keeps."""
    bought = agreement.parties.select_related("organisation").filter(part=AgreementParty.Part.BUYER)
    buyers = [party.organisation for party in bought.order_by("pk")]
    is_own = registers_of(person).filter(pk__in=[buyer.pk for buyer in buyers]).exists()
    return [] if is_own else buyers


def may_start(person: Person, agreement: Agreement) -> bool:
    """An officer of the register, as long as it is in force and no partnership lives from it."""
    lives = agreement.partnership is not None and agreement.partnership.state not in OVER
    return (
        not lives
        and agreement.state == Agreement.State.ACTIVE
        and registers_of(person).filter(pk=agreement.register_id).exists()
    )


@transaction.atomic
def start_partnership(
    *,
    person: Person,
    agreement: Agreement,
    supplier: Organisation,
    title: str,
    reference: str,
    category: str,
    start: date,
    end: date | None,
    supplier_contact: str,
    for_own: bool = False,
) -> Partnership:
    """``for_own`` says that the partnership is to be one's own organisation's, though another bought it."""
    agreement = locked(Agreement.objects.filter(pk=agreement.pk)).get()
    if not registers_of(person).filter(pk=agreement.register_id).exists():
        raise PermissionDenied
    if agreement.partnership is not None and agreement.partnership.state not in OVER:
        return agreement.partnership  # sent twice
    if agreement.state != Agreement.State.ACTIVE:
        raise ValidationError(_("This agreement was cancelled or has ended: no partnership can rest on it."))
    if supplier not in possible_suppliers(agreement):
        raise ValidationError({"supplier": _("This organisation is no supplier of the agreement.")})
    if not for_own and other_buyers(person, agreement):
        raise ValidationError(
            {"for_own": _("Another organisation bought this. Say whether to start one for your own.")}
        )
    today = timezone.localdate(timezone=ZoneInfo(agreement.register.time_zone))
    year_ago = today - timedelta(days=365)
    partnership = propose_partnership(
        person=person,
        customer=agreement.register,
        supplier=supplier,
        title=title,
        reference=reference,
        category=category,
        start=start,
        end=end,
        stage=Stage.FIRST_YEAR if start > year_ago else Stage.IN_OPERATION,
        supplier_contact=supplier_contact,
    )
    agreement.partnership = partnership
    agreement.save(update_fields=["partnership"])
    record(
        partnership=partnership, person=person, kind="partnership.agreement_linked", subject=agreement.title
    )
    return partnership
