from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from common.documents import Paper


def paper_file(request: HttpRequest, paper: Paper, name: str) -> HttpResponseBase:
    """A paper that is made, as a download called ``name``; nothing, where the browser has it already."""
    etag = f'"{paper.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    with paper.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(paper.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response
