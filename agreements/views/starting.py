from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.requests import person_of
from agreements.actions import start_partnership
from agreements.actions.starting import OVER, possible_suppliers
from agreements.forms import StartForm
from agreements.views.agreement import NAV, own_agreement, tell


class StartPartnership(View):
    """The agreement's terms as a proposal, to look over and send."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.person = person_of(request)
        self.agreement = own_agreement(self.person, kwargs["pk"])
        started = self.agreement.partnership
        if started is not None and started.state not in OVER:
            return redirect("overview", started.reference)
        self.suppliers = possible_suppliers(self.agreement)
        if not self.suppliers:
            messages.error(request, _("The agreement names no supplier to start a partnership with."))
            return redirect(self.agreement)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(StartForm(agreement=self.agreement, suppliers=self.suppliers))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = StartForm(request.POST, agreement=self.agreement, suppliers=self.suppliers)
        if form.is_valid():
            try:
                partnership = start_partnership(
                    person=self.person, agreement=self.agreement, **form.cleaned_data
                )
            except ValidationError as error:
                tell(form, error)
            else:
                messages.success(
                    request,
                    _("Proposed. %(supplier)s is asked by mail to accept.")
                    % {"supplier": partnership.supplier},
                )
                return redirect("overview", partnership.reference)
        return self._page(form)

    def _page(self, form: StartForm) -> HttpResponse:
        context = {
            **NAV,
            "form": form,
            "agreement": self.agreement,
            "supplier": self.suppliers[0] if len(self.suppliers) == 1 else None,
        }
        return render(self.request, "agreements/start.html", context)
