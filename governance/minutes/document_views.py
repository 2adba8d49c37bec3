"""The pre-read of a meeting, and its sealed minutes, as PDF: asked for, being made, there."""

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.service_form import ServiceButtonView
from governance.agendas.models import AgendaItem
from governance.agendas.pre_read import agenda_card, points_of
from governance.meetings.views import MeetingView
from governance.minutes.documents import send_pre_read, want_minutes_paper, want_pre_read
from governance.minutes.emails import paper_name
from governance.minutes.models import MeetingPaper, Minutes

Kind = MeetingPaper.Kind


class PaperView(MeetingView):
    """A paper in the reader's language."""

    abstract = True
    kind: str

    def paper(self) -> MeetingPaper | None:
        found = MeetingPaper.objects.filter(meeting=self.meeting, kind=self.kind, language=language()).first()
        if found:
            found.meeting = self.meeting
        return found


class PreRead(PaperView):
    """What is known of everything on the agenda, to read here or to take along."""

    permission = "view"
    kind = Kind.PRE_READ

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        paper = self.paper()
        if "state" in request.GET:
            return JsonResponse({"state": paper.state if paper else ""})
        card = agenda_card(self.meeting)
        return self.page(
            "governance/agendas/pre_read.html", **{**card, "points": points_of(self.meeting)}, paper=paper
        )

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        """Have it made, from the agenda as it stands."""
        if AgendaItem.objects.filter(meeting=self.meeting).exists():
            want_pre_read(self.meeting, language())
        else:
            messages.warning(request, _("There is nothing on the agenda yet."))
        return redirect("pre_read", reference, number)


class SendPreRead(MeetingView, ServiceButtonView):
    permission = "change_agenda"
    refusal_level = messages.WARNING

    def form_valid(self, form: Form) -> HttpResponse:
        count = send_pre_read(actor=self.actor, meeting=self.meeting)
        said = ngettext("It goes to %(count)s person by mail.", "It goes to %(count)s people by mail.", count)
        return self.done(said % {"count": count})

    def get_success_url(self) -> str:
        return reverse("pre_read", args=[self.actor.partnership.reference, self.meeting.number])


class PreReadFile(PaperView):
    """The file, once it is made."""

    permission = "view"
    kind = Kind.PRE_READ

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        paper = self.paper()
        if paper is None or not paper.file:
            raise Http404
        return download(request, paper)


class SealedMinutes(PaperView):
    """The sealed minutes as PDF; until they are made in the reader's language, a page that says so."""

    permission = "view"
    kind = Kind.MINUTES

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        self.sealed()
        paper = self.paper()
        if "state" in request.GET:
            return JsonResponse({"state": paper.state if paper else ""})
        if paper and paper.state == MeetingPaper.State.MADE:
            return download(request, paper)
        return self.page("governance/minutes/minutes_paper.html", paper=paper)

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        want_minutes_paper(self.sealed(), language())
        return redirect("minutes_paper", reference, number)

    def sealed(self) -> Minutes:
        minutes: Minutes = get_object_or_404(
            Minutes.objects.visible_to(self.actor), meeting=self.meeting, state=Minutes.State.SEALED
        )
        minutes.meeting = self.meeting
        return minutes


def language() -> str:
    spoken = get_language() or settings.LANGUAGE_CODE
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def download(request: HttpRequest, paper: MeetingPaper) -> HttpResponseBase:
    etag = f'"{paper.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    with paper.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{paper_name(paper)}"'
    response["Content-Length"] = str(paper.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response
