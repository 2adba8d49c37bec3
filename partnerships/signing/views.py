from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from common.file_names import attached
from common.paging import page_of
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.documents.downloads import own_language, state_or_file
from partnerships.documents.selectors import document_about
from partnerships.signing.documents import SIGNED_TEXT, request_signed_text
from partnerships.signing.emails import name_of_file
from partnerships.signing.exports import SIGN_OFFS, SignedLine, exported
from partnerships.signing.forms import SignOffFilter
from partnerships.signing.models import SignOff
from partnerships.signing.rows import COLUMNS, lines

LATEST = ("-submitted_at", "-pk")


def _shown(actor: Actor, given: dict[str, Any]) -> QuerySet[Any, Any]:
    return SignOff.objects.visible_to(actor).filter(**given).values_list(*COLUMNS, named=True)


FIRST = PreparedForActor(lambda anyone: _shown(anyone, {}).order_by(*LATEST)[:26])
WAITING = PreparedForActor(
    lambda anyone: (
        SignOff.objects.visible_to(anyone)
        .waiting()
        .order_by()
        .values("partnership")
        .annotate(count=Count("pk"))
        .values_list("count", flat=True)
    )
)


class SignOffs(PartnershipView):
    """What both sides sign or have signed, the latest first."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = SignOffFilter(request.GET)
        given = form.given()
        first = None if given else partial(FIRST.by, self.actor)
        page = page_of(_shown(self.actor, given), LATEST, request.GET, first=first)
        context = {
            "nav": "sign_offs",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": replace(page, rows=lines(page.rows, reference)),
            "waiting": sum(WAITING.by(self.actor)),
        }
        return render(request, "partnerships/signing/sign_offs.html", context)


class SignOffsExport(ListExport):
    export = SIGN_OFFS

    def items(self) -> Iterator[SignedLine]:
        given = SignOffFilter(self.request.GET).given()
        return exported(SignOff.objects.visible_to(self.actor).filter(**given))


class SignOffText(PartnershipView):
    """The exact bytes whose digest was signed."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        sign_off = found(self.actor, number)
        return HttpResponse(
            sign_off.text.encode(),
            content_type="text/plain; charset=utf-8",
            headers=attached(name_of_file("txt", sign_off)),
        )


class SignOffPdf(PartnershipView):
    """What both have signed, in the reader's language: the file once it is made; until then a page that
    says so, and asks for it where nobody has."""

    permission = SIGNED_TEXT.permission

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
        sign_off = self.signed(number)
        document = document_about(SIGNED_TEXT, sign_off, own_language())
        if answer := state_or_file(request, document, sign_off):
            return answer
        context = {
            "nav": "sign_offs",
            "partnership": self.actor.partnership,
            "sign_off": sign_off,
            "document": document,
        }
        return render(request, "partnerships/signing/sign_off_pdf.html", context)

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        request_signed_text(self.signed(number), own_language())
        return redirect("sign_off_pdf", reference, number)

    def signed(self, number: int) -> SignOff:
        """Of what is not signed by both there is no document."""
        sign_off = found(self.actor, number)
        if sign_off.state != SignOff.State.SIGNED:
            raise Http404
        return sign_off


def found(actor: Actor, number: int) -> SignOff:
    """The sign-off that the actor may see, with its partnership."""
    rows = SignOff.objects.visible_to(actor).select_related("submitted_by", "withdrawn_by")
    sign_off: SignOff = get_object_or_404(rows, number=number)
    sign_off.partnership = actor.partnership
    return sign_off
