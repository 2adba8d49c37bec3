"""Reports about closed rounds: one a language, made by a worker, mailed once."""

from datetime import datetime

from django.conf import settings

from assessments.reports import emails
from assessments.reports.models import Report
from assessments.reports.rendering import render_report
from assessments.rounds.models import Round
from common.documents import LEASE, MAX_ATTEMPTS, Press
from outbox.queueing import queue_all
from partnerships.people.models import Role
from partnerships.sides import Part

__all__ = ["LEASE", "MAX_ATTEMPTS", "make_due_reports", "make_report", "want_report", "want_reports"]

#: Whom the report goes to, as long as they have their role (domain.md §7.5).
RECIPIENTS = (Part.SRO, Part.SRIE, Part.LEAD)


def want_report(round: Round, language: str) -> Report:
    """The report in a language, asked for once. One that failed is tried anew."""
    report, is_new = Report.objects.get_or_create(round=round, language=language)
    return PRESS.wanted(report, is_new=is_new)


def want_reports(round: Round) -> list[Report]:
    """One for each language among those who get it; where nobody does, one for those who will look."""
    languages = {role.person.language for role in _recipients(round)} or {settings.LANGUAGE_CODE}
    return [want_report(round, language) for language in sorted(languages)]


def make_report(report_id: int, now: datetime | None = None) -> Report:
    return PRESS.make(report_id, now)


def make_due_reports(now: datetime) -> int:
    return PRESS.make_due(now)


def _load(pk: int) -> Report:
    return Report.objects.select_related("round__partnership__customer", "round__partnership__supplier").get(
        pk=pk
    )


def _mail(report: Report) -> None:
    queue_all(
        emails.report_ready(report, role)
        for role in _recipients(report.round)
        if role.person.language == report.language
    )


def _recipients(round: Round) -> list[Role]:
    """A role a person, the customer's side first."""
    roles = (
        Role.objects.current()
        .filter(partnership=round.partnership_id, part__in=RECIPIENTS)
        .select_related("person")
        .order_by("side", "pk")
    )
    return list({role.person_id: role for role in roles}.values())


def _wake(report_id: int) -> None:
    from assessments.tasks import make_report as task

    task.delay(report_id)


PRESS = Press(
    papers=Report,
    folder="reports",
    load=_load,
    render=lambda report: render_report(report.round, report.language),
    when_made=_mail,
    wake=_wake,
)
