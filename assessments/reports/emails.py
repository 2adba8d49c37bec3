"""The emails with what a health check came to: the report, or that nobody answered."""

from django.urls import reverse
from django.utils import translation

from assessments.rounds.models import Round
from common.file_names import file_name
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
    """What the file is called when it reaches somebody: "Health check 2026 School administration
    2026-11-29.pdf", by the day on which it closed."""
    day = round.partnership.today(round.closed_at)
    with translation.override(document.language):
        return file_name("pdf", round.title, round.partnership.title, day)
