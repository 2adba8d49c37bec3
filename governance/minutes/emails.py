"""The mails that bring the pre-read, and the sealed minutes, to those who attend a meeting."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from common.file_names import file_name
from governance.agendas.candidates import day_of
from governance.agendas.selectors import agenda_of
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.models import Minutes
from outbox.queueing import EmailDraft
from partnerships.documents.kinds import Reader
from partnerships.documents.models import Document
from partnerships.emails import email_draft
from partnerships.signing.models import Signature, SignOff


def pre_read_ready(document: Document, meeting: Meeting, reader: Reader) -> EmailDraft:
    """``meeting`` comes with its partnership and both parties."""
    about = f"pre-read/{document.sha256[:16]}"
    name = pre_read_name(document, meeting)
    return _about(meeting, reader, about, "pre_read", "agenda", {"items": agenda_of(meeting)}, document, name)


def minutes_sealed(document: Document, meeting: Meeting, reader: Reader) -> EmailDraft:
    minutes = Minutes.objects.get(meeting=meeting.pk)
    signed = Signature.objects.filter(sign_off__kind="minutes", sign_off__key=str(minutes.pk))
    more = {
        "decisions": list(Decision.objects.filter(meeting=meeting.pk).order_by("number")),
        "agreed": [{**action, "due": date.fromisoformat(action["due"])} for action in minutes.agreed],
        "signatures": list(signed.filter(sign_off__state=SignOff.State.SIGNED).order_by("side")),
    }
    name = minutes_name(document, meeting)
    return _about(meeting, reader, "minutes", "minutes_sealed", "minutes", more, document, name)


def _about(
    meeting: Meeting,
    reader: Reader,
    about: str,
    template: str,
    page: str,
    more: dict[str, Any],
    document: Document,
    name: str,
) -> EmailDraft:
    return email_draft(
        f"meeting/{meeting.pk}/{about}/person/{reader.person.pk}",
        template,
        meeting.partnership,
        reader.side,
        reader.person,
        reverse(page, args=[meeting.partnership.reference, meeting.number]),
        {"meeting": meeting, **more},
        attachments=[(name, "application/pdf", str(document.file.name))],
    )


def pre_read_name(document: Document, meeting: Meeting) -> str:
    """What the file is called when it reaches somebody: "Pre-read 3 School administration 2026-11-29.pdf"."""
    with translation.override(document.language):
        return _file_name(_("Pre-read %(number)s") % {"number": meeting.number}, meeting)


def minutes_name(document: Document, meeting: Meeting) -> str:
    """What the file is called when it reaches somebody: "Minutes 3 School administration 2026-11-29.pdf"."""
    with translation.override(document.language):
        return _file_name(_("Minutes %(number)s") % {"number": meeting.number}, meeting)


def _file_name(what: str, meeting: Meeting) -> str:
    return file_name("pdf", what, meeting.partnership.title, day_of(meeting))
