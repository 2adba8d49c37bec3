"""The one module that knows WeasyPrint. It is given a template and a context, and fetches nothing from
outside: our own static files and ``data:`` are all that a document may ask for."""

import atexit
import mimetypes
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

#: Never a real host: an address below it is a path among the static files.
STATIC_BASE = "https://static.invalid/"
STYLE_SHEET = "css/report.css"
#: Fonts and style sheets are shared between documents, and Pango is not made for several threads at once.
_one_at_a_time = Lock()


class ForbiddenAddress(ValueError):
    """A document asked for something that is neither a static file of ours nor inline data."""


def render_pdf(template: str, context: dict[str, Any], *, language: str, title: str) -> bytes:
    """The template as a tagged PDF (PDF/UA-1), in a language, with our fonts embedded.
    The template finds ``language`` and ``title`` in its context."""
    return write_pdf(render_html(template, context, language=language, title=title))


def render_html(template: str, context: dict[str, Any], *, language: str, title: str) -> str:
    """All that the document says: two of which this is the same are the same document."""
    with translation.override(language):
        html: str = render_to_string(template, {**context, "language": language, "title": title})
    return html


def write_pdf(html: str) -> bytes:
    """The document as PDF. Takes nearly all of the time that a report takes."""
    from weasyprint import HTML

    with _one_at_a_time:
        style_sheet, fonts, fetcher = _workshop()
        document = HTML(string=html, base_url=STATIC_BASE, url_fetcher=fetcher)
        written: bytes = document.write_pdf(
            stylesheets=[style_sheet],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            cache={},
            finisher=_give_scopes,
        )
    return written


def _give_scopes(_document: Any, pdf: Any) -> None:
    """Say of every header cell what it heads. WeasyPrint names the headers at the data cells instead, which
    leaves out the one over a column of headers (ISO 14289-1, 7.5). Our tables have one row of headers."""
    from pydyf import Array, Dictionary

    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("S") == "/TH" and "ID" in thing:
            _table, row, _column = thing["ID"].string.split("-")
            scope = Dictionary({"O": "/Table", "Scope": "/Column" if row == "0" else "/Row"})
            own = thing.get("A")
            thing["A"] = Array([own, scope]) if own else scope


def static_file(url: str) -> Path:
    """The file behind an address below ``STATIC_BASE``. Raises ``ForbiddenAddress`` for any other."""
    path = unquote(urlsplit(url).path).lstrip("/")
    if not url.startswith(STATIC_BASE) or not path or ".." in path.split("/"):
        raise ForbiddenAddress(f"A document may not fetch {url}")
    found = finders.find(path)
    # a server may hold only what was collected
    file = Path(found) if found else Path(settings.STATIC_ROOT) / path
    if not file.is_file():
        raise ForbiddenAddress(f"There is no static file {path}")
    return file


@cache
def _workshop() -> tuple[Any, Any, Any]:
    """Style sheet, fonts and fetcher, made once a process: parsing them costs more than a page."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.lower().startswith("data:"):
                return super().fetch(url, headers)
            file = static_file(url)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    fetcher = OwnFilesOnly(allowed_protocols={"data"}, allow_redirects=False)
    fonts = FontConfiguration()
    style_sheet = CSS(
        url=STATIC_BASE + STYLE_SHEET, base_url=STATIC_BASE, url_fetcher=fetcher, font_config=fonts
    )
    return style_sheet, fonts, fetcher


# the fonts' folder has to go while Python still stands
atexit.register(_workshop.cache_clear)
