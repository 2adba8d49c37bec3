from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.organisations.identifiers import digits_notice
from accounts.people.models import Person
from accounts.people.requests import person_of
from common.service_form import ServiceFormView
from partnerships.access.actors import find_actor
from partnerships.access.views import PartnershipView
from partnerships.lifecycle.answers_read import note_decline_read
from partnerships.lifecycle.forms import (
    AcceptForm,
    DeclineForm,
    ProposalForm,
    ProposeAgainForm,
    own_organisations,
)
from partnerships.lifecycle.models import new_reference
from partnerships.lifecycle.proposals import (
    accept_proposal,
    decline_proposal,
    propose_again,
    withdraw_proposal,
)
from partnerships.lifecycle.suppliers import name_with_number, suggestions
from partnerships.sides import Side


class OfficerView(View):
    """For officers of any organisation."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not person_of(request).memberships.active().filter(is_officer=True).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class NewPartnership(OfficerView, ServiceFormView):
    form_class = ProposalForm
    form_takes = ("person",)
    template_name = "partnerships/lifecycle/new_partnership.html"
    extra_context = {"nav": "partnerships"}

    @property
    def person(self) -> Person:
        return person_of(self.request)

    def get_initial(self) -> dict[str, Any]:
        # the reference is made before the form is sent, so that a form sent twice is the same proposal
        initial: dict[str, Any] = {"reference": new_reference()}
        asked = self.request.GET.get("customer", "")
        own = own_organisations(self.person)
        return {**initial, "customer": int(asked)} if asked in map(str, own) else initial

    def form_valid(self, form: ProposalForm) -> HttpResponse:
        partnership = form.propose()
        said = _("Proposed. %(supplier)s has been asked by email.") % {"supplier": partnership.supplier}
        typed, supplier = form.cleaned_data["supplier_number"], partnership.supplier
        if typed and supplier and (notice := digits_notice(supplier.identifier)):
            messages.warning(self.request, notice)
        # the new lead sees it, an officer does anyway
        return self.done(said, "proposal", partnership.reference)


class SupplierSuggestions(OfficerView):
    """At most twenty that one works with, for the list that opens under the supplier's field."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = suggestions(request.GET.get("q", "")[:100], own_organisations(person_of(request)))
        return JsonResponse({"suggestions": [name_with_number(organisation) for organisation in found]})


class Proposal(PartnershipView, ServiceFormView):
    """What is proposed, by whom; and what those who read it may do about it."""

    permission = "see_proposal"
    nav = "partnerships"
    template_name = "partnerships/lifecycle/proposal.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note_decline_read(self.actor.person, self.actor.partnership)
        return self.render_to_response(self.get_context_data(form=None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.answer not in ("accept", "decline", "withdraw", "again"):
            return redirect("proposal", self.actor.partnership.reference)
        return super().post(request, *args, **kwargs)

    @property
    def answer(self) -> str:
        return self.request.POST.get("do", "")

    def get_form(self, form_class: object = None) -> forms.Form:
        sent = self.request.POST
        if self.answer == "accept":
            return AcceptForm(self.actor, sent)
        kinds = {"decline": DeclineForm, "again": ProposeAgainForm}
        return kinds.get(self.answer, forms.Form)(sent)

    def get_version(self) -> int:
        return self.actor.partnership.version

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answers = {
            "accept": self._accept,
            "decline": self._decline,
            "withdraw": self._withdraw,
            "again": self._again,
        }
        return self.done(answers[self.answer](form))

    def _accept(self, form: forms.Form) -> str:
        accept_proposal(actor=self.actor, **form.cleaned_data)
        return _("Accepted. The partnership binds both sides.")

    def _decline(self, form: forms.Form) -> str:
        decline_proposal(actor=self.actor, reason=form.cleaned_data["reason"])
        return _("Declined. The customer has been told, with your reason.")

    def _withdraw(self, form: forms.Form) -> str:
        done = withdraw_proposal(actor=self.actor)
        if done.uninvited:
            return _(
                "Withdrawn. The invitation to %(email)s no longer works; an email has been sent to say so."
            ) % {"email": ", ".join(done.uninvited)}
        if done.told:
            return _("Withdrawn. The supplier has been told by email: %(email)s.") % {
                "email": ", ".join(done.told)
            }
        return _("Withdrawn. Nobody at the supplier could be told by email.")

    def _again(self, form: forms.Form) -> str:
        propose_again(actor=self.actor, supplier_contact=form.cleaned_data["supplier_contact"])
        return _("The supplier has been asked by email.")

    def get_success_url(self) -> str:
        """To the partnership itself for those who may now see it."""
        actor = find_actor(self.actor.person, self.actor.partnership.reference)
        if actor is None:
            return reverse("my_work")
        if actor.partnership.is_binding and actor.may("view"):
            return actor.partnership.get_absolute_url()
        return reverse("proposal", args=[actor.partnership.reference])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, partnership = self.actor, self.actor.partnership
        own = {
            "may_answer": actor.may("answer_proposal"),
            "is_customer": actor.side is Side.CUSTOMER,
            "may_withdraw": actor.may("withdraw_proposal"),
            "may_edit": actor.may("edit_partnership"),
            "accept": AcceptForm(actor),
            "decline": DeclineForm(),
            "withdraw": None,
            "again": ProposeAgainForm(initial={"supplier_contact": partnership.supplier_contact}),
        }
        if sent := kwargs["form"]:
            own[self.answer] = sent
        return super().get_context_data(**own, **kwargs)
