from collections.abc import Iterator
from typing import Any

from django.db.models import Q, TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from accounts.organisations.models import normalise_name
from accounts.people.requests import person_of
from common.exports import ExportView
from common.paging import ByName, page_of
from common.service_form import ServiceFormView
from common.word_search import has_words
from partnerships.access.scope import AccessScope
from partnerships.access.views import PartnershipView
from partnerships.lifecycle.exports import PARTNERSHIPS, exported
from partnerships.lifecycle.forms import (
    PartnershipFilter,
    PartnershipForm,
)
from partnerships.lifecycle.models import ChangeProposal, Partnership, PartnershipQuerySet
from partnerships.lifecycle.services import edit_partnership
from partnerships.sides import Stage

#: The columns that the list shows; the rest of a partnership stays in the database.
SHOWN = ("pk", "reference", "title", "state", "stage", "end", "customer__name", "supplier__name")


class Partnerships(View):
    """All partnerships that the person has a part in, or is officer for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        scope = AccessScope(person_of(request))
        form = PartnershipFilter(request.GET)
        given = form.given() if request.GET else {}
        found = _matching(Partnership.objects.seen_by(scope), given, scope)
        page = page_of(found.values_list(*SHOWN, named=True), (ByName("title"), "pk"), request.GET)
        stages, states = _labels(Stage), _labels(Partnership.State)
        awaiting = Partnership.objects.awaiting_answer_of(scope)
        context = {
            "nav": "partnerships",
            "words": request.GET.get("q", ""),
            "party": request.GET.get("party", ""),
            "stage": given.get("stage", ""),
            "stages": stages,
            "is_filtered": bool(given),
            "page": page,
            "rows": [(row, stages[row.stage], states[row.state]) for row in page.rows],
            "proposals": awaiting.values_list("reference", "title", "customer__name", named=True)[:20],
            "may_propose": bool(scope.officer_of),
            "administered": scope.administered,
        }
        return render(request, "partnerships/lifecycle/partnerships.html", context)


class PartnershipsExport(ExportView):
    export = PARTNERSHIPS

    def items(self) -> Iterator[Partnership]:
        scope = AccessScope(person_of(self.request))
        given = PartnershipFilter(self.request.GET).given()
        return exported(_matching(Partnership.objects.seen_by(scope), given, scope))


class EditPartnership(PartnershipView, ServiceFormView):
    permission = "edit_partnership"
    nav = "overview"
    form_class = PartnershipForm
    template_name = "partnerships/lifecycle/partnership_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.actor.partnership}

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.actor.partnership.version}

    def get_version(self) -> int:
        return self.actor.partnership.version

    def form_valid(self, form: PartnershipForm) -> HttpResponse:
        edit_partnership(actor=self.actor, **form.cleaned_data)
        if form.is_proposing:
            return self.done(_("Proposed. The other side has been asked by email."), *self.changes)
        return self.done(_("Saved."), self.actor.partnership)

    @property
    def changes(self) -> tuple[str, str]:
        return "change_proposals", self.actor.partnership.reference

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.actor.partnership.change_proposals.filter(state=ChangeProposal.State.OPEN)
        return super().get_context_data(waiting=waiting.exists(), **kwargs)


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    """Each in the reader's language, once and not with every row."""
    return {value: str(label) for value, label in choices.choices}


def _matching(found: PartnershipQuerySet, given: dict[str, str], scope: AccessScope) -> PartnershipQuerySet:
    found = found.filter(has_words(given.get("q", ""), "title", "reference"))
    if party := normalise_name(given.get("party", "")):
        own = scope.belongs_to
        found = found.filter(
            Q(customer__normalised_name__contains=party) & ~Q(customer__in=own)
            | Q(supplier__normalised_name__contains=party) & ~Q(supplier__in=own)
        )
    if stage := given.get("stage"):
        found = found.filter(stage=stage)
    return found
