from collections.abc import Iterator
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceButtonView, ServiceFormView
from governance.openness.selectors import Question, closed_part
from governance.warnings.exports import WARNINGS, exported
from governance.warnings.forms import WarningForm
from governance.warnings.models import EarlyWarning
from governance.warnings.services import close_warning, keep_warning_open, raise_warning
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView

LATEST = ("-raised_at", "-pk")


def _shown(actor: Actor, *, is_closed: bool) -> SpacedQuerySet:
    people = ("raised_by", "customer_closed_by", "supplier_closed_by")
    shown = EarlyWarning.objects.visible_to(actor).filter(closed_at__isnull=not is_closed)
    return shown.select_related(*people)


FIRST = PreparedForActor(lambda anyone: _shown(anyone, is_closed=False).order_by(*LATEST)[:26])


class Warnings(PartnershipView, ServiceFormView):
    """What either side sees coming, and one line to say more."""

    permission = "view"
    permissions = {"post": "raise_warning"}
    makes_new = True
    nav = "warnings"
    form_class = WarningForm
    template_name = "governance/warnings/warnings.html"

    def form_valid(self, form: WarningForm) -> HttpResponse:
        warning = raise_warning(actor=self.actor, **form.cleaned_data)
        return self.done(_("Raised. The other side's leads get an email."), warning)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_closed = self.request.GET.get("state") == "closed"
        first = None if is_closed else partial(FIRST.by, self.actor)
        page = page_of(_shown(self.actor, is_closed=is_closed), LATEST, self.request.GET, first=first)
        side = self.actor.side
        closed = closed_part(self.actor, Question.POTENTIAL_PROBLEMS)
        return super().get_context_data(
            is_closed=is_closed,
            page=page,
            rows=[(row, row.closed_by(side), row.closed_by(side.other)) for row in page.rows],
            closed=closed,
            # what somebody has typed stays on the page, even where it was refused
            may_raise=self.actor.may("raise_warning") and (closed is None or self.request.method == "POST"),
            may_close=self.actor.may("raise_warning") and not self.actor.is_outsider,
            **kwargs,
        )


class WarningsExport(ListExport):
    export = WARNINGS

    def items(self) -> Iterator[EarlyWarning]:
        return exported(_shown(self.actor, is_closed=self.request.GET.get("state") == "closed"))


class CloseWarning(PartnershipView, ServiceButtonView):
    """Close it for one's own side, or take that back."""

    permission = "raise_warning"

    def form_valid(self, form: Form) -> HttpResponse:
        warning = get_object_or_404(EarlyWarning.objects.visible_to(self.actor), pk=self.kwargs["pk"])
        if self.request.POST.get("do") == "reopen":
            keep_warning_open(actor=self.actor, warning=warning)
            return self.done(_("Open again."))
        if close_warning(actor=self.actor, warning=warning).closed_at:
            return self.done(_("Closed by both sides."))
        return self.done(_("Closed for your side. It stays open until the other side closes it."))

    def get_success_url(self) -> str:
        return reverse("warnings", args=[self.actor.partnership.reference])
