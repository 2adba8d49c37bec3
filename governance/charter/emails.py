"""The mails about the charter: its papers, and its review."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from governance.charter.document_models import CharterPaper
from governance.charter.models import CharterVersion
from governance.charter.rendering import paper_name, title_of
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role


def paper_ready(paper: CharterPaper) -> EmailDraft:
    """To whoever asked for it, with the paper attached."""
    attached = (paper_name(paper), "application/pdf", str(paper.file.name))
    made = email_draft(
        f"charter/paper/{paper.pk}",
        "charter_paper",
        paper.partnership,
        paper.asked_side,
        paper.asked_by,
        paper.get_absolute_url(),
        {"paper": paper, "paper_title": title_of(paper)},
    )
    return replace(made, attachments=[attached])


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
    )
