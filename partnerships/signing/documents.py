"""What both signed, as a PDF: text, digest, who signed when and with which reservation."""

import zoneinfo
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from common.pdf import render_pdf
from partnerships.documents.kinds import DocumentKind, Reader
from partnerships.documents.models import Document
from partnerships.documents.services import request_document, request_for_readers
from partnerships.sides import Side
from partnerships.signing import emails
from partnerships.signing.kinds import binding_of
from partnerships.signing.models import SignOff
from partnerships.signing.signers import people_of


def request_signed_text(sign_off: SignOff, language: str) -> Document:
    return request_document(SIGNED_TEXT, sign_off, language, goes_out=True)


def request_signed_texts(sign_off: SignOff) -> list[Document]:
    return request_for_readers(SIGNED_TEXT, sign_off)


def readers(sign_off: SignOff) -> Iterator[Reader]:
    """Those who answer for the partnership, and who signed; each once."""
    told = set()
    people = people_of([sign_off.partnership_id])
    for side in Side:
        own = people[sign_off.partnership_id, side]
        for person in own.answerable + own.named:
            if person.pk not in told:
                told.add(person.pk)
                yield Reader(person, side.value)


def _hear_otherwise(sign_off: SignOff) -> set[int]:
    mails_itself = binding_of(sign_off.kind).mails_itself
    return mails_itself(sign_off) if mails_itself else set()


def _find(document: Document) -> SignOff:
    rows = SignOff.objects.select_related("partnership__customer", "partnership__supplier", "submitted_by")
    sign_off: SignOff = rows.get(pk=document.subject_id)
    return sign_off


def _render(document: Document, sign_off: SignOff) -> bytes:
    """In the customer's time zone: one paper says one moment, whoever reads it."""
    zone = zoneinfo.ZoneInfo(sign_off.partnership.customer.time_zone)
    with translation.override(document.language), timezone.override(zone):
        context = {
            "sign_off": sign_off,
            "partnership": sign_off.partnership,
            "signatures": list(sign_off.signatures.order_by("side")),
            "file": emails.name_of_file("txt", sign_off),
            "zone": zone.key,
            "site_url": settings.SITE_URL,
        }
        title = f"{sign_off.title} – {sign_off.partnership.title}"
        return render_pdf("pdf/sign_off.html", context, language=document.language, title=title)


SIGNED_TEXT = DocumentKind(
    key="sign_off",
    label=_("Signed together"),
    folder="sign-offs",
    permission="view",
    find=_find,
    render=_render,
    file_name=emails.signed_text_name,
    email=emails.signed,
    readers=readers,
    hear_otherwise=_hear_otherwise,
)
