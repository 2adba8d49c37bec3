"""Two at once: one agreement, one organisation, one worker for an import."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.organisations.models import Organisation
from agreements.importing.importing import BATCH, import_file, import_paths
from agreements.importing.models import ImportRun
from agreements.importing.ocds.packages import Found, Published
from agreements.importing.services import start_import, work_on_import
from agreements.importing.tests.samples import package, release, write
from agreements.register.models import Agreement
from agreements.register.organisations import NamedOrganisation
from agreements.register.services import Terms, add_agreement
from tests.races import at_once
from tests.story import tell_story

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_imports_of_one_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", package(*(release(f"ocds-x-{number}") for number in range(30))))
    results = at_once(*[lambda: next(import_paths([path]))] * 3)
    assert sorted(report.count("made") for report in results) == [0, 0, 30]
    assert (Agreement.objects.count(), Organisation.objects.count()) == (30, 2)


def test_two_workers_on_one_run() -> None:
    story = tell_story()
    file = SimpleUploadedFile("a.json", str(release()).replace("'", '"').encode())
    run = start_import(person=story.officer, organisation=story.customer, files=[file])
    results = at_once(*[lambda: work_on_import(run.pk)] * 4)
    assert sorted(results) == [False, False, False, True]
    run.refresh_from_db()
    assert (run.state, run.attempts) == (ImportRun.State.PREVIEW, 1)


def test_a_new_agreement_waits_for_a_piece_of_a_file_and_not_for_all_of_it() -> None:
    story = tell_story()
    is_between, may_go_on = Event(), Event()

    def read() -> Iterator[Found]:
        for number in range(2 * BATCH):
            if number == BATCH:
                is_between.set()
                assert may_go_on.wait(30), "nobody could write meanwhile"
            yield Published(release(f"ocds-x-{number}"))

    def write_one() -> int:
        assert is_between.wait(30)
        terms = Terms(
            title="Telefoni",
            number="",
            description="",
            start=None,
            end=None,
            signed=None,
            value=None,
            currency="",
            cpv=[],
        )
        try:
            add_agreement(
                person=story.officer,
                register=story.customer,
                token="f" * 32,
                terms=terms,
                suppliers=[NamedOrganisation("Ny Leverantör AB")],
            )
            return Agreement.objects.count()
        finally:
            may_go_on.set()

    results = at_once(lambda: import_file(name="a", read=read, register=story.customer), write_one)
    assert BATCH + 1 in results, results
    assert Agreement.objects.count() == 2 * BATCH + 1
