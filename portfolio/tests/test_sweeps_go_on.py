"""One bad row stops none of those behind it: every sweep, with one thing that goes wrong."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any, Final

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.people.models import Person
from accounts.sign_in.models import ForgottenPassword
from assessments.respondents.models import Respondent
from assessments.rounds import closing
from assessments.rounds.models import Round
from common import sweeping
from common.models import FailedItem
from common.sweeping import for_each, in_batches, note_failure
from governance.charter.models import CharterVersion
from governance.concerns.models import Concern
from governance.concerns.tests.factories import new_concern
from outbox.models import Message
from partnerships.files.models import StoredContent
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level, Side, Space, Stage
from partnerships.signing.models import SignOff
from portfolio import sweeps
from portfolio.overview.tests.telling import open_check
from tests.story import Story, today

#: These look after each thing themselves; where that is tried.
ELSEWHERE: Final = {
    "documents_made": "partnerships/documents/tests",
    "imports_resumed": "agreements/importing/tests",
    "risk_imports_resumed": "governance/risks/importing/tests",
    "action_imports_resumed": "partnerships/importing/tests",
    "people_imports_resumed": "partnerships/importing/tests",
    "mails_delivered": "outbox/tests",
}
#: These delete by one statement what has run out: no single row can go wrong.
AT_ONCE: Final = {"old_counters_removed", "old_marks_removed", "old_sessions_removed"}
#: How many days ahead the demo has something due, sought in this order.
AHEAD: Final = (0, 1, 4, 8, 15, 22, 30, 40, 60, 100, 200, 320)
Do = Callable[[Sequence[Any]], int]


class Spy:
    """Stands where a sweep does what is due: notes what was done, and what is poisoned breaks at the end."""

    def __init__(self) -> None:
        self.poison: Any = None
        self.done: list[Any] = []

    def carry_out(self, do: Do, ids: Sequence[Any]) -> int:
        with transaction.atomic():
            count = int(do(ids))
            if self.poison in ids:
                raise ValueError("poison")
        self.done += ids
        return count


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    spy = Spy()
    monkeypatch.setattr(sweeping, "_carry_out", spy.carry_out)
    return spy


@pytest.mark.django_db
def test_one_bad_thing_stops_no_sweep(spy: Spy, settings: Any) -> None:
    settings.DEBUG = True
    call_command("load_demo", stdout=StringIO())
    for extra in range(2):
        _one_of_each(extra)
    assert not (ELSEWHERE.keys() | AT_ONCE) - sweeps.SWEEPS.keys()
    for name in sorted(sweeps.SWEEPS.keys() - ELSEWHERE.keys() - AT_ONCE):
        _try(name, import_string(sweeps.SWEEPS[name]), spy)


def _one_of_each(extra: int) -> None:
    """What the demo has none or one of, in a partnership of its own."""
    school = Partnership.objects.get(reference="school-administration")
    karin = Person.objects.get(email="karin.lind@fyrstad.example")
    now, day = timezone.now(), today()
    reference = f"extra-{extra}"
    own = _like(school, reference, day)
    asked = Round.objects.create(
        partnership=own, opened_at=now - timedelta(days=20), closes_at=now + timedelta(days=2)
    )
    for side in Side:
        email = f"rut{extra}{side.value}@fyrstad.example"
        Respondent.objects.create(round=asked, side=side, name="Rut", email=email)
    CharterVersion.objects.create(partnership=own, number=1, state="current", started_by=karin, review_on=day)
    for number, level in enumerate((Level.OPERATIONAL, Level.STRATEGIC), start=1):
        Concern.objects.create(
            partnership=own,
            number=number,
            title="Late",
            text="It is.",
            effect="We wait.",
            wish="On time.",
            level=level,
            raised_by=karin,
            raised_side=Side.CUSTOMER,
            due_on=day - timedelta(days=30),
        )
    SignOff.objects.create(
        partnership=own,
        number=1,
        kind="charter",
        key="1",
        title="Charter",
        text="What we agreed",
        sha256="0" * 64,
        submitted_by=karin,
        submitted_side=Side.CUSTOMER,
        submitted_at=now - timedelta(days=8),
    )
    ForgottenPassword.objects.create(email=karin.email)
    StoredContent.objects.create(sha256=f"{extra}" * 64, size=1, kept_at=now - timedelta(days=3))
    Message.objects.create(
        key=f"old/{extra}",
        message_id=f"<old-{extra}@localhost>",
        to="rut@fyrstad.example",
        subject="Old",
        state=Message.State.SENT,
        next_attempt_at=now - timedelta(days=5000),
    )
    for number in range(2):
        Message.objects.create(
            key=f"reminder/{extra}/{number}",
            message_id=f"<reminder-{extra}-{number}@localhost>",
            to=f"rut{extra}@fyrstad.example",
            language="en",
            kind="risk_review",
            line={"name": "Rut", "title": reference, "link": "/", "day": "", "due": ""},
        )


def _like(school: Partnership, reference: str, day: date) -> Partnership:
    """With the same parties and people; its anniversary is two months away."""
    own = Partnership.objects.create(
        reference=reference,
        title=reference,
        stage=Stage.IN_OPERATION,
        state=Partnership.State.BINDING,
        customer=school.customer,
        supplier=school.supplier,
        start=day - timedelta(days=2 * 365 - 30),
        end=day + timedelta(days=2000),
        proposed_by=school.proposed_by,
    )
    for role in school.roles.current():
        part, level = role.part, role.level
        Role.objects.create(
            partnership=own, person=role.person, side=role.side, part=part, level=level, since=role.since
        )
    return own


def _try(name: str, sweep: Callable[[datetime], int], spy: Spy) -> None:
    for days in AHEAD:
        now = timezone.now() + timedelta(days=days)
        due = _without_a_trace(spy, sweep, now, None)
        if len(set(due)) > 1:
            break
    else:
        pytest.fail(f"{name} has nothing to do here, or does not go through common.sweeping")
    done = _without_a_trace(spy, sweep, now, due[0])
    assert set(done) == set(due) - {due[0]}, name


def _run(spy: Spy, sweep: Callable[[datetime], int], now: datetime, poison: Any) -> list[Any]:
    spy.poison, spy.done = poison, []
    sweep(now)
    # a sweep may come to the same thing in more than one way
    failed = set(FailedItem.objects.values_list("item", "times"))
    assert failed == ({(str(poison), 1)} if poison else set())
    if poison:
        spy.poison, done = None, list(spy.done)
        sweep(now)
        assert not FailedItem.objects.exists(), "gone once it has gone right"
        return done
    return spy.done


def _without_a_trace(spy: Spy, sweep: Callable[[datetime], int], now: datetime, poison: Any) -> list[Any]:
    with transaction.atomic():
        found = _run(spy, sweep, now, poison)
        transaction.set_rollback(True)
    return found


def test_what_failed_is_shown_to_those_whom_it_concerns_until_it_has_worked(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The service for one health check breaks, the one behind it is closed."""
    later = Partnership.objects.create(
        reference="later",
        title="Later",
        stage=Stage.IN_OPERATION,
        state=Partnership.State.BINDING,
        customer=story.customer,
        supplier=story.elsewhere,
        start=story.partnership.start,
        end=story.partnership.end,
        proposed_by=story.sro,
    )
    first = open_check(story.partnership, story.lead, closes_in=1)
    second = open_check(later, story.lead, closes_in=2)
    now = timezone.now() + timedelta(days=3)
    close_round = closing.close_round

    def breaks(pk: int, at: datetime) -> bool:
        close_round(pk, at)
        if pk == first.pk:
            raise OSError("Karin’s secret answer")
        return True

    with monkeypatch.context() as patch:
        patch.setattr(closing, "close_round", breaks)
        for _again in range(2):
            assert sweeps.run_sweeps(now)["failed"] == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.closed_at, second.closed_at) == (None, now)
    assert f"Health checks closed: assessments.round {first.pk} failed" in caplog.text
    failed = FailedItem.objects.get()
    assert (failed.times, failed.error) == (2, "OSError: Karin’s secret answer")
    for administrator in (story.administrator, story.supplier_administrator):
        client.force_login(administrator)
        page = client.get("/outbox/").content.decode()
        assert f"Round {first.pk}" in page
        assert "A file or a server could not be reached" in page
        assert "secret" not in page
    client.force_login(story.stranger)
    assert "could not be reached" not in client.get("/outbox/").content.decode()
    out = StringIO()
    call_command("sweep", now=now.isoformat(), stdout=StringIO(), stderr=out)
    assert not out.getvalue(), "it has worked"
    client.force_login(story.administrator)
    assert f"Round {first.pk}" not in client.get("/outbox/").content.decode()


