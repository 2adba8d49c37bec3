"""Two beats at once, and a worker killed over a report: one check, one report, one mail each."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.failures.house import PATIENCE_SECONDS, ROOT, House

pytestmark = pytest.mark.slow

STORY = "import django; django.setup(); from tests.story import tell_story; tell_story()"
COUNTS = """
import django, json; django.setup()
from assessments.models import QuestionResult, Respondent, Round
from outbox.models import Message
from partnerships.models import Document
reports = Document.objects.filter(kind="report")
print(json.dumps({
    "rounds": Round.objects.count(),
    "closed": Round.objects.exclude(closed_at=None).count(),
    "respondents": Respondent.objects.count(),
    "results": QuestionResult.objects.count(),
    "reports": reports.count(),
    "made": reports.filter(state="made").count(),
    "invitations": Message.objects.filter(key__contains="/invitation/").count(),
    "report mails": Message.objects.filter(key__contains="/report/").count(),
    "not sent": Message.objects.exclude(state="sent").count(),
}))
"""
#: Without an answer there is nothing to report.
ANSWER = """
import django; django.setup()
from assessments.answering.services import save_answer
from assessments.respondents.models import Respondent
one = Respondent.objects.filter(side="customer").earliest("pk")
save_answer(respondent=one, question_key="feedback", value="fully")
"""
#: A worker that begins a report and never ends it.
HANGS = """
import django, pathlib, sys, time; django.setup()
from common import pdf
def hang(*args, **kwargs):
    pathlib.Path(sys.argv[1]).touch()
    time.sleep(600)
pdf.write_pdf = hang
from partnerships.documents.models import Document
from partnerships.documents.services import make_document
make_document(Document.objects.get(kind="report").pk)
"""

#: The same task, given to another worker a moment later.
COMES_AGAIN = """
import django; django.setup()
from partnerships.documents.services import make_document
from partnerships.models import Document
make_document(Document.objects.get(kind="report").pk)
"""


def start(house: House, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=house.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def run(house: House, *command: str) -> bytes:
    out, fault = (process := start(house, *command)).communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, fault.decode()
    return out


def sweep_at_once(house: House, now: str, times: int) -> None:
    beats = [start(house, "manage.py", "sweep", "--now", now) for _beat in range(times)]
    for beat in beats:
        _out, fault = beat.communicate(timeout=PATIENCE_SECONDS)
        assert beat.returncode == 0, fault.decode()


def counts(house: House) -> dict[str, Any]:
    import json

    return dict(json.loads(run(house, "-c", COUNTS)))


def test_four_sweeps_at_once_do_everything_once(house: House) -> None:
    run(house, "-c", STORY)
    sweep_at_once(house, "2027-06-20T06:00Z", 4)
    found = counts(house)
    assert (found["rounds"], found["respondents"], found["invitations"]) == (1, 8, 8)
    run(house, "-c", ANSWER)
    sweep_at_once(house, "2027-07-19T06:00Z", 4)
    run(house, "manage.py", "sweep", "--now", "2027-07-19T07:00Z")
    found = counts(house)
    assert (found["rounds"], found["closed"], found["results"]) == (1, 1, 14)
    assert (found["reports"], found["made"], found["report mails"]) == (1, 1, 4)
    assert found["not sent"] == 0
    assert set(house.arrived().values()) == {1}


def test_a_worker_killed_over_a_report_costs_no_report(house: House, tmp_path: Path) -> None:
    """Nor a wait: a task that comes again, or a sweep, takes over at once what its dead process held."""
    run(house, "-c", STORY)
    run(house, "manage.py", "health_check", "school", "open")
    run(house, "-c", ANSWER)
    run(house, "manage.py", "health_check", "school", "close")
    begun = tmp_path / "begun"
    worker = start(house, "-c", HANGS, str(begun))
    until = time.monotonic() + PATIENCE_SECONDS
    while not begun.exists():
        assert worker.poll() is None, worker.communicate()[1].decode()
        assert time.monotonic() < until
        time.sleep(0.05)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert counts(house)["made"] == 0
    run(house, "-c", COMES_AGAIN)
    assert counts(house)["made"] == 1
    later = time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(time.time() + 3 * 3600))
    sweep_at_once(house, later, 2)
    found = counts(house)
    assert (found["reports"], found["made"], found["report mails"], found["not sent"]) == (1, 1, 4, 0)
    assert set(house.arrived().values()) == {1}
