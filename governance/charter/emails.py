"""The mails about the charter: its documents, and its review."""

from datetime import date

from django.urls import reverse

from governance.charter.models import CharterVersion
from governance.charter.rendering import name_of_file, title_of
from outbox.queueing import EmailDraft
from partnerships.documents.kinds import Reader
from partnerships.documents.models import Document
from partnerships.emails import email_draft
from partnerships.people.models import Role


def charter_document_ready(document: Document, charter: CharterVersion | None, reader: Reader) -> EmailDraft:
    """To whoever asked for it, with the document attached."""
    return email_draft(
        f"charter/document/{document.pk}",
        "charter_document",
        document.partnership,
        reader.side,
        reader.person,
        reverse("charter_document", args=[document.partnership.reference, document.pk]),
        {"document_title": title_of(document, charter)},
        attachments=[(name_of_file(document, charter), "application/pdf", str(document.file.name))],
    )


def review_due(charter: CharterVersion, role: Role, which: str, today: date) -> EmailDraft:
    """To a lead: ``which`` is "month" or "day"; a review put off to another day begins anew."""
    day = charter.review_on or today
    return email_draft(
        f"charter/{charter.pk}/review/{day.isoformat()}/{which}/person/{role.person_id}",
        "charter_review",
        charter.partnership,
        role.side,
        role.person,
        reverse("charter", args=[charter.partnership.reference]),
        {
            "charter": charter,
            "day": day,
            "is_coming": which == "month",
            "meeting": charter.review_meeting,
            "zone": role.person.time_zone,
        },
        is_reminder=True,
        due=day,
    )
