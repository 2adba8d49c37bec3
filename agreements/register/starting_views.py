from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.people.requests import person_of
from agreements.register.starting import OVER, other_buyers, possible_suppliers, start_partnership
from agreements.register.starting_forms import StartForm
from agreements.register.views import NAV, own_agreement
from common.service_form import ServiceFormView


class StartPartnership(ServiceFormView):
    """The agreement's terms as a proposal, to look over and send."""

    form_class = StartForm
    form_takes = ("agreement", "suppliers", "buyers")
    template_name = "agreements/register/start.html"
    extra_context = NAV

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = person_of(request)
        self.agreement = own_agreement(self.person, kwargs["pk"])
        started = self.agreement.partnership
        if started is not None and started.state not in OVER:
            return redirect("overview", started.reference)
        self.suppliers = possible_suppliers(self.agreement)
        if not self.suppliers:
            messages.error(request, _("The agreement names no supplier to start a partnership with."))
            return redirect(self.agreement)
        self.buyers = other_buyers(self.person, self.agreement)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: StartForm) -> HttpResponse:
        partnership = start_partnership(person=self.person, agreement=self.agreement, **form.cleaned_data)
        said = _("Proposed. %(supplier)s is asked by email to accept.") % {"supplier": partnership.supplier}
        return self.done(said, partnership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        supplier = self.suppliers[0] if len(self.suppliers) == 1 else None
        return super().get_context_data(
            agreement=self.agreement,
            supplier=supplier,
            bought_by=", ".join(buyer.name for buyer in self.buyers),
            **kwargs,
        )
