"""Two who store the same table at once: each risk is in the register once."""

from threading import Barrier
from typing import Any

import pytest
from django.test import Client

from governance.risks.importing import lines as importing
from governance.risks.importing.services import work_on_risk_import
from governance.risks.importing.tests.factories import as_csv, bring, counts, line
from governance.risks.models import Risk
from partnerships.importing import reading
from tests.races import at_once
from tests.story import tell_story

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_table_twice_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tell_story()
    table = as_csv(*(line(event=f"Risk {n}") for n in range(25)))
    runs = [bring(client, story, table, who=who) for who in ("lead", "supplier_lead")]
    for run, who in zip(runs, ("lead", "supplier_lead"), strict=True):
        client.force_login(story.people[who])
        client.post(run.get_absolute_url(), {"decision": "store"})
    read, both = importing.Reading._read_register, Barrier(2)

    def read_and_wait(reading: Any) -> None:
        read(reading)
        both.wait(timeout=30)

    monkeypatch.setattr(reading, "BATCH", 10)
    monkeypatch.setattr(importing.Reading, "_read_register", read_and_wait)
    results = at_once(*(lambda pk=run.pk: work_on_risk_import(pk) for run in runs))
    assert results == [True, True]
    assert sorted(Risk.objects.values_list("event", flat=True)) == sorted(f"Risk {n}" for n in range(25))
    stored = []
    for run in runs:
        run.refresh_from_db()
        assert run.state == "stored"
        stored.append(counts(run))
    assert sum(new for new, *_others in stored) == sum(wrong for *_others, wrong in stored) == 25
