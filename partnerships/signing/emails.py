"""The mails about signing: one function a mail. The sign-off comes with its partnership and both parties."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.sides import Side
from partnerships.signing.documents_model import SignOffPaper
from partnerships.signing.models import SignOff


def waits(sign_off: SignOff, to: Person, side: Side) -> EmailDraft:
    """To those who may sign."""
    return _about(sign_off, "put-up", "sign_off_waits", to, side, {"by": sign_off.submitted_by})


def reminder(sign_off: SignOff, to: Person, side: Side, days: int) -> EmailDraft:
    return _about(sign_off, "reminder", "sign_off_reminder", to, side, {"days": days})


def silent(sign_off: SignOff, to: Person, side: Side, days: int) -> EmailDraft:
    """To those who answer for a side that has not signed: now it is theirs to see to it."""
    return _about(sign_off, "silent", "sign_off_silent", to, side, {"days": days})


def withdrawn(sign_off: SignOff, to: Person, side: Side) -> EmailDraft:
    return _about(sign_off, "withdrawn", "sign_off_withdrawn", to, side, {"by": sign_off.withdrawn_by})


def signed(paper: SignOffPaper, to: Person, side: Side) -> EmailDraft:
    """What both have signed, attached."""
    attached = (paper_name(paper.sign_off), "application/pdf", str(paper.file.name))
    more = {"signatures": list(paper.sign_off.signatures.all())}
    return _about(paper.sign_off, "signed", "sign_off_signed", to, side, more, [attached])


def paper_name(sign_off: SignOff) -> str:
    """What the file is called when it reaches somebody: "s-7-how-we-work-school.pdf"."""
    return f"{file_stem(sign_off)}.pdf"


def file_stem(sign_off: SignOff) -> str:
    title = slugify(sign_off.title)[:60].strip("-")
    parts = (sign_off.name.lower(), title, sign_off.partnership.reference)
    return "-".join(part for part in parts if part)


def _about(
    sign_off: SignOff,
    what: str,
    template: str,
    to: Person,
    side: Side,
    more: dict[str, Any],
    attachments: Sequence[tuple[str, str, str]] = (),
) -> EmailDraft:
    partnership = sign_off.partnership
    context = {
        "sign_off": sign_off,
        "organisation": partnership.organisation(side),
        "zone": to.time_zone,
        **more,
    }
    key = f"sign-off/{sign_off.pk}/{what}/person/{to.pk}"
    return email_draft(
        key, template, partnership, side, to, sign_off.get_absolute_url(), context, attachments
    )
