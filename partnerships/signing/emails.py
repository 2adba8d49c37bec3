"""The mails about signing: one function a mail. The sign-off comes with its partnership and both parties."""

from typing import Any

from accounts.people.models import Person
from common.file_names import file_name
from outbox.queueing import EmailDraft
from partnerships.documents.kinds import Reader
from partnerships.documents.models import Document
from partnerships.emails import email_draft
from partnerships.sides import Side
from partnerships.signing.models import SignOff


def waits(sign_off: SignOff, to: Person, side: Side) -> EmailDraft:
    """To those who may sign."""
    return _about(sign_off, "put-up", "sign_off_waits", to, side, {"by": sign_off.submitted_by})


def reminder(sign_off: SignOff, to: Person, side: Side, days: int) -> EmailDraft:
    return _about(sign_off, "reminder", "sign_off_reminder", to, side, {"days": days}, is_reminder=True)


def silent(sign_off: SignOff, to: Person, side: Side, days: int) -> EmailDraft:
    """To those who answer for a side that has not signed: now it is theirs to see to it."""
    return _about(sign_off, "silent", "sign_off_silent", to, side, {"days": days}, is_reminder=True)


def withdrawn(sign_off: SignOff, to: Person, side: Side) -> EmailDraft:
    return _about(sign_off, "withdrawn", "sign_off_withdrawn", to, side, {"by": sign_off.withdrawn_by})


def signed(document: Document, sign_off: SignOff, reader: Reader) -> EmailDraft:
    """What both have signed, attached."""
    attached = (signed_text_name(document, sign_off), "application/pdf", str(document.file.name))
    more = {"signatures": list(sign_off.signatures.all())}
    to, side = reader.person, reader.side
    return _about(sign_off, "signed", "sign_off_signed", to, side, more, attachments=[attached])


def signed_text_name(_document: Document, sign_off: SignOff) -> str:
    return name_of_file("pdf", sign_off)


def name_of_file(kind: str, sign_off: SignOff) -> str:
    """What the file is called when it reaches somebody: "S-7 How we work School administration
    2026-11-29.pdf", the same in every language; by the day on which it was signed, or else submitted."""
    partnership = sign_off.partnership
    day = partnership.today(sign_off.signed_at or sign_off.submitted_at)
    return file_name(kind, f"{sign_off.name} {sign_off.title}", partnership.title, day)


def _about(
    sign_off: SignOff, what: str, template: str, to: Person, side: str, more: dict[str, Any], **rest: Any
) -> EmailDraft:
    context = {
        "sign_off": sign_off,
        "organisation": sign_off.partnership.organisation(Side(side)),
        "zone": to.time_zone,
        **more,
    }
    key = f"sign-off/{sign_off.pk}/{what}/person/{to.pk}"
    url = sign_off.get_absolute_url()
    return email_draft(key, template, sign_off.partnership, side, to, url, context, **rest)
