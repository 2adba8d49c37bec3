"""The emails with what a health check came to: the report, or that nobody answered."""

from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from assessments.rounds.models import Round
from outbox.queueing import EmailDraft
from partnerships.documents.kinds import Reader
from partnerships.documents.models import Document
from partnerships.emails import email_draft


def report_ready(document: Document, round: Round, reader: Reader) -> EmailDraft:
    """To one who answers for the partnership: the figures in short, the report attached. ``round`` comes
    with its partnership and both parties."""
    return email_draft(
        f"round/{round.pk}/report/person/{reader.person.pk}",
        "health_check_report",
        round.partnership,
        reader.side,
        reader.person,
        reverse("health_check", args=[round.partnership.reference, round.pk]),
        {"round": round},
        "download_report",
        attachments=[(report_name(document, round), "application/pdf", str(document.file.name))],
    )


def nobody_answered(round: Round, reader: Reader) -> EmailDraft:
    """To one who answers for the partnership: it has closed, and there is no result. Those whose time is up
    close by themselves."""
    return email_draft(
        f"round/{round.pk}/unanswered/person/{reader.person.pk}",
        "health_check_unanswered",
        round.partnership,
        reader.side,
        reader.person,
        reverse("health_check", args=[round.partnership.reference, round.pk]),
        {"round": round},
        is_reminder=round.closed_at is not None and round.closed_at >= round.closes_at,
    )


def report_name(document: Document, round: Round) -> str:
    """What the file is called when it reaches somebody: "health-check-2026-school.pdf"."""
    with translation.override(document.language):
        title = slugify(str(round.title)) or "report"
    return f"{title}-{round.partnership.reference}.pdf"
