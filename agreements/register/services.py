"""Writing an agreement into the register by hand."""

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.register.models import Agreement, AgreementParty
from agreements.register.organisations import (
    NamedOrganisation,
    OrganisationCatalogue,
    lock_organisation_names,
)
from agreements.register.registers import registers_of
from common.locks import locked
from partnerships.lifecycle.suppliers import acquaintances


class Terms(TypedDict):
    title: str
    number: str
    description: str
    start: date | None
    end: date | None
    signed: date | None
    value: Decimal | None
    currency: str
    cpv: list[str]


@transaction.atomic
def add_agreement(
    *,
    person: Person,
    register: Organisation,
    token: str,
    terms: Terms,
    suppliers: list[NamedOrganisation],
) -> Agreement:
    """``token`` is the form's own: sent twice, it is one agreement."""
    _check_officer(person, register)
    lock_organisation_names()
    source = f"form-{token}"
    if there := Agreement.objects.filter(register=register, ocid=source).first():
        return there
    agreement = Agreement(register=register, ocid=source, **terms)
    agreement.full_clean()
    agreement.save()
    AgreementParty.objects.create(agreement=agreement, organisation=register, part=AgreementParty.Part.BUYER)
    _set_suppliers(agreement, suppliers)
    return agreement


@transaction.atomic
def edit_agreement(
    *,
    person: Person,
    agreement: Agreement,
    version: int,
    terms: Terms,
    suppliers: list[NamedOrganisation],
) -> Agreement:
    lock_organisation_names()
    agreement = locked(Agreement.objects.filter(pk=agreement.pk)).get()
    _check_officer(person, agreement.register)
    if agreement.version != version:
        raise ValidationError(
            _("This was changed while you had it open. Look at it as it is now, then save again."),
            code="stale",
        )
    for name, value in terms.items():
        setattr(agreement, name, value)
    agreement.version += 1
    agreement.full_clean()
    agreement.save()
    _set_suppliers(agreement, suppliers)
    return agreement


def _check_officer(person: Person, register: Organisation) -> None:
    if not registers_of(person).filter(pk=register.pk).exists():
        raise PermissionDenied


def _set_suppliers(agreement: Agreement, suppliers: list[NamedOrganisation]) -> None:
    """Known organisations by number, and by name those that one works with; others are made."""
    catalogue = OrganisationCatalogue()
    known = acquaintances([agreement.register_id]).order_by().values("pk")
    catalogue.load_organisations(set(suppliers), by_name=Q(pk__in=known))
    wanted: dict[Any, Organisation] = {}
    for supplier in suppliers:
        organisation = catalogue.organisation(supplier).organisation
        if organisation.pk is None:
            organisation.save()
        wanted[organisation.pk] = organisation
    listed = agreement.parties.filter(part=AgreementParty.Part.SUPPLIER)
    listed.exclude(organisation__in=wanted).delete()
    there = set(listed.values_list("organisation", flat=True))
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, organisation=organisation, part=AgreementParty.Part.SUPPLIER)
        for pk, organisation in wanted.items()
        if pk not in there
    )
