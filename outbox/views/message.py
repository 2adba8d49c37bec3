from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from outbox import actions
from outbox.masking import masked
from outbox.models import Message
from outbox.views.base import AdministratorView
from partnering.downloads import as_download

#: A mail is somebody else's page: it gets no script, no form, no outside picture, and no origin.
MAIL_POLICY = {
    "sandbox": [True],
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
}
#: Where mails are kept, their links are followed from here, each into a window of its own.
KEPT_MAIL_POLICY = {**MAIL_POLICY, "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"]}


class MessageView(AdministratorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = self.mail(pk)
        context = {
            "nav": "outbox",
            "message": message,
            "text": shown(message, message.text),
            "attachments": message.attachments.order_by("pk"),
            "is_masked": bool(message.private_links) and not settings.MAIL_IS_KEPT,
            "administered": self.administered,
            "attempts_at_most": len(settings.OUTBOX_BACK_OFF_SECONDS) + 1,
        }
        return render(request, "outbox/message.html", context)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class MessageHtmlView(AdministratorView):
    """The mail as its reader sees it, for the frame on the mail's page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        message = self.mail(pk)
        html = shown(message, message.html)
        if settings.MAIL_IS_KEPT:
            html = html.replace("<head>", '<head><base target="_blank">', 1)
        policy = KEPT_MAIL_POLICY if settings.MAIL_IS_KEPT else MAIL_POLICY
        return csp(policy)(lambda _request: HttpResponse(html))(request)


class AttachmentView(AdministratorView):
    """Always a download: what others uploaded is never shown as a page of ours."""

    def get(self, request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponseBase:
        attachment = get_object_or_404(self.mail(pk).attachments, pk=attachment_pk)
        try:
            file = default_storage.open(attachment.stored_as)
        except FileNotFoundError:
            raise Http404 from None
        return as_download(request, file, attachment.name, attachment.content_type)


class SendAgainView(AdministratorView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = self.mail(pk)
        version = request.POST.get("version", "")
        asked = version.isdecimal() and len(version) < 10
        if asked and actions.send_again(message=message, version=int(version)):
            messages.success(request, _("The mail to %(to)s is on its way again.") % {"to": message.to})
        else:
            messages.info(request, _("Nothing was sent: this mail is on its way already."))
        return redirect("message", pk)


def shown(message: Message, content: str) -> str:
    """Without a mail server the mail reaches nobody; then this page is where its links are followed."""
    return content if settings.MAIL_IS_KEPT else masked(message, content)
