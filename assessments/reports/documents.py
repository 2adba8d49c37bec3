"""Reports about closed rounds: one a language, made by a worker, mailed once."""

from django.utils.translation import gettext_lazy as _

from assessments.reports import emails
from assessments.reports.rendering import render_report
from assessments.rounds.models import Round
from outbox.queueing import queue_all
from partnerships.documents.kinds import DocumentKind, Reader
from partnerships.documents.models import Document
from partnerships.documents.services import request_document, request_for_readers
from partnerships.people.models import Role
from partnerships.sides import Part

#: Whom the report goes to, as long as they have their role (domain.md §7.5).
RECIPIENTS = (Part.SRO, Part.SRIE, Part.LEAD)


def request_report(round: Round, language: str) -> Document:
    return request_document(REPORT, round, language, goes_out=True)


def report_result(round: Round) -> None:
    """The report to whoever answers for the partnership; where nobody answered there is nothing to report,
    and one short email says that."""
    if round.is_unanswered:
        queue_all(emails.nobody_answered(round, reader) for reader in _readers(round))
    else:
        request_for_readers(REPORT, round)


def _readers(round: Round) -> list[Reader]:
    """A role a person, the customer's side first."""
    roles = (
        Role.objects.current()
        .filter(partnership=round.partnership_id, part__in=RECIPIENTS)
        .select_related("person")
        .order_by("side", "pk")
    )
    return list({role.person_id: Reader(role.person, role.side) for role in roles}.values())


def _find(document: Document) -> Round:
    rows = Round.objects.select_related("partnership__customer", "partnership__supplier")
    round: Round = rows.get(pk=document.subject_id)
    return round


REPORT = DocumentKind(
    key="report",
    label=_("Report"),
    folder="reports",
    permission="download_report",
    find=_find,
    render=lambda document, round: render_report(round, document.language),
    file_name=emails.report_name,
    email=emails.report_ready,
    readers=_readers,
)
