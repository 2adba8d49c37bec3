from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.organisations.identifiers import digits_notice
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from accounts.people.requests import person_of
from agreements.register.exports import AGREEMENTS, Line, exported
from agreements.register.forms import AgreementForm
from agreements.register.models import Agreement
from agreements.register.organisations import NamedOrganisation
from agreements.register.registers import registers_of
from agreements.register.selectors import (
    listed_agreements,
    parties_of,
    readable_agreements,
    terms_of,
    words_of,
)
from agreements.register.services import add_agreement, edit_agreement
from agreements.register.starting import may_start, other_buyers, possible_suppliers
from common.exports import ExportView
from common.paging import ByName, page_of
from common.service_form import ServiceFormView
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.suppliers import acquaintances, count_look_up

NAV = {"nav": "agreements"}


def own_agreement(person: Person, pk: int) -> Agreement:
    """An agreement of a register that the person keeps."""
    scope = AccessScope(person)
    return get_object_or_404(readable_agreements(scope).filter(register__in=scope.officer_of), pk=pk)


def tell_wrong_digits(request: HttpRequest, form: AgreementForm) -> None:
    if notice := digits_notice(*(supplier.identifier for supplier in form.named_suppliers)):
        messages.warning(request, notice)


class AgreementList(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        scope = AccessScope(person_of(request))
        words = words_of(request.GET)
        page = page_of(listed_agreements(scope, words), (ByName("title"), "pk"), request.GET)
        context = {
            **NAV,
            "page": page,
            "rows": list(zip(page.rows, terms_of(page.rows), strict=True)),
            "words": words,
            "keeps_registers": bool(scope.officer_of),
            "several_registers": len(scope.officer_of) > 1,
            "administered": scope.administered,
        }
        return render(request, "agreements/register/list.html", context)


class AgreementsExport(ExportView):
    export = AGREEMENTS

    def items(self) -> Iterator[Line]:
        return exported(AccessScope(person_of(self.request)), words_of(self.request.GET))


class AgreementPage(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = person_of(request)
        scope = AccessScope(person)
        agreement = get_object_or_404(readable_agreements(scope), pk=pk)
        is_officer = agreement.register_id in scope.officer_of
        started = (
            Partnership.objects.seen_by(scope).filter(pk=agreement.partnership_id).first()
            if agreement.partnership_id
            else None
        )
        context = {
            **NAV,
            "agreement": agreement,
            "parties": parties_of(agreement),
            "is_officer": is_officer,
            "bought_by_others": ", ".join(
                buyer.name for buyer in (other_buyers(person, agreement) if is_officer else ())
            ),
            "may_start": is_officer and may_start(person, agreement) and bool(possible_suppliers(agreement)),
            "started": started,
            "is_imported": agreement.ocid and not agreement.ocid.startswith("form-"),
            "administered": scope.administered,
        }
        return render(request, "agreements/register/agreement.html", context)


def count_numbers(person: Person, register: Organisation, named: list[NamedOrganisation]) -> None:
    """A number that is written down tells who has it, unless one works with them."""
    numbers = {who.identifier for who in named} - {""}
    known = acquaintances([register.pk]).filter(identifier__in=numbers)
    try:
        count_look_up(person, len(numbers - set(known.values_list("identifier", flat=True))))
    except ValidationError as error:
        raise ValidationError({"suppliers": error}) from None


class NewAgreement(ServiceFormView):
    form_class = AgreementForm
    form_takes = ("registers",)
    template_name = "agreements/register/form.html"
    extra_context = NAV

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = person_of(request)
        self.registers = registers_of(self.person)
        if not self.registers:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AgreementForm) -> HttpResponse:
        register = form.cleaned_data["register"]
        count_numbers(self.person, register, form.named_suppliers)
        agreement = add_agreement(
            person=self.person,
            register=register,
            token=form.cleaned_data["token"],
            terms=form.terms,
            suppliers=form.named_suppliers,
        )
        tell_wrong_digits(self.request, form)
        return self.done(_("The agreement is in the register."), agreement)


class EditAgreement(ServiceFormView):
    form_class = AgreementForm
    template_name = "agreements/register/form.html"
    extra_context = NAV

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = person_of(request)
        self.agreement = own_agreement(self.person, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.agreement}

    def form_valid(self, form: AgreementForm) -> HttpResponse:
        count_numbers(self.person, self.agreement.register, form.named_suppliers)
        edit_agreement(
            person=self.person,
            agreement=self.agreement,
            version=form.cleaned_data["version"] or 0,
            terms=form.terms,
            suppliers=form.named_suppliers,
        )
        tell_wrong_digits(self.request, form)
        return self.done(_("The agreement is changed."), self.agreement)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(agreement=self.agreement, **kwargs)
