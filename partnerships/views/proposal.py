from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.requests import person_of
from partnerships.access import find_actor
from partnerships.actions import accept_proposal, decline_proposal, propose_again, withdraw_proposal
from partnerships.forms.errors import put_errors, take_version
from partnerships.forms.proposal import AcceptForm, DeclineForm, ProposalForm, ProposeAgainForm
from partnerships.models.partnership import new_reference
from partnerships.sides import Side
from partnerships.suppliers import suggestions, written
from partnerships.views.base import PartnershipView


class OfficerView(View):
    """For officers of any organisation."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not person_of(request).memberships.active().filter(is_officer=True).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class NewPartnership(OfficerView):
    def get(self, request: HttpRequest) -> HttpResponse:
        # the reference is made before the form is sent, so that a form sent twice is the same proposal
        form = ProposalForm(person_of(request), initial={"reference": new_reference()})
        return self._page(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ProposalForm(person_of(request), request.POST)
        if form.is_valid():
            try:
                partnership = form.propose()
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(
                    request,
                    _("Proposed. %(supplier)s has been asked by mail.") % {"supplier": partnership.supplier},
                )
                # the new lead sees it, an officer does anyway
                return redirect("proposal", partnership.reference)
        return self._page(form)

    def _page(self, form: ProposalForm) -> HttpResponse:
        return render(
            self.request, "partnerships/new_partnership.html", {"nav": "partnerships", "form": form}
        )


class SupplierSuggestions(OfficerView):
    """At most twenty organisations for the list that opens under the supplier's field."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = suggestions(request.GET.get("q", "")[:100])
        return JsonResponse({"suggestions": [written(organisation) for organisation in found]})


class Proposal(PartnershipView):
    """What is proposed, by whom; and what those who read it may do about it."""

    permission = "see_proposal"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page({})

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        answers = {
            "accept": (self._accept, AcceptForm(self.actor, request.POST)),
            "decline": (self._decline, DeclineForm(request.POST)),
            "withdraw": (self._withdraw, forms.Form(request.POST)),
            "again": (self._again, ProposeAgainForm(request.POST)),
        }
        what = request.POST.get("do", "")
        if what not in answers:
            return redirect("proposal", reference)
        answer, form = answers[what]
        if form.is_valid():
            try:
                message = answer(form)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.actor.partnership.version)
            else:
                messages.success(request, message)
                return self._onward(reference)
        return self._page({what: form})

    def _accept(self, form: forms.Form) -> str:
        accept_proposal(actor=self.actor, **form.cleaned_data)
        return _("Accepted. The partnership binds both sides.")

    def _decline(self, form: forms.Form) -> str:
        decline_proposal(actor=self.actor, reason=form.cleaned_data["reason"])
        return _("Declined. The customer has been told, with your reason.")

    def _withdraw(self, form: forms.Form) -> str:
        withdraw_proposal(actor=self.actor)
        return _("Withdrawn. The supplier has been told.")

    def _again(self, form: forms.Form) -> str:
        propose_again(actor=self.actor, supplier_contact=form.cleaned_data["supplier_contact"])
        return _("The supplier has been asked by mail.")

    def _onward(self, reference: str) -> HttpResponse:
        """To the partnership itself for those who may now see it."""
        actor = find_actor(self.actor.person, reference)
        if actor and actor.partnership.is_binding and actor.may("view"):
            return redirect("overview", reference)
        return redirect("proposal" if actor else "my_work", *([reference] if actor else []))

    def _page(self, given: dict[str, forms.Form]) -> HttpResponse:
        actor, partnership = self.actor, self.actor.partnership
        context = {
            "nav": "partnerships",
            "partnership": partnership,
            "may_answer": actor.may("answer_proposal"),
            "is_customer": actor.side is Side.CUSTOMER,
            "may_withdraw": actor.may("withdraw_proposal"),
            "may_edit": actor.may("edit_partnership"),
            "accept": given.get("accept") or AcceptForm(actor),
            "decline": given.get("decline") or DeclineForm(),
            "withdraw": given.get("withdraw"),
            "again": given.get("again")
            or ProposeAgainForm(initial={"supplier_contact": partnership.supplier_contact}),
        }
        return render(self.request, "partnerships/proposal.html", context)
