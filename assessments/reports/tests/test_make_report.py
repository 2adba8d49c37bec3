"""A report is asked for as a row, made once by whoever comes first, kept under its digest and mailed once."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from assessments.answering.services import save_answer
from assessments.reports import documents as reports
from assessments.reports.documents import REPORT, request_report
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from assessments.tests.factories import closed_round
from common import documents
from outbox.models import Message
from partnerships.documents.models import Document
from partnerships.documents.services import RENDERER, make_document, make_due_documents, request_for_readers
from partnerships.people.models import Role
from partnerships.sides import Part
from tests.story import Story, tell_story, today

WAITING, MADE, FAILED = Document.State.WAITING, Document.State.MADE, Document.State.FAILED


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The reports that a worker was woken for."""
    ids: list[int] = []
    monkeypatch.setattr("partnerships.tasks.make_document.delay", ids.append)
    return ids


@pytest.fixture
def _quick_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "render_report", lambda round, language: f"%PDF {language}".encode())


def mails() -> list[str]:
    return sorted(Message.objects.filter(key__contains="/report/").values_list("to", flat=True))


def everybody(story: Story) -> list[str]:
    return sorted(story.people[name].email for name in ("sro", "srie", "lead", "supplier_lead"))


def test_it_is_made_kept_and_mailed_with_the_pdf(story: Story) -> None:
    round = closed_round(story.partnership)
    report = make_document(request_report(round, "en").pk)
    assert report.state == MADE, report.last_error
    content = default_storage.open(str(report.file.name)).read()
    assert content.startswith(b"%PDF-")
    assert (report.sha256, report.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert report.sha256 in str(report.file.name)
    assert mails() == everybody(story)
    message = Message.objects.get(to=story.sro.email)
    assert message.subject == "Health check 2026 of School administration: the report"
    assert message.organisation_id == story.customer.pk
    assert Message.objects.get(to=story.srie.email).organisation_id == story.supplier.pk
    attachment = message.attachments.get()
    name = f"Health check 2026 School administration {story.partnership.today(round.closed_at)}.pdf"
    assert (attachment.name, attachment.stored_as) == (name, report.file.name)
    assert f"/p/school/health-checks/{round.pk}/" in message.text


@pytest.mark.usefixtures("_quick_report")
def test_asked_for_twice_it_is_one_and_the_worker_is_woken_once(
    story: Story, woken: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    round = closed_round(story.partnership)
    with django_capture_on_commit_callbacks(execute=True):
        first, second = request_report(round, "en"), request_report(round, "en")
    assert first == second
    assert woken == [first.pk]
    make_document(first.pk)
    make_document(first.pk)
    assert mails() == everybody(story)


@pytest.mark.usefixtures("_quick_report")
def test_each_gets_it_in_their_own_language(story: Story, settings: Settings) -> None:
    settings.LANGUAGES = [("en", "English"), ("sv", "Svenska")]
    type(story.srie).objects.filter(pk=story.srie.pk).update(language="sv")
    round = closed_round(story.partnership)
    english, swedish = request_for_readers(REPORT, round)
    assert [english.language, swedish.language] == ["en", "sv"]
    make_document(swedish.pk)
    assert mails() == [story.srie.email]
    make_document(english.pk)
    assert mails() == everybody(story)


@pytest.mark.usefixtures("_quick_report")
def test_only_those_who_have_their_role_now_get_it(story: Story) -> None:
    yesterday = today() - timedelta(days=1)
    Role.objects.filter(part=Part.SRO).update(until=yesterday)
    Role.objects.create(
        partnership=story.partnership,
        person=story.lead,
        side="customer",
        part=Part.SRO,
        since=story.partnership.start,
    )
    round = closed_round(story.partnership)
    make_document(request_report(round, "en").pk)
    assert mails() == sorted(p.email for p in (story.srie, story.lead, story.supplier_lead))


def test_two_workers_at_once_leave_one_file_and_one_mail_a_person(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = request_report(closed_round(story.partnership), "en")

    def overtaken(round: Round, language: str) -> bytes:
        """While this worker renders, its lease runs out and another one makes the report."""
        monkeypatch.setattr(reports, "render_report", lambda round, language: b"%PDF of the other")
        make_document(report.pk, timezone.now() + documents.LEASE + timedelta(seconds=1))
        return b"%PDF of the slow one"

    monkeypatch.setattr(reports, "render_report", overtaken)
    make_document(report.pk)
    report.refresh_from_db()
    assert default_storage.open(str(report.file.name)).read() == b"%PDF of the other"
    assert mails() == everybody(story)
    assert stored_files() == [report.file.name]


@pytest.mark.usefixtures("_quick_report")
def test_a_worker_that_is_overtaken_does_not_take_away_the_others_file(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = request_report(closed_round(story.partnership), "en")
    store, lost = documents.stored, timezone.now() - timedelta(minutes=1)

    def overtake(name: str, content: bytes) -> str:
        """The other has stored the same content, and has not yet written down where."""
        name = store(name, content)
        monkeypatch.setattr(documents, "stored", store)
        RENDERER.finish(report, lost, content)
        return name

    monkeypatch.setattr(documents, "stored", overtake)
    made = make_document(report.pk)
    assert made.state == MADE
    assert stored_files() == [made.file.name]
    assert mails() == everybody(story)


def stored_files() -> list[str]:
    folders, _files = default_storage.listdir("reports")
    return [
        f"reports/{folder}/{name}"
        for folder in folders
        for name in default_storage.listdir(f"reports/{folder}")[1]
    ]


def test_one_at_it_keeps_the_others_away(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    report = request_report(closed_round(story.partnership), "en")
    rendered = []

    def seen(round: Round, language: str) -> bytes:
        rendered.append(language)
        assert make_document(report.pk).state == WAITING  # another worker comes by meanwhile
        return b"%PDF"

    monkeypatch.setattr(reports, "render_report", seen)
    assert make_document(report.pk).state == MADE
    assert rendered == ["en"]


@pytest.mark.usefixtures("_quick_report")
def test_what_a_dead_worker_left_is_taken_up(story: Story) -> None:
    now = timezone.now()
    report = request_report(closed_round(story.partnership), "en")
    Document.objects.update(claimed_until=now + documents.LEASE, attempts=1)  # claimed, and then killed
    assert make_due_documents(now) == 0
    assert make_due_documents(now + documents.LEASE) == 1
    report.refresh_from_db()
    assert report.state == MADE
    assert mails() == everybody(story)
    assert make_due_documents(now + documents.LEASE) == 0


def test_it_waits_longer_after_each_failure_and_is_given_up_after_the_fifth(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(round: Round, language: str) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr(reports, "render_report", broken)
    report = request_report(closed_round(story.partnership), "en")
    now, waits = timezone.now(), []
    for _attempt in range(documents.MAX_ATTEMPTS):
        report = make_document(report.pk, now)
        if report.claimed_until:
            waits.append(round_minutes(report.claimed_until - timezone.now()))
            assert make_document(report.pk, now).attempts == report.attempts  # not before its time
            now = report.claimed_until
    assert report.state == FAILED
    assert waits == [2, 4, 8, 16]
    assert "no space left" in report.last_error
    assert not mails()


def round_minutes(wait: timedelta) -> int:
    return round(wait.total_seconds() / 60)


def test_a_report_that_kills_its_worker_is_given_up_too(story: Story) -> None:
    report = request_report(closed_round(story.partnership), "en")
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    Document.objects.update(attempts=documents.MAX_ATTEMPTS, claimed_until=a_minute_ago)
    assert make_due_documents(timezone.now()) == 0
    report.refresh_from_db()
    assert report.state == FAILED


def test_a_broker_that_is_down_stops_nobody(
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def down(_id: int) -> None:
        raise ConnectionError("nobody there")

    monkeypatch.setattr("partnerships.tasks.make_document.delay", down)
    with django_capture_on_commit_callbacks(execute=True):
        report = request_report(closed_round(story.partnership), "en")
    assert report.state == WAITING


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_quick_report", "woken")
def test_workers_that_race_make_it_once() -> None:
    story = tell_story()
    report = request_report(closed_round(story.partnership), "en")
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            make_document(report.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    report.refresh_from_db()
    assert (report.state, report.attempts) == (MADE, 1)
    assert mails() == everybody(story)
    assert stored_files() == [report.file.name]


def test_closing_a_check_brings_its_report_to_all_four(story: Story, woken: list[int]) -> None:
    round = open_round(actor=story.actor("lead"))
    save_answer(respondent=round.respondents.get(person=story.sro), question_key="feedback", value="fully")
    close_round(round.pk, timezone.now() + timedelta(days=1))
    assert make_due_documents(timezone.now()) == 1
    assert mails() == everybody(story)
    assert (
        "Going well on both sides: 0"
        in Message.objects.get(to=story.srie.email, key__contains="/report/").text
    )
