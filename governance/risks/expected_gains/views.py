from collections.abc import Iterator
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.exports import AT_ONCE
from common.service_form import ServiceButtonView, ServiceFormView
from governance.risks.expected_gains.exports import GAINS
from governance.risks.expected_gains.forms import ExpectedGainForm
from governance.risks.expected_gains.models import ExpectedGain
from governance.risks.expected_gains.services import add_expected_gain, remove_expected_gain
from governance.risks.matrix import loads_by_side
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.sides import Side


class ExpectedGainView(PartnershipView):
    abstract = True
    nav = "risks"

    def get_success_url(self) -> str:
        return reverse("gains", args=[self.actor.partnership.reference])


class ExpectedGains(ExpectedGainView, ServiceFormView):
    """What each side gains, held against what it carries."""

    permission = "view"
    permissions = {"post": "change_risk"}
    makes_new = True
    form_class = ExpectedGainForm
    template_name = "governance/risks/expected_gains.html"

    def form_valid(self, form: ExpectedGainForm) -> HttpResponse:
        add_expected_gain(actor=self.actor, **form.cleaned_data)
        return self.done(_("Both sides see it now."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gains = list(
            ExpectedGain.objects.visible_to(self.actor).select_related("created_by").order_by("-size", "pk")
        )
        return super().get_context_data(
            loads=loads_by_side(self.actor),
            gains=[(side, [gain for gain in gains if gain.side == side]) for side in Side],
            may_change=self.actor.may("change_risk"),
            **kwargs,
        )


class ExpectedGainsExport(ListExport):
    export = GAINS

    def items(self) -> Iterator[ExpectedGain]:
        gains = ExpectedGain.objects.visible_to(self.actor).select_related("created_by", "partnership")
        return gains.order_by("side", "-size", "pk").iterator(chunk_size=AT_ONCE)


class RemoveExpectedGain(ExpectedGainView, ServiceButtonView):
    permission = "change_risk"

    def form_valid(self, form: Form) -> HttpResponse:
        gain = get_object_or_404(ExpectedGain.objects.visible_to(self.actor), pk=self.kwargs["pk"])
        remove_expected_gain(actor=self.actor, gain=gain)
        return self.done(_("Taken out."))
