from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from governance.actions import add_gain, remove_gain
from governance.forms.gain import GainForm
from governance.heat import balance
from governance.models import Gain
from partnerships.forms.errors import put_errors
from partnerships.sides import Side
from partnerships.views.base import PartnershipView


class Gains(PartnershipView):
    """What each side gains, held against what it carries."""

    permission = "view"
    permissions = {"post": "change_risk"}
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(GainForm())

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = GainForm(request.POST)
        if form.is_valid():
            try:
                add_gain(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Both sides see it now."))
                return redirect("gains", reference)
        return self._page(form)

    def _page(self, form: GainForm) -> HttpResponse:
        gains = list(Gain.objects.visible_to(self.actor).select_related("created_by").order_by("-size", "pk"))
        context = {
            "nav": "risks",
            "partnership": self.actor.partnership,
            "form": form,
            "loads": balance(self.actor),
            "gains": [(side, [gain for gain in gains if gain.side == side]) for side in Side],
            "may_change": self.actor.may("change_risk"),
        }
        return render(self.request, "governance/gains.html", context)


class RemoveGain(PartnershipView):
    permission = "change_risk"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        remove_gain(actor=self.actor, gain=get_object_or_404(Gain.objects.visible_to(self.actor), pk=pk))
        messages.success(request, _("Taken out."))
        return redirect("gains", reference)
