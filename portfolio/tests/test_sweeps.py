from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.rounds.models import Round
from outbox.models import Message
from portfolio import sweeps
from portfolio.management.commands.sweep import moment
from portfolio.overview.tests.telling import open_check
from portfolio.sweeps import run_sweeps
from portfolio.tasks import sweep
from tests.story import Story


def test_a_year_passes_in_three_sweeps(story: Story) -> None:
    """From 1 August 2024: the check of 2027 opens on 20 June, closes four weeks later, each once."""
    out = StringIO()
    call_command("sweep", now="2027-06-19T06:00Z", stdout=out)
    assert not Round.objects.filter(anniversary__year=2027).exists()
    for _twice in range(2):
        call_command("sweep", now="2027-06-20T06:00Z", stdout=out)
    round = Round.objects.get(anniversary__year=2027)
    assert round.opened_at == datetime(2027, 6, 20, 6, tzinfo=UTC)
    invited = Message.objects.filter(key__startswith=f"round/{round.pk}/invitation/")
    assert invited.count() == 8
    assert set(invited.values_list("state", flat=True)) == {Message.State.SENT}
    call_command("sweep", now="2027-07-20T06:00Z", stdout=out)
    round.refresh_from_db()
    assert round.closed_at == datetime(2027, 7, 20, 6, tzinfo=UTC)
    said = out.getvalue()
    assert "As of 2027-07-20 06:00 UTC" in said
    assert "Health checks closed" in said


def test_what_each_sweep_did_is_printed_in_words(story: Story) -> None:
    out = StringIO()
    call_command("sweep", stdout=out)
    lines = out.getvalue().splitlines()[1:]
    assert len(lines) == len(sweeps.SWEEPS)
    assert not [line for line in lines if "_" in line]


def test_a_sweep_that_breaks_is_counted_and_stops_no_other(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    round = open_check(story.partnership, story.lead)
    broken = {"broken": "portfolio.nowhere.sweep", **sweeps.SWEEPS}
    monkeypatch.setattr(sweeps, "SWEEPS", broken)
    done = run_sweeps(timezone.now() + timedelta(days=11))
    assert done["failed"] == 1
    assert done["health_checks_closed"] == 1
    assert "sweep broken failed" in caplog.text
    round.refresh_from_db()
    assert round.closed_at is not None
    with pytest.raises(CommandError, match="1 sweep failed"):
        call_command("sweep", stdout=StringIO())


def test_every_sweep_exists_and_the_task_runs_them_now(story: Story) -> None:
    assert run_sweeps(timezone.now())["failed"] == 0
    open_check(story.partnership, story.lead)
    Round.objects.update(
        closes_at=timezone.now() - timedelta(hours=1), opened_at=timezone.now() - timedelta(days=9)
    )
    sweep()
    assert Round.objects.get(anniversary=None).closed_at is not None


@pytest.mark.parametrize("raw", ["tomorrow", "2027-13-01", "2027-02-30T06:00Z", "2027-03-01T25:00Z", "", "0"])
def test_a_moment_that_is_none_is_explained(raw: str) -> None:
    with pytest.raises(CommandError, match=r"is not a moment\. Write it like 2027-03-01T06:00Z"):
        moment(raw)


def test_a_moment_without_zone_is_utc_and_without_time_the_days_beginning() -> None:
    assert moment("2027-03-01T06:00") == datetime(2027, 3, 1, 6, tzinfo=UTC)
    assert moment("2027-03-01") == datetime(2027, 3, 1, tzinfo=UTC)
    assert moment("2027-03-01T06:00+01:00") == datetime(2027, 3, 1, 5, tzinfo=UTC)
