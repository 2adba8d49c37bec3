"""The pre-read of a meeting, and its sealed minutes, as PDF: asked for, being made, there."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.service_form import ServiceButtonView
from governance.agendas.models import AgendaItem
from governance.agendas.pre_read import agenda_card, points_of
from governance.meetings.models import Meeting
from governance.meetings.views import MeetingView
from governance.minutes.documents import (
    PRE_READ,
    SEALED_MINUTES,
    request_minutes_document,
    request_pre_read,
    send_pre_read,
)
from governance.minutes.models import Minutes
from partnerships.documents.downloads import download, own_language, state_or_file
from partnerships.documents.kinds import DocumentKind
from partnerships.documents.models import Document
from partnerships.documents.selectors import document_about


class DocumentView(MeetingView):
    """A document in the reader's language."""

    abstract = True
    kind: DocumentKind[Meeting]

    def document(self) -> Document | None:
        return document_about(self.kind, self.meeting, own_language())


class PreRead(DocumentView):
    """What is known of everything on the agenda, to read here or to take along."""

    permission = PRE_READ.permission
    kind = PRE_READ

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        document = self.document()
        if "state" in request.GET:
            return JsonResponse({"state": document.state if document else ""})
        card = agenda_card(self.meeting)
        return self.page(
            "governance/agendas/pre_read.html",
            **{**card, "points": points_of(self.meeting)},
            document=document,
        )

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        """Have it made, from the agenda as it stands."""
        if AgendaItem.objects.filter(meeting=self.meeting).exists():
            request_pre_read(self.meeting, own_language())
        else:
            messages.warning(request, _("There is nothing on the agenda yet."))
        return redirect("pre_read", reference, number)


class SendPreRead(MeetingView, ServiceButtonView):
    permission = "change_agenda"
    refusal_level = messages.WARNING

    def form_valid(self, form: Form) -> HttpResponse:
        count = send_pre_read(actor=self.actor, meeting=self.meeting)
        said = ngettext(
            "It goes to %(count)s person by email.", "It goes to %(count)s people by email.", count
        )
        return self.done(said % {"count": count})

    def get_success_url(self) -> str:
        return reverse("pre_read", args=[self.actor.partnership.reference, self.meeting.number])


class PreReadFile(DocumentView):
    """The file, once it is made."""

    permission = PRE_READ.permission
    kind = PRE_READ

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        document = self.document()
        if document is None or not document.file:
            raise Http404
        return download(document, self.meeting)


class SealedMinutes(DocumentView):
    """The sealed minutes as PDF; until they are made in the reader's language, a page that says so."""

    permission = SEALED_MINUTES.permission
    kind = SEALED_MINUTES

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        self.sealed()
        document = self.document()
        if answer := state_or_file(request, document, self.meeting):
            return answer
        return self.page("governance/minutes/minutes_document.html", document=document)

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        request_minutes_document(self.sealed(), own_language())
        return redirect("minutes_document", reference, number)

    def sealed(self) -> Minutes:
        minutes: Minutes = get_object_or_404(
            Minutes.objects.visible_to(self.actor), meeting=self.meeting, state=Minutes.State.SEALED
        )
        minutes.meeting = self.meeting
        return minutes
