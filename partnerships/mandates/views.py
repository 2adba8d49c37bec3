from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceFormView
from partnerships.access.actors import Actor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.mandates.exports import SIGNERS, Line, exported, state_of
from partnerships.mandates.forms import SignerForm
from partnerships.mandates.models import Mandate, MandateQuerySet
from partnerships.mandates.services import end_mandate, name_signer
from partnerships.sides import Side
from partnerships.signing.signers import people_of


class Signers(PartnershipView, ServiceFormView):
    """Who signs for each side: the SRO and the SRIE, and whom they named in writing."""

    permission = "view"
    permissions = {"post": "name_signer"}
    nav = "sign_offs"
    form_class = SignerForm
    form_takes = ("actor",)
    template_name = "partnerships/mandates/signers.html"

    def form_valid(self, form: SignerForm) -> HttpResponse:
        mandate = name_signer(actor=self.actor, **form.cleaned_data)
        said = _("%(who)s is told by email.") % {"who": mandate.person.given_name}
        return self.done(said, "signers", self.actor.partnership.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, today = self.actor, self.actor.partnership.today()
        people = people_of([actor.partnership.pk])
        page = page_of(_named(actor), ("-named_at", "-pk"), self.request.GET)
        able, may_name = _able(actor), actor.may("name_signer")
        own = {
            "sides": [
                (side, actor.partnership.organisation(side), people[actor.partnership.pk, side].seniors)
                for side in Side
            ],
            "page": page,
            "rows": [
                (row, state_of(row, row.pk in able, today), may_name and row.side == actor.side)
                for row in page.rows
            ],
            "may_name": may_name,
        }
        return super().get_context_data(**own, **kwargs)


def _named(actor: Actor) -> MandateQuerySet:
    return Mandate.objects.visible_to(actor).select_related("person", "named_by", "ended_by")


def _able(actor: Actor) -> set[int]:
    return set(Mandate.objects.visible_to(actor).current().values_list("pk", flat=True))


class SignersExport(ListExport):
    export = SIGNERS

    def items(self) -> Iterator[Line]:
        return exported(_named(self.actor), _able(self.actor), self.actor.partnership.today())


class EndMandate(PartnershipView):
    permission = "name_signer"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        mandate = get_object_or_404(Mandate.objects.visible_to(self.actor), pk=pk)
        if mandate.side != self.actor.side:
            raise PermissionDenied
        end_mandate(actor=self.actor, mandate=mandate)
        messages.success(request, _("Ended. What was signed stays signed."))
        return redirect("signers", reference)
