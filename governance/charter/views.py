"""The charter as it is read: the current version, every earlier one, and what has changed between two."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.numbers import number_in
from common.service_form import ServiceFormView
from governance.charter.documents import KINDS
from governance.charter.forms import ReopenForm
from governance.charter.models import CharterReview, CharterVersion
from governance.charter.services import start_charter
from governance.charter.signing import reopen_charter, submit_charter
from governance.charter.versions import compared, reservations, sign_off_of
from governance.charter.workshop_views import VersionView
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView
from partnerships.documents.models import Document

#: Versions listed; more than one a year would be many.
SHOWN = 50
DOCUMENTS = 5
REVIEWS = 10


VERSIONS = PreparedForActor(
    lambda anyone: (
        CharterVersion.objects.visible_to(anyone).select_related("review_meeting").order_by("-number")[:SHOWN]
    )
)
REVIEWED = PreparedForActor(
    lambda anyone: (
        CharterReview.objects.visible_to(anyone)
        .select_related("recorded_by")
        .order_by("-held_on", "-pk")[:REVIEWS]
    )
)


class Charter(PartnershipView):
    """What we promise each other, always at hand, and where the next version stands."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        versions = VERSIONS.by(self.actor)
        current = next((v for v in versions if v.state == CharterVersion.State.CURRENT), None)
        prepared = next((v for v in versions if v.state in ("workshop", "waiting")), None)
        context = {
            "nav": "charter",
            "partnership": self.actor.partnership,
            "current": current,
            "sections": _said(current) if current else [],
            "reservations": reservations(self.actor, current.pk) if current else [],
            "prepared": prepared,
            "versions": versions,
            "documents": ASKED_FOR.by(self.actor),
            "reviews": REVIEWED.by(self.actor),
            "today": self.actor.partnership.today(),
            "may_lead": self.actor.may("lead_charter"),
        }
        return render(request, "governance/charter/charter.html", context)


class StartCharter(PartnershipView):
    permission = "lead_charter"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        charter = start_charter(actor=self.actor)
        return redirect("charter_workshop", reference, charter.number)


class OneVersion(VersionView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        context = self.get_context_data(**_about(self, ReopenForm()))
        return render(request, "governance/charter/charter_version.html", context)


class SubmitCharter(VersionView, ServiceFormView):
    """Read it once more as a whole, then ask both sides to sign."""

    permission = "lead_charter"
    form_class = Form
    template_name = "governance/charter/charter_submit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.charter.is_in_workshop:
            return redirect(self.charter)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        seen = number_in(self.request.POST.get("revision", ""))
        revision = -1 if seen is None else seen  # what is no number was never shown
        submit_charter(actor=self.actor, charter=self.charter, revision=revision)
        return self.done(_("Submitted for signature. Both sides are asked to sign."), self.charter)

    def refused(self, form: Form, error: ValidationError) -> HttpResponse:
        self.charter.refresh_from_db()
        return self.render_to_response(self.get_context_data(form=form, refusal=error.messages[0]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections = list(self.charter.parts())
        own = {
            "sections": [section for section in sections if section.text],
            "empty": [section for section in sections if not section.text],
            "refusal": "",
        }
        return super().get_context_data(**{**own, **kwargs})


class ReopenCharter(VersionView, ServiceFormView):
    permission = "lead_charter"
    http_method_names = ["post"]
    form_class = ReopenForm
    template_name = "governance/charter/charter_version.html"

    def form_valid(self, form: ReopenForm) -> HttpResponse:
        reopen_charter(actor=self.actor, charter=self.charter, **form.cleaned_data)
        said = _("In the workshop again. Nobody's signature counts any more.")
        return self.done(said, self.workshop_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, **_about(self, kwargs["form"])})


class CompareCharters(PartnershipView):
    """Two versions beside each other; without a choice, the latest and the one before it."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        versions = list(CharterVersion.objects.visible_to(self.actor).order_by("-number")[:SHOWN])
        after = _chosen(versions, request.GET.get("to"), 0)
        before = _chosen(versions, request.GET.get("from"), 1)
        context: dict[str, Any] = {
            "nav": "charter",
            "partnership": self.actor.partnership,
            "versions": versions,
            "before": before,
            "after": after,
            "pairs": compared(before, after) if before and after else [],
        }
        return render(request, "governance/charter/charter_compare.html", context)


def _about(view: VersionView, form: ReopenForm) -> dict[str, Any]:
    """What the page of one version shows besides the version; the form only for those who may use it."""
    charter, actor = view.charter, view.actor
    may_reopen = charter.state == CharterVersion.State.WAITING and actor.may("lead_charter")
    return {
        "sections": _said(charter),
        "sign_off": None if charter.is_in_workshop else sign_off_of(charter),
        "form": form if may_reopen else None,
        "documents": _documents(actor).filter(subject_id=charter.pk)[:DOCUMENTS],
    }


def _chosen(versions: list[CharterVersion], number: str | None, place: int) -> CharterVersion | None:
    if number:
        found = next((version for version in versions if str(version.number) == number), None)
        if found is None:
            raise Http404
        return found
    return versions[place] if place < len(versions) else None


def _documents(actor: Actor) -> SpacedQuerySet:
    """The latest that somebody asked for, each with the ``number`` of its version."""
    documents = Document.objects.visible_to(actor).filter(kind__in=KINDS).select_related("asked_by")
    number = CharterVersion.objects.filter(pk=OuterRef("subject_id")).values("number")
    latest: SpacedQuerySet = documents.annotate(number=Subquery(number)).order_by("-requested_at", "-pk")
    return latest


ASKED_FOR = PreparedForActor(lambda anyone: _documents(anyone)[:DOCUMENTS])


def _said(charter: CharterVersion) -> list[Any]:
    return [section for section in charter.parts() if section.text]
