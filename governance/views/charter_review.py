from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from governance.actions import plan_review, record_review, set_review
from governance.forms.charter_review import IntervalForm, PlanReviewForm, ReviewForm
from governance.models import CharterReview, CharterVersion
from partnerships.forms.errors import put_errors
from partnerships.views.base import PartnershipView


class CurrentCharterView(PartnershipView):
    """A page about the charter in force, which is not there before one is."""

    abstract = True
    charter: CharterVersion

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated and self.actor.may("view"):
            self.charter = get_object_or_404(CharterVersion.objects.visible_to(self.actor).current())
            self.charter.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, **forms: BaseForm) -> HttpResponse:
        own = {"nav": "charter", "partnership": self.actor.partnership, "charter": self.charter}
        return render(self.request, f"governance/{template}.html", {**own, **forms})


class RecordReview(CurrentCharterView):
    """Does it still hold? What both saw, and what came of it."""

    permission = "lead_charter"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self.page("charter_review", form=ReviewForm())

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = ReviewForm(request.POST)
        if form.is_valid():
            try:
                review = record_review(actor=self.actor, charter=self.charter, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                if review.outcome == CharterReview.Outcome.NEW_VERSION:
                    messages.success(request, _("Noted. The next version is in the workshop."))
                else:
                    messages.success(request, _("Noted. The next review follows by itself."))
                return redirect("charter", reference)
        return self.page("charter_review", form=form)


class PlanReview(CurrentCharterView):
    """A meeting about the charter, and how often there is one."""

    permission = "lead_charter"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        if "months" in request.POST:
            return self._set(IntervalForm(self.charter, request.POST))
        form = PlanReviewForm(self.actor, self.charter, request.POST)
        if form.is_valid():
            try:
                meeting = plan_review(actor=self.actor, charter=self.charter, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(
                    request, _("The meeting is called. Both sides' leads and seniors are asked.")
                )
                return redirect("meeting", reference, meeting.number)
        return self._page(form=form)

    def _set(self, form: IntervalForm) -> HttpResponse:
        if form.is_valid():
            try:
                set_review(actor=self.actor, charter=self.charter, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(self.request, _("Saved."))
                return redirect("charter", self.actor.partnership.reference)
        return self._page(interval=form)

    def _page(self, form: PlanReviewForm | None = None, interval: IntervalForm | None = None) -> HttpResponse:
        return self.page(
            "charter_plan",
            form=form or PlanReviewForm(self.actor, self.charter),
            interval=interval or IntervalForm(self.charter),
        )
