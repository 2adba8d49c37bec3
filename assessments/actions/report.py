"""Reports: wanted as a row, made by a worker, kept under the digest of what they say, mailed once.

A worker takes a report by one UPDATE that only one of many can win, and writes into it until when the
report is its own. It renders outside of any transaction; the end is noted, and the mails are queued, by one
transaction that finds the row only while the worker's own lease stands there. So two workers leave one
file and one mail a person, and a worker that is killed leaves a lease that runs out.
"""

import hashlib
import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from assessments import emails_report
from assessments.models import Report, Round
from assessments.reports import render_report
from outbox.actions import queue_all
from partnerships.actions import touch
from partnerships.models import Role
from partnerships.sides import Part

log = logging.getLogger(__name__)
State = Report.State
#: A report takes half a second; a machine under load may take a hundred times that.
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 5
#: Whom the report goes to, as long as they have their role (domain.md §7.5).
RECIPIENTS = (Part.SRO, Part.SRIE, Part.LEAD)
#: A sweep leaves the rest to the next one: where a worker is awake, it has made them long before.
SWEEP_SECONDS = 8


def want_report(round: Round, language: str) -> Report:
    """The report in a language, asked for once. One that failed is tried anew."""
    report, is_new = Report.objects.get_or_create(round=round, language=language)
    again = Report.objects.filter(pk=report.pk, state=State.FAILED).update(
        state=State.WAITING, attempts=0, claimed_until=None, wanted_at=timezone.now()
    )
    if again:
        touch(round.partnership_id)
        report.refresh_from_db()
    if is_new or again:
        transaction.on_commit(lambda: _wake(report.pk))
    return report


def want_reports(round: Round) -> list[Report]:
    """One for each language among those who get it; where nobody does, one for those who will look."""
    languages = {role.person.language for role in _recipients(round)} or {settings.LANGUAGE_CODE}
    return [want_report(round, language) for language in sorted(languages)]


def make_report(report_id: int, now: datetime | None = None) -> Report:
    """Make it, unless it is made or somebody else is at it. What goes wrong is written into the row, which
    waits longer after each attempt and is given up after the fifth."""
    now = now or timezone.now()
    lease = timezone.now() + LEASE
    if not _claim(report_id, now, lease):
        _give_up(report_id, now)
        return Report.objects.get(pk=report_id)
    report = Report.objects.select_related(
        "round__partnership__customer", "round__partnership__supplier"
    ).get(pk=report_id)
    try:
        _finish(report, lease, render_report(report.round, report.language))
    except Exception as error:
        log.exception("report %d could not be made", report_id)
        _note_failure(report, lease, error)
    report.refresh_from_db()
    return report


def make_due_reports(now: datetime) -> int:
    """Make what is left waiting: a worker died, the broker was away, or an attempt failed a while ago."""
    stop_at = time.monotonic() + SWEEP_SECONDS
    made = 0
    for pk in list(_ripe(now).order_by("wanted_at", "pk").values_list("pk", flat=True)[:100]):
        if time.monotonic() > stop_at:
            break
        made += make_report(pk, now).state == State.MADE
    return made


def _ripe(now: datetime) -> QuerySet[Report]:
    return Report.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), state=State.WAITING)


def _claim(report_id: int, now: datetime, lease: datetime) -> bool:
    ripe = _ripe(now).filter(pk=report_id, attempts__lt=MAX_ATTEMPTS)
    return bool(ripe.update(claimed_until=lease, attempts=F("attempts") + 1))


def _give_up(report_id: int, now: datetime) -> None:
    """A report that killed its worker each time has nobody left to say that it failed."""
    _ripe(now).filter(pk=report_id, attempts__gte=MAX_ATTEMPTS).update(state=State.FAILED, claimed_until=None)


def _finish(report: Report, lease: datetime, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    name = _stored(digest, content)
    with transaction.atomic():
        own = Report.objects.filter(pk=report.pk, state=State.WAITING, claimed_until=lease)
        made = own.update(
            state=State.MADE,
            file=name,
            sha256=digest,
            size=len(content),
            made_at=timezone.now(),
            claimed_until=None,
            last_error="",
        )
        if made:
            touch(report.round.partnership_id)
            report.refresh_from_db()
            queue_all(
                emails_report.report_ready(report, role)
                for role in _recipients(report.round)
                if role.person.language == report.language
            )
    if not made and _is_over(report) and not Report.objects.filter(file=name).exists():
        default_storage.delete(name)


def _is_over(report: Report) -> bool:
    """Whether nobody is at it: until then, whoever overtook us may be about to name the file we stored."""
    return Report.objects.filter(pk=report.pk).exclude(state=State.WAITING).exists()


def _stored(digest: str, content: bytes) -> str:
    name = f"reports/{digest[:2]}/{digest}.pdf"
    if default_storage.exists(name) and default_storage.size(name) == len(content):
        return name
    return default_storage.save(name, ContentFile(content))


def _note_failure(report: Report, lease: datetime, error: Exception) -> None:
    own = Report.objects.filter(pk=report.pk, state=State.WAITING, claimed_until=lease)
    said = f"{type(error).__name__}: {error}"[:2000]
    if report.attempts >= MAX_ATTEMPTS:
        own.update(state=State.FAILED, last_error=said, claimed_until=None)
        touch(report.round.partnership_id)
    else:
        wait = timedelta(minutes=2**report.attempts)
        own.update(last_error=said, claimed_until=timezone.now() + wait)


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
    """A broker that is away costs nothing but time: the row is there, and a sweep finds it."""
    from assessments.tasks import make_report as task

    try:
        task.delay(report_id)
    except Exception as error:  # what a broker raises depends on the broker
        log.warning("the worker was not woken for report %d: %s", report_id, error)
