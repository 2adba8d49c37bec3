"""Two at once: one agreement, one organisation, one worker for an import."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.organisations.models import Organisation
from agreements.importing.importing import import_paths
from agreements.importing.models import ImportRun
from agreements.importing.services import start_import, work_on_import
from agreements.importing.tests.samples import package, release, write
from agreements.register.models import Agreement
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
