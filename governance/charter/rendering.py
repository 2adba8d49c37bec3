"""What stands on the charter's documents, and how they are rendered."""

import hashlib
import zoneinfo
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.file_names import file_name
from common.pdf import render_html, write_pdf
from governance.charter.annex import PROCESSES, collaboration_annex_of
from governance.charter.models import CharterSection, CharterVersion
from governance.charter.sections import ON_THE_WALL
from governance.charter.versions import sign_off_of
from partnerships.documents.models import Document
from partnerships.sides import Side
from partnerships.signing.models import Signature

#: The kinds of documents about a charter; each has its template in ``pdf/``.
WALL: Final = "charter_wall"
ANNEX: Final = "charter_annex"
#: From so many letters on, a poster is set smaller, to stay on one sheet as long as it can.
SIZES: Final = ((900, "large"), (2200, "medium"))


@dataclass(frozen=True)
class Said:
    """A version with its signatures, as paper shows it."""

    charter: CharterVersion
    sections: list[CharterSection]
    signatures: list[Signature] = field(default_factory=list)
    sha256: str = ""

    @property
    def foremost(self) -> list[CharterSection]:
        return [section for section in self.sections if section.key in ON_THE_WALL]

    @property
    def others(self) -> list[CharterSection]:
        return [section for section in self.sections if section.key not in ON_THE_WALL]

    @property
    def processes(self) -> list[CharterSection]:
        """How things are done together: what the annex shows by itself."""
        return [one for one in self.sections if one.key in PROCESSES or one.key.startswith("own-")]

    @property
    def promises(self) -> list[CharterSection]:
        return [section for section in self.sections if section not in self.processes]

    @property
    def parties(self) -> list[tuple[Side, str]]:
        """Both, as equals: by the names under which they signed, or that they have now."""
        signed = {signature.side: signature.organisation for signature in self.signatures}
        partnership = self.charter.partnership
        now = {side: str(getattr(partnership.organisation(side), "name", "")) for side in Side}
        return [(side, signed.get(side) or now[side]) for side in Side]

    @property
    def size(self) -> str:
        letters = sum(len(section.text) for section in self.sections)
        return next((name for most, name in SIZES if letters <= most), "small")


def said_by(charter: CharterVersion) -> Said:
    sections = [section for section in charter.parts() if section.text]
    sign_off = None if charter.is_in_workshop else sign_off_of(charter)
    if sign_off is None:
        return Said(charter, sections)
    return Said(charter, sections, list(sign_off.signatures.order_by("side")), sign_off.sha256)


def render_charter(document: Document, charter: CharterVersion | None) -> bytes:
    html = _html(document, charter)
    Document.objects.filter(pk=document.pk).update(made_from=_digest(html))
    return write_pdf(html)


def digest_of(document: Document, charter: CharterVersion | None) -> str:
    return _digest(_html(document, charter))


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()


def _html(document: Document, charter: CharterVersion | None) -> str:
    """In the language that was asked for, and the customer's time zone."""
    partnership = document.partnership
    zone = zoneinfo.ZoneInfo(partnership.customer.time_zone)
    if charter:
        charter.partnership = partnership  # its parties are loaded there
    with translation.override(document.language), timezone.override(zone):
        context: dict[str, Any] = {
            "partnership": partnership,
            "said": said_by(charter) if charter else None,
            "today": partnership.today(),
            "site_url": settings.SITE_URL,
        }
        if document.kind == ANNEX:
            context["annex"] = collaboration_annex_of(partnership)
        title = f"{title_of(document, charter)} – {partnership.title}"
        template = f"pdf/{document.kind}.html"
        return render_html(template, context, language=document.language, title=title)


def title_of(document: Document, charter: CharterVersion | None) -> str:
    if document.kind == ANNEX:
        return _("Collaboration annex")
    return _("Charter, version %(number)s") % {"number": charter.number if charter else ""}


def name_of_file(document: Document, charter: CharterVersion | None) -> str:
    """What the file is called when it reaches somebody: "Charter, version 2 School administration
    2026-11-29.pdf", by the day that it tells of."""
    partnership = document.partnership
    with translation.override(document.language):
        day = partnership.today(document.requested_at)
        return file_name("pdf", title_of(document, charter), partnership.title, day)
