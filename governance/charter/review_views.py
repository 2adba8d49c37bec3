from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.service_form import ServiceFormView
from governance.charter.models import CharterReview, CharterVersion
from governance.charter.review_forms import IntervalForm, PlanReviewForm, ReviewForm
from governance.charter.reviews import plan_review, record_review, set_review
from partnerships.access.views import PartnershipView


class CurrentCharterView(PartnershipView, ServiceFormView):
    """A page about the charter in force, which is not there before one is."""

    abstract = True
    nav = "charter"
    charter: CharterVersion

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated and self.actor.may("view"):
            self.charter = get_object_or_404(CharterVersion.objects.visible_to(self.actor).current())
            self.charter.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(charter=self.charter, **kwargs)

    def get_success_url(self) -> str:
        return reverse("charter", args=[self.actor.partnership.reference])


class RecordReview(CurrentCharterView):
    """Does it still hold? What both saw, and what came of it."""

    permission = "lead_charter"
    makes_new = True
    form_class = ReviewForm
    form_takes = ("actor",)
    template_name = "governance/charter/charter_review.html"

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        review = record_review(actor=self.actor, charter=self.charter, **form.cleaned_data)
        if review.outcome == CharterReview.Outcome.NEW_VERSION:
            return self.done(_("Noted. The next version is in the workshop."))
        return self.done(_("Noted. The next review follows by itself."))


class PlanReview(CurrentCharterView):
    """A meeting about the charter, and how often there is one."""

    permission = "lead_charter"
    makes_new = True
    form_class = PlanReviewForm
    form_takes = ("actor", "charter")
    template_name = "governance/charter/charter_plan.html"

    def get_form(self, form_class: object = None) -> PlanReviewForm | IntervalForm:
        if "months" in self.request.POST:
            return IntervalForm(self.charter, self.request.POST)
        plan: PlanReviewForm = super().get_form()
        return plan

    def form_valid(self, form: PlanReviewForm | IntervalForm) -> HttpResponse:
        if isinstance(form, IntervalForm):
            set_review(actor=self.actor, charter=self.charter, **form.cleaned_data)
            return self.done(_("Saved."))
        meeting = plan_review(actor=self.actor, charter=self.charter, **form.cleaned_data)
        return self.done(_("The meeting is called. Both sides' leads and seniors are asked."), meeting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sent = context["form"]
        if isinstance(sent, IntervalForm):
            return {**context, "form": PlanReviewForm(self.actor, self.charter), "interval": sent}
        return {**context, "interval": IntervalForm(self.charter)}
