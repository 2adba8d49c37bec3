from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.downloads import as_download
from common.paging import page_of
from common.service_form import ServiceFormView
from common.uploads import UploadView
from common.word_search import has_word, words_in
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.files.exports import FILES, exported
from partnerships.files.forms import AttachForm, FilesFilter
from partnerships.files.listing import shown
from partnerships.files.models import Attachment, AttachmentQuerySet
from partnerships.files.services import add_attachment, may_remove, remove_attachment, too_large
from partnerships.files.targets import AttachmentTarget, found
from partnerships.sides import Space


class Files(PartnershipView):
    """Every file of the partnership that the actor sees, the latest first."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = FilesFilter(request.GET)
        given = form.given()
        rows = _shown(self.actor, given)
        page = page_of(rows, LATEST, request.GET, first=None if given else partial(FIRST.by, self.actor))
        context = {
            "nav": "files",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": page,
            "files": shown(reference, page.rows),
        }
        return render(request, "partnerships/files/files.html", context)


class FilesExport(ListExport):
    export = FILES

    def items(self) -> Iterator[Attachment]:
        given = FilesFilter(self.request.GET).given()
        return exported(_shown(self.actor, given))


class OneFile(PartnershipView):
    """The file itself, always as a download."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
        attachment = of_actor(self.actor, pk)
        try:
            file = default_storage.open(attachment.content.stored_as)
        except FileNotFoundError:
            raise Http404 from None
        return as_download(request, file, attachment.name, attachment.content_type)


class AttachFile(PartnershipView, ServiceFormView, UploadView):
    """Putting a file on something. The page is for those without script, and for what was refused; the
    script sends the same form, and gets what went wrong as JSON, so that nothing chosen is lost."""

    permission = "view"
    makes_new = True
    nav = "files"
    form_class = AttachForm
    form_takes = ("actor", "space")
    template_name = "partnerships/files/attach.html"
    carrier: AttachmentTarget
    thing: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        target = found(self.actor, kwargs["kind"], kwargs["number"])
        if target is None and self.actor.may("view"):
            raise Http404
        if target is None or not target[0].may_change(self.actor, target[1]):
            raise PermissionDenied
        self.carrier, self.thing = target
        return super().dispatch(request, *args, **kwargs)

    @property
    def space(self) -> str:
        return getattr(self.thing, "space", Space.JOINT)

    def form_valid(self, form: AttachForm) -> HttpResponse:
        attachment = add_attachment(
            actor=self.actor, kind=self.kwargs["kind"], number=self.kwargs["number"], **form.cleaned_data
        )
        answer = self.done(_("“%(name)s” is here now.") % {"name": attachment.name}, self.back)
        return JsonResponse({"url": self.back}) if self._is_script() else answer

    def form_invalid(self, form: AttachForm) -> HttpResponse:
        if self._is_script():
            return JsonResponse({"errors": said(form)}, status=422)
        return super().form_invalid(form)

    def too_large(self, size: int) -> HttpResponse:
        if self._is_script():
            return JsonResponse({"errors": [too_large(size)]}, status=422)
        messages.error(self.request, too_large(size))
        return redirect(self.request.path)

    @property
    def back(self) -> str:
        return self.carrier.url(self.actor.partnership.reference, self.carrier.number_of(self.thing))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        limit = settings.UPLOAD_LIMIT_BYTES
        return super().get_context_data(thing=self.thing, back=self.back, upload_limit=limit, **kwargs)

    def _is_script(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"


class RemoveFile(PartnershipView):
    """Asks first: what is removed is gone."""

    permission = "view"
    nav = "files"
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        attachment = of_actor(self.actor, pk)
        target = found(self.actor, attachment.about_kind, attachment.about_number)
        if target is None or not may_remove(self.actor, attachment, *target):
            raise PermissionDenied
        context = self.get_context_data(attachment=attachment, back=self.back(attachment))
        return render(request, "partnerships/files/remove.html", context)

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        attachment = of_actor(self.actor, pk)
        remove_attachment(actor=self.actor, attachment=attachment)
        messages.success(request, _("“%(name)s” is removed.") % {"name": attachment.name})
        return redirect(self.back(attachment))

    def back(self, attachment: Attachment) -> str:
        """To what the file was on."""
        reference = self.actor.partnership.reference
        target = found(self.actor, attachment.about_kind, attachment.about_number)
        return (
            target[0].url(reference, attachment.about_number)
            if target
            else reverse("files", args=[reference])
        )


def of_actor(actor: Actor, pk: int) -> Attachment:
    """The attachment, for one who sees it and what it is on."""
    attachments = Attachment.objects.visible_to(actor).select_related("content", "added_by")
    attachment: Attachment = get_object_or_404(attachments, pk=pk)
    if found(actor, attachment.about_kind, attachment.about_number) is None:
        raise Http404
    return attachment


def said(form: AttachForm) -> list[str]:
    return [str(message) for errors in form.errors.values() for message in errors]


def matching(attachments: AttachmentQuerySet, given: dict[str, Any]) -> AttachmentQuerySet:
    if "group" in given:
        attachments = attachments.filter(group=given["group"])
    if "about" in given:
        attachments = attachments.filter(about__startswith=f"{given['about']}/")
    for word in words_in(given.get("q", "")):
        attachments = attachments.filter(has_word(word, "name", "note"))
    return attachments


def _shown(actor: Actor, given: dict[str, Any]) -> AttachmentQuerySet:
    return matching(Attachment.objects.visible_to(actor), given).select_related("added_by")


LATEST = ("-added_at", "-pk")
FIRST = PreparedForActor(lambda anyone: _shown(anyone, {}).order_by(*LATEST)[:26])
