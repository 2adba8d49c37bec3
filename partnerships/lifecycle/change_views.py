from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.exports import AT_ONCE
from common.service_form import ServiceButtonView
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.lifecycle.answers_read import note_changes_read
from partnerships.lifecycle.changes import accept_change, decline_change, withdraw_change
from partnerships.lifecycle.emails import rows_of
from partnerships.lifecycle.exports import CHANGES
from partnerships.lifecycle.forms import ChangeAnswerForm
from partnerships.lifecycle.models import ChangeProposal


class ChangeProposals(PartnershipView):
    """What one side proposed to change of what binds both, and what the other said."""

    permission = "view"
    nav = "overview"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        actor = self.actor
        found = actor.partnership.change_proposals.select_related("proposed_by", "answered_by")
        proposals = [(proposal, rows_of(proposal.change)) for proposal in found[:200]]
        note_changes_read(actor.person, [proposal for proposal, _rows in proposals])
        context = {
            "waiting": [pair for pair in proposals if pair[0].is_open],
            "answered": [pair for pair in proposals if not pair[0].is_open],
            "may_edit": actor.may("edit_partnership"),
            "may_answer": actor.may("answer_change"),
            "form": ChangeAnswerForm(),
        }
        template = "partnerships/lifecycle/change_proposals.html"
        return render(request, template, self.get_context_data(**context))


class ChangesExport(ListExport):
    export = CHANGES

    def items(self) -> Iterator[ChangeProposal]:
        found = self.actor.partnership.change_proposals.select_related("proposed_by", "answered_by")
        return found.iterator(chunk_size=AT_ONCE)


class AnswerChange(PartnershipView, ServiceButtonView):
    permission = "edit_partnership"
    form_class = ChangeAnswerForm

    @cached_property
    def proposal(self) -> ChangeProposal:
        found = ChangeProposal.objects.filter(partnership=self.actor.partnership)
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def form_valid(self, form: ChangeAnswerForm) -> HttpResponse:
        asked = {"actor": self.actor, "proposal": self.proposal, "note": form.cleaned_data["note"]}
        if "accept" in self.request.POST:
            accept_change(**asked)
            return self.done(_("Accepted. It applies from now on, and the other side has been told."))
        if "decline" in self.request.POST:
            decline_change(**asked)
            return self.done(_("Declined. The other side has been told, with your reason."))
        withdraw_change(**asked)
        return self.done(_("Withdrawn. The other side has been told."))

    def get_success_url(self) -> str:
        return reverse("change_proposals", args=[self.actor.partnership.reference])
