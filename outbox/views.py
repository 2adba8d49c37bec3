from typing import Any, NamedTuple

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
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from common.downloads import as_download
from common.paging import page_of
from common.word_search import has_word, words_in
from outbox.forms import OutboxFilter
from outbox.masking import masked
from outbox.models import Message, MessageQuerySet
from outbox.sending_again import send_again


class Administered(NamedTuple):
    """An organisation whose mails the reader may see, as far as a page names it."""

    pk: int
    name: str


class AdministratorView(View):
    """A page for those who administer an organisation; for others there is no such page."""

    administered: list[Administered]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        # the person is signed in, so whether the account is active need not be asked again
        own = person.memberships.filter(ended_at=None, is_administrator=True).order_by()
        rows = own.values_list("organisation_id", "organisation__name")
        self.administered = [Administered(*row) for row in rows]
        if not self.administered:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def mails(self) -> MessageQuerySet:
        """Those of the organisations that the person administers."""
        return Message.objects.of_organisations([organisation.pk for organisation in self.administered])

    def mail(self, pk: int) -> Message:
        """The mail, when it is one of them; otherwise 404."""
        message = self.mails.filter(pk=pk).first()
        if message is None:
            raise Http404
        return message


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
        if asked and send_again(message=message, version=int(version)):
            messages.success(request, _("The mail to %(to)s is on its way again.") % {"to": message.to})
        else:
            messages.info(request, _("Nothing was sent: this mail is on its way already."))
        return redirect("message", pk)


def shown(message: Message, content: str) -> str:
    """Without a mail server the mail reaches nobody; then this page is where its links are followed."""
    return content if settings.MAIL_IS_KEPT else masked(message, content)


#: The columns that the list shows; what a mail says stays in the database.
SHOWN = ("pk", "subject", "to", "created_at", "state", "trouble")


class OutboxView(AdministratorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = OutboxFilter(request.GET)
        asked = form.cleaned_data if request.GET and form.is_valid() else {}
        own = self.mails
        found = own.filter(state=asked["state"]) if asked.get("state") else own
        for word in words_in(asked.get("words", "")):
            found = found.filter(has_word(word, "subject", "to"))
        page = page_of(found.values_list(*SHOWN, named=True), ("-pk",), request.GET)
        states, troubles = dict(Message.State.choices), dict(Message.Trouble.choices)
        context = {
            "nav": "outbox",
            "states": states,
            "state": asked.get("state", ""),
            "words": request.GET.get("words", ""),
            "is_filtered": any(asked.values()),
            "page": page,
            "rows": [(row, states[row.state], troubles.get(row.trouble)) for row in page.rows],
            "failed": own.filter(state=Message.State.FAILED).order_by().count(),
            "administered": self.administered,
        }
        return render(request, "outbox/outbox.html", context)
