"""The mail that brings the report."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from assessments.reports.models import Report
from outbox.queueing import EmailDraft
from partnerships.people.models import Role
from partnerships.sides import Side


def report_ready(report: Report, role: Role) -> EmailDraft:
    """To one who answers for the partnership: the figures in short, the report attached. ``report.round``
    comes with its partnership and both parties."""
    round, partnership = report.round, report.round.partnership
    path = reverse("health_check", args=[partnership.reference, round.pk])
    side = Side(role.side)
    organisation = partnership.organisation(side)
    return EmailDraft(
        key=f"round/{round.pk}/report/person/{role.person_id}",
        to=role.person.email,
        template="health_check_report",
        context={
            "person": role.person,
            "round": round,
            "partnership": partnership,
            "link": settings.SITE_URL + path,
        },
        language=report.language,
        time_zone=role.person.time_zone,
        organisation_id=organisation.pk if organisation else None,
        attachments=[(report_name(report), "application/pdf", str(report.file.name))],
    )


def report_name(report: Report) -> str:
    """What the file is called when it reaches somebody: "health-check-2026-school.pdf"."""
    with translation.override(report.language):
        title = slugify(str(report.round.title)) or "report"
    return f"{title}-{report.round.partnership.reference}.pdf"
