"""What a worker or a sweep loses in the database, it tries again by itself."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from accounts.organisations.models import Organisation
from common.models import FailedItem
from common.sweeping import in_batches
from governance.risks.importing.services import start_risk_import, store_risk_import, work_on_risk_import
from governance.risks.importing.storing import store_lines
from governance.risks.importing.tests.factories import as_csv, line
from governance.risks.models import Risk
from governance.tasks import read_risk_import
from partnering.celery import app
from tests.lost_races.test_form import POSTGRESQL, lose
from tests.story import tell_story

pytestmark = [POSTGRESQL, pytest.mark.django_db(transaction=True)]


def test_a_sweep_tries_one_again_and_only_then_says_that_it_failed() -> None:
    tell_story()
    lost, done = [2], list[int]()

    def rename(ids: Sequence[int]) -> int:
        done.extend(ids)
        Organisation.objects.filter(pk__in=ids).update(country="NO")
        if lost[0]:
            lost[0] -= 1
            lose()
        return len(ids)

    everybody = Organisation.objects.order_by("pk")
    assert in_batches("Renamed", everybody, 1, rename) == 3
    assert done[:3] == [everybody[0].pk] * 3
    assert not FailedItem.objects.exists()
    lost[0] = 3
    assert in_batches("Renamed", everybody, 1, rename) == 2
    assert FailedItem.objects.get().item == str(everybody[0].pk)


def test_an_import_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    story, lost = tell_story(), [2]
    table = as_csv(*(line(event=f"Risk {number}") for number in range(25)))
    run = start_risk_import(actor=story.actor("lead"), file=SimpleUploadedFile("r.csv", table.encode()))
    work_on_risk_import(run.pk)
    run.refresh_from_db()
    store_risk_import(actor=story.actor("lead"), run=run)

    def lose_and_store(*given: Any) -> None:
        store_lines(*given)
        if lost[0] and Risk.objects.count() == 20:
            lost[0] -= 1
            lose()

    monkeypatch.setattr("partnerships.importing.reading.BATCH", 10)
    monkeypatch.setattr("governance.risks.importing.services.store_lines", lose_and_store)
    read_risk_import.apply((run.pk,)).get()
    run.refresh_from_db()
    assert (run.state, lost) == ("stored", [0])
    assert sorted(Risk.objects.values_list("event", flat=True)) == sorted(f"Risk {n}" for n in range(25))


def test_a_task_runs_again() -> None:
    tries = []

    @app.task
    def work(number: int) -> int:
        tries.append(number)
        if len(tries) < number:
            lose()
        return len(tries)

    assert work.apply((3,)).get() == 3
    tries.clear()
    with pytest.raises(OperationalError):
        work.apply((9,)).get()
    assert len(tries) == 3
    assert not connection.in_atomic_block
