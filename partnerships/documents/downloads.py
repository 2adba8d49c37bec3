from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from common.file_names import attached
from partnerships.documents.kinds import kind_of
from partnerships.documents.models import Document


def state_or_file(request: HttpRequest, document: Document | None, subject: Any) -> HttpResponseBase | None:
    """How far it is, for the script that asks with ``?state``; the file once it is made; until then nothing,
    and the page says so."""
    if "state" in request.GET:
        return JsonResponse({"state": document.state if document else ""})
    if document and document.state == Document.State.MADE:
        return download(document, subject)
    return None


def download(document: Document, subject: Any) -> HttpResponseBase:
    """The file of a document about ``subject``."""
    name = kind_of(document.kind).file_name(document, subject)
    with document.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/pdf", headers=attached(name))
    response["Content-Length"] = str(document.size)
    return response


def own_language() -> str:
    """The reader's, if documents are made in it."""
    spoken = get_language() or settings.LANGUAGE_CODE
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
