"""How a file is shown in a list: worded once, for the page of all files and the card on each thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from partnerships.access.actors import Actor
from partnerships.files.models import Attachment
from partnerships.files.targets import TARGETS, AttachmentTarget

ICONS: Final = {
    "document": "file-earmark-text",
    "sheet": "file-earmark-spreadsheet",
    "slides": "file-earmark-slides",
    "picture": "file-earmark-image",
    "text": "file-earmark",
    "mail": "envelope",
    "archive": "file-earmark-zip",
}


@dataclass(frozen=True)
class ShownFile:
    attachment: Attachment
    icon: str
    about: str
    about_url: str
    may_remove: bool = False


def shown_on(
    actor: Actor, carrier: AttachmentTarget, thing: Any, attachments: Iterable[Attachment]
) -> list[ShownFile]:
    """On the page of what carries them."""
    loose = carrier.may_change(actor, thing) and not carrier.is_sealed(thing)  # asked once for them all
    return [
        ShownFile(each, ICONS[each.group], "", "", loose and each.may_be_removed_by(actor))
        for each in attachments
    ]


def shown(reference: str, attachments: Iterable[Attachment]) -> list[ShownFile]:
    """Among all files, each with where it belongs."""
    return [ShownFile(each, ICONS[each.group], *_place(reference, each)) for each in attachments]


def about_in_words(attachment: Attachment) -> str:
    carrier = TARGETS.get(attachment.about_kind)
    if carrier is None:
        return attachment.about_title
    return _("%(kind)s: %(title)s") % {"kind": carrier.label, "title": attachment.about_title}


def _place(reference: str, attachment: Attachment) -> tuple[str, str]:
    carrier = TARGETS.get(attachment.about_kind)
    url = carrier.url(reference, attachment.about_number) if carrier else ""
    return about_in_words(attachment), url
