"""What a mail says, from its templates."""

import uuid
import zoneinfo
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, engines
from django.utils import timezone, translation


def new_message_id() -> str:
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def rendered(template: str, context: dict[str, Any], language: str, time_zone: str = "UTC") -> dict[str, str]:
    """Subject, text and HTML of a mail, as the columns have them."""
    context = {**context, "site_url": settings.SITE_URL, "language": language}
    with translation.override(language), timezone.override(zoneinfo.ZoneInfo(time_zone)):
        subject = _rendered(f"{template}.subject.txt", context)
        text = _rendered(f"{template}.txt", context)
        html = _rendered(f"{template}.html", context, is_html=True)
    return {"subject": _one_line(subject)[:255], "text": text + "\n", "html": html + "\n"}


def find_words_for_several(template: str) -> None:
    """Raises where there are none for several mails of the template in one."""
    for name in ("subject.txt", "txt"):
        engines["django"].get_template(f"emails/several/{template}.{name}")


def _rendered(name: str, context: dict[str, Any], is_html: bool = False) -> str:
    """What is no HTML is not escaped: “Möller & Søn” has no “&amp;” in a subject."""
    template = engines["django"].get_template(f"emails/{name}").template  # type: ignore[attr-defined]
    rendered: str = template.render(Context(context, autoescape=is_html))
    return rendered.replace("\x00", "").strip()


def _one_line(subject: str) -> str:
    """Without line breaks and control characters, a subject cannot grow headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in subject).split())
