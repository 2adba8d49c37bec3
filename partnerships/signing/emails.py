"""The mails about signing: one function a mail. The sign-off comes with its partnership and both parties."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate
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


def signer_named(mandate: Mandate) -> EmailDraft:
    return _about_mandate(mandate, "named", mandate.named_by)


def signer_ended(mandate: Mandate) -> EmailDraft:
    return _about_mandate(mandate, "ended", mandate.ended_by)


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
    attachments: list[tuple[str, str, str]] | None = None,
) -> EmailDraft:
    context = {
        "sign_off": sign_off,
        "link": settings.SITE_URL + sign_off.get_absolute_url(),
        "organisation": sign_off.partnership.organisation(side),
        **more,
    }
    key = f"sign-off/{sign_off.pk}/{what}"
    return _letter(key, template, sign_off.partnership, to, side, context, attachments)


def _about_mandate(mandate: Mandate, what: str, by: Person | None) -> EmailDraft:
    link = settings.SITE_URL + reverse("signers", args=[mandate.partnership.reference])
    context = {"mandate": mandate, "by": by, "link": link}
    key = f"mandate/{mandate.pk}/{what}"
    template = f"signer_{what}"
    return _letter(key, template, mandate.partnership, mandate.person, Side(mandate.side), context)


def _letter(
    key: str,
    template: str,
    partnership: Partnership,
    to: Person,
    side: Side,
    context: dict[str, Any],
    attachments: list[tuple[str, str, str]] | None = None,
) -> EmailDraft:
    organisation = partnership.organisation(side)
    return EmailDraft(
        key=f"{key}/person/{to.pk}",
        to=to.email,
        template=template,
        context={"partnership": partnership, "name": to.given_name, "zone": to.time_zone, **context},
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=organisation.pk if organisation else None,
        attachments=attachments or (),
    )
