"""``manage.py health_check REFERENCE open|close|report``: one check, driven by hand."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.answering.services import save_answer
from assessments.respondents.models import Respondent
from assessments.rounds.models import Round
from tests.story import Story


def run(*words: str, **options: object) -> str:
    out = StringIO()
    call_command("health_check", *words, stdout=out, **options)
    return out.getvalue()


def test_open_close_and_report(story: Story, tmp_path: Path) -> None:
    assert "Opened Health check" in run("school", "open")
    round = Round.objects.get()
    assert round.opened_by is None
    for respondent in Respondent.objects.all():
        save_answer(respondent=respondent, question_key="feedback", value="fully")
    assert "1 going well, 0 need attention" in run("school", "close")
    out = tmp_path / "report.pdf"
    assert str(out) in run("school", "report", out=out)
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "open"), "There is no partnership nowhere"),
        (("school", "close"), "No health check of school is open"),
        (("school", "report"), "has closed yet"),
    ],
)
def test_what_cannot_be_done_is_said(story: Story, words: tuple[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_a_second_one_is_refused_in_words(story: Story) -> None:
    run("school", "open")
    with pytest.raises(CommandError, match="open already"):
        run("school", "open")


def test_a_place_that_cannot_be_written_is_named(story: Story, tmp_path: Path) -> None:
    run("school", "open")
    run("school", "close")
    with pytest.raises(CommandError, match="cannot be written"):
        run("school", "report", out=tmp_path / "no/such/folder.pdf")
