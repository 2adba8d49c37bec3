from collections.abc import Iterator
from typing import Any, NamedTuple

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from common.downloads import as_download
from common.exports import ExportView
from common.models import FailedItem
from common.numbers import number_in
from common.paging import page_of
from common.word_search import has_word, words_in
from outbox.exports import OUTBOX, Line, exported
from outbox.forms import SHOWN_STATES, OutboxFilter
from outbox.masking import masked
from outbox.models import NOT_DELIVERED, Message, MessageQuerySet, Standstill
from outbox.reading import DECIDING, AboutSomething, administered_by, is_reader, readable
from outbox.sending_again import send_again, send_all_again


class Administered(NamedTuple):
    """An organisation whose mails the reader may see, as far as a page names it."""

    pk: int
    name: str


class AdministratorView(View):
    """A page for those who administer an organisation; for others there is no such page."""

    administered: list[Administered]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = administered_by(request.user).values_list("organisation_id", "organisation__name")
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

    def reads(self, message: Message) -> bool:
        return readable(self.request.user, [message])[0]

    def readable_mail(self, pk: int) -> Message:
        """The mail, where the person reads what it says; otherwise 403, for that it went they see."""
        message = self.mail(pk)
        if not self.reads(message):
            raise PermissionDenied
        return message

    def is_masked(self, message: Message) -> bool:
        """Without a mail server the mail reaches nobody; then this page is where its links are followed. And
        one's own mail is no secret."""
        is_open = settings.MAIL_IS_KEPT or is_reader(self.request.user, message)
        return bool(message.private_links) and not is_open

    def shown(self, message: Message, content: str) -> str:
        return masked(message, content) if self.is_masked(message) else content


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
        is_readable = self.reads(message)
        context = {
            "nav": "outbox",
            "message": message,
            "is_readable": is_readable,
            "subject": message.subject if is_readable else said_instead(message),
            "text": self.shown(message, message.text) if is_readable else "",
            "attachments": message.attachments.order_by("pk") if is_readable else [],
            "is_masked": is_readable and self.is_masked(message),
            "administered": self.administered,
            "attempts_at_most": len(settings.OUTBOX_BACK_OFF_SECONDS) + 1,
        }
        return render(request, "outbox/message.html", context)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class MessageHtmlView(AdministratorView):
    """The email as its reader sees it, for the frame on the mail's page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        message = self.readable_mail(pk)
        if message.text_removed_at:
            raise Http404
        html = self.shown(message, message.html)
        if settings.MAIL_IS_KEPT:
            html = html.replace("<head>", '<head><base target="_blank">', 1)
        policy = KEPT_MAIL_POLICY if settings.MAIL_IS_KEPT else MAIL_POLICY
        return csp(policy)(lambda _request: HttpResponse(html))(request)


class AttachmentView(AdministratorView):
    """Always a download: what others uploaded is never shown as a page of ours."""

    def get(self, request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponseBase:
        attachment = get_object_or_404(self.readable_mail(pk).attachments, pk=attachment_pk)
        try:
            file = default_storage.open(attachment.stored_as)
        except FileNotFoundError:
            raise Http404 from None
        return as_download(request, file, attachment.name, attachment.content_type)


class SendAgainView(AdministratorView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = self.mail(pk)
        version = number_in(request.POST.get("version", ""))
        if version is not None and send_again(by=request.user, message=message, version=version):
            messages.success(request, _("The email to %(to)s is on its way again.") % {"to": message.to})
        else:
            messages.info(request, _("Nothing was sent: this email is on its way already."))
        return redirect("message", pk)


class SendAllAgainView(AdministratorView):
    """All that the list shows under its filter, on whichever page of it they are."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = OutboxFilter(request.POST)
        count = send_all_again(by=request.user, mails=found(self.mails, form)) if form.is_valid() else 0
        if count:
            said = ngettext(
                "%(count)s email is on its way again.", "%(count)s emails are on their way again.", count
            )
            messages.success(request, said % {"count": count})
        else:
            messages.info(request, _("Nothing was sent: these emails are on their way already."))
        return redirect("outbox")


def found(mails: MessageQuerySet, form: OutboxFilter) -> MessageQuerySet:
    """Those that the filter asks for; all, when it asks for what there is not."""
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("state"):
        mails = mails.filter(state=asked["state"])
    for word in words_in(asked.get("words", "")):
        # a subject that is not shown is not found either
        shows = Q() if settings.MAIL_IS_KEPT else Q(about=Message.About.ORGANISATION)
        mails = mails.filter(has_word(word, "to") | shows & has_word(word, "subject"))
    return mails


def said_instead(mail: AboutSomething) -> str:
    """In the place of a subject that may tell what the person does not see."""
    is_personal = mail.about == Message.About.PERSON
    return _("A personal email") if is_personal else _("An email about a partnership")


#: The columns that the list shows; what a mail says stays in the database.
SHOWN = ("pk", "subject", "created_at", "state", "trouble", *DECIDING)


class OutboxView(AdministratorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = OutboxFilter(request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        own = self.mails
        page = page_of(found(own, form).values_list(*SHOWN, named=True), ("-pk",), request.GET)
        shows = readable(request.user, page.rows)
        subjects = [
            row.subject if shown else said_instead(row) for row, shown in zip(page.rows, shows, strict=True)
        ]
        states, troubles = dict(SHOWN_STATES), dict(Message.Trouble.choices)
        context = {
            "nav": "outbox",
            "states": states,
            "state": asked.get("state", ""),
            "words": request.GET.get("words", ""),
            "is_filtered": any(asked.values()),
            "page": page,
            "rows": [
                (row, subject, states[row.state], troubles.get(row.trouble))
                for row, subject in zip(page.rows, subjects, strict=True)
            ],
            "may_send_all_again": asked.get("state") in NOT_DELIVERED,
            "standstill": Standstill.objects.first(),
            "failed_items": FailedItem.objects.of_organisations([one.pk for one in self.administered])[:100],
            "failed": own.filter(state=Message.State.FAILED).order_by().count(),
            "administered": self.administered,
        }
        return render(request, "outbox/outbox.html", context)


class OutboxExport(ExportView, AdministratorView):
    export = OUTBOX

    def items(self) -> Iterator[Line]:
        mails = found(self.mails, OutboxFilter(self.request.GET))
        return exported(self.request.user, mails, said_instead)
