from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from governance.actions import close_warning, keep_warning_open, raise_warning
from governance.forms.warning import WarningForm
from governance.models import EarlyWarning
from governance.openness import Question, closed_part
from partnering.paging import page_of
from partnerships.forms.errors import put_errors
from partnerships.views.base import PartnershipView


class Warnings(PartnershipView):
    """What either side sees coming, and one line to say more."""

    permission = "view"
    permissions = {"post": "raise_warning"}
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(WarningForm())

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = WarningForm(request.POST)
        if form.is_valid():
            try:
                raise_warning(actor=self.actor, text=form.cleaned_data["text"])
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Raised. The other side's leads get a mail."))
                return redirect("warnings", reference)
        return self._page(form)

    def _page(self, form: WarningForm) -> HttpResponse:
        is_closed = self.request.GET.get("state") == "closed"
        shown = EarlyWarning.objects.visible_to(self.actor).filter(closed_at__isnull=not is_closed)
        people = ("raised_by", "customer_closed_by", "supplier_closed_by")
        page = page_of(shown.select_related(*people), ("-raised_at", "-pk"), self.request.GET)
        side = self.actor.side
        closed = closed_part(self.actor, Question.POTENTIAL_PROBLEMS)
        context = {
            "nav": "warnings",
            "partnership": self.actor.partnership,
            "form": form,
            "is_closed": is_closed,
            "page": page,
            "rows": [(row, row.closed_by(side), row.closed_by(side.other)) for row in page.rows],
            "closed": closed,
            # what somebody has typed stays on the page, even where it was refused
            "may_raise": self.actor.may("raise_warning") and (closed is None or form.is_bound),
            "may_close": self.actor.may("raise_warning") and not self.actor.is_outsider,
        }
        return render(self.request, "governance/warnings.html", context)


class CloseWarning(PartnershipView):
    """Close it for one's own side, or take that back."""

    permission = "raise_warning"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        warning = get_object_or_404(EarlyWarning.objects.visible_to(self.actor), pk=pk)
        if request.POST.get("do") == "reopen":
            keep_warning_open(actor=self.actor, warning=warning)
            messages.success(request, _("Open again."))
        elif close_warning(actor=self.actor, warning=warning).closed_at:
            messages.success(request, _("Closed by both sides."))
        else:
            messages.success(
                request, _("Closed for your side. It stays open until the other side closes it.")
            )
        return redirect("warnings", reference)