def test_a_sweep_that_broke_is_shown_to_every_administrator(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "SWEEPS", {"meetings_made": "portfolio.nowhere.sweep"})
    sweeps.run_sweeps(timezone.now())
    client.force_login(story.stranger)
    assert "Meetings planned" in client.get("/outbox/").content.decode()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("sweep", stdout=StringIO(), stderr=out)
    assert "Meetings planned: All of it, 2 times" in out.getvalue()
    monkeypatch.setattr(sweeps, "SWEEPS", {"meetings_made": "governance.boards.planning.make_meetings"})
    sweeps.run_sweeps(timezone.now())
    assert not FailedItem.objects.exists()


def test_what_lies_in_one_sides_space_is_shown_to_that_side(story: Story) -> None:
    concern = new_concern(story, space=Space.CUSTOMER)
    note_failure("Reminders of concerns", Concern, concern.pk, ValueError())
    assert FailedItem.objects.of_organisations([story.customer.pk]).exists()
    assert not FailedItem.objects.of_organisations([story.supplier.pk]).exists()


def test_a_batch_is_halved_until_the_bad_one_stands_alone(story: Story) -> None:
    tried: list[list[int]] = []
    people = Person.objects.order_by("pk")
    ids = list(people.values_list("pk", flat=True))

    def do(batch: Sequence[int]) -> int:
        tried.append(list(batch))
        if ids[3] in batch:
            raise ValueError
        return len(batch)

    assert in_batches("Try", people, 100, do) == len(ids) - 1
    assert len(tried) < 2 * len(ids)
    assert FailedItem.objects.get().item == str(ids[3])


def test_a_task_that_is_out_of_time_ends(story: Story) -> None:
    def do(pk: int) -> int:
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        for_each("Try", Person.objects.all(), do)
    assert not FailedItem.objects.exists()
