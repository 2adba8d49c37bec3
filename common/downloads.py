"""Files of others leave as downloads only: nothing that was uploaded is ever shown as a page of ours."""

from typing import IO, Final

from csp.constants import NONE
from csp.decorators import csp
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

POLICY: Final = {"sandbox": [True], "default-src": [NONE], "frame-ancestors": [NONE]}


def as_download(request: HttpRequest, file: IO[bytes], name: str, content_type: str) -> HttpResponseBase:
    """The file, a chunk at a time, with a policy under which nothing in it could run."""

    def answer(_request: HttpRequest) -> HttpResponseBase:
        response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
        response["X-Content-Type-Options"] = "nosniff"
        return response

    protected: HttpResponseBase = csp(POLICY)(answer)(request)
    return protected
