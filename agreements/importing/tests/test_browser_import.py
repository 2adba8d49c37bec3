"""An officer uploads files, sees what would come of them, and stores them or not."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.organisations.models import Organisation
from agreements import tasks
from agreements.importing import importing, services
from agreements.importing.models import ImportRun
from agreements.importing.services import resume_imports, work_on_import
from agreements.importing.tests.samples import party, release
from agreements.register.models import Agreement
from common.import_jobs import ATTEMPTS, CLAIM
from tests.story import Story


def upload(client: Client, story: Story, *contents: Any) -> ImportRun:
    files = [
        SimpleUploadedFile(
            f"{number}.json", content if isinstance(content, bytes) else json.dumps(content).encode()
        )
        for number, content in enumerate(contents, start=1)
    ]
    answer = client.post(reverse("imports"), {"organisation": story.customer.pk, "files": files})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportRun.objects.latest("pk")


def stored_files(run: ImportRun) -> list[str]:
    return [file["stored_as"] for file in run.files if default_storage.exists(file["stored_as"])]


def test_a_preview_then_stored_once(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    second = release("ocds-x-2", parties=[*release()["parties"]])
    run = upload(client, story, [release(), {}], b"\xff\xfe{", second, release())
    page = reverse("import_run", args=[run.pk])
    assert "0 of 4 files are done" in client.get(page).content.decode()
    assert resume_imports(timezone.now()) == 1
    run.refresh_from_db()
    assert (run.state, run.done, Agreement.objects.count()) == ("preview", 4, 0)
    assert Organisation.objects.count() == 3
    # what a file would make, the next one finds
    assert [(f["made"], f["matched"], f["unusable"]) for f in run.outcome] == [
        (1, 0, 1),
        (0, 0, 0),
        (1, 0, 0),
        (0, 1, 0),
    ]
    assert [(f["organisations_made"], f["organisations_matched"]) for f in run.outcome] == [
        (2, 1),  # the register's own organisation is known
        (0, 0),
        (0, 3),
        (0, 3),
    ]
    text = client.get(page).content.decode()
    assert "Is this what you want to store?" in text
    assert "The release is empty." in text
    assert "It is written in UTF-16 or UTF-32: save it as UTF-8." in text
    preview = run.outcome
    for _ in range(2):
        assert client.post(page, {"decision": "store"}).status_code == 302
    assert client.post(page, {"decision": "discard"}).status_code == 302
    assert resume_imports(timezone.now()) == 1
    assert resume_imports(timezone.now()) == 0
    run.refresh_from_db()
    assert run.state == "stored"
    assert run.stored_at
    assert not stored_files(run)
    without = [[{**line, "agreement": None} for line in file["lines"]] for file in run.outcome]
    assert without == [file["lines"] for file in preview]
    assert {a.register for a in Agreement.objects.all()} == {story.customer}
    assert Agreement.objects.count() == 2
    assert (
        reverse("agreement", args=[Agreement.objects.earliest("pk").pk]) in client.get(page).content.decode()
    )


def test_discarded_leaves_nothing(
    client: Client, story: Story, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(story.officer)
    run = upload(client, story, release())
    work_on_import(run.pk)
    assert stored_files(run)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import_run", args=[run.pk]), {"decision": "discard"}, follow=True)
    client.post(reverse("import_run", args=[run.pk]), {"decision": "store"})
    run.refresh_from_db()
    assert run.state == "discarded"
    assert not stored_files(run)
    assert not Agreement.objects.exists()


def test_only_officers_and_only_their_own(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    run = upload(client, story, release())
    work_on_import(run.pk)
    page = reverse("import_run", args=[run.pk])
    assert client.get(reverse("imports")).status_code == client.get(page).status_code == 200
    for name in ("lead", "administrator"):
        client.force_login(story.people[name])
        assert client.get(reverse("imports")).status_code == client.get(page).status_code == 404
        assert client.post(reverse("imports"), {}).status_code == 404
    for name in ("supplier_officer", "stranger"):
        client.force_login(story.people[name])
        assert client.get(reverse("imports")).status_code == 200
        assert client.get(page).status_code == client.post(page, {"decision": "store"}).status_code == 404
        file = SimpleUploadedFile("a.json", b"{}")
        answer = client.post(reverse("imports"), {"organisation": story.customer.pk, "files": file})
        assert answer.status_code == 200
        assert "organisation" in answer.context["form"].errors
    run.refresh_from_db()
    assert run.state == "preview"
    assert ImportRun.objects.count() == 1


def test_too_much_is_thrown_away_and_refused_in_words(
    client: Client, story: Story, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    client.force_login(story.officer)
    large = {"organisation": story.customer.pk, "files": SimpleUploadedFile("a.json", b"x" * 90_000)}
    answer = client.post(reverse("imports"), large)
    # all of it was taken: a browser reads no answer before it has sent everything
    assert not answer.wsgi_request.environ["wsgi.input"].read()
    told = client.get(answer["Location"]).content.decode()
    assert "too large" in told
    assert "at most 50.0 MB" in told
    assert not ImportRun.objects.exists()
    answer = client.post(reverse("imports"), {"organisation": story.customer.pk})
    assert answer.context["form"].errors["files"] == ["Choose at least one file."]


def test_the_forms_token_is_still_asked_for(story: Story) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(story.officer)
    file = SimpleUploadedFile("a.json", b"{}")
    assert client.post(reverse("imports"), {"files": file}).status_code == 403


def test_a_party_without_a_number_is_no_stranger_of_that_name(client: Client, story: Story) -> None:
    """Else whoever imports would learn who is here, and put agreements into a stranger's register."""
    stranger = story.elsewhere
    parties = [*release()["parties"]]
    parties[1] = party("S", stranger.name, "", stranger.country, "supplier")
    client.force_login(story.officer)
    run = upload(client, story, release(parties=parties))
    assert resume_imports(timezone.now()) == 1
    client.post(reverse("import_run", args=[run.pk]), {"decision": "store"})
    assert resume_imports(timezone.now()) == 1
    assert not Agreement.objects.get().parties.filter(organisation=stranger).exists()
    assert Organisation.objects.filter(name=stranger.name).count() == 2


def test_one_worker_at_a_time_and_the_next_after_a_dead_one(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    run = upload(client, story, release(), release("ocds-x-2"))
    now = timezone.now()
    ImportRun.objects.filter(pk=run.pk).update(claimed_until=now + timedelta(minutes=5), attempts=1)
    assert not work_on_import(run.pk, now)
    assert resume_imports(now) == 0
    assert resume_imports(now + timedelta(minutes=6)) == 1
    # the worker dies after the first file is stored: the next one goes on with the second
    client.post(reverse("import_run", args=[run.pk]), {"decision": "store"})
    real, read = importing.import_file, []

    def die(**kwargs: Any) -> Any:
        read.append(kwargs["name"])
        if len(read) == 2:
            raise KeyboardInterrupt
        return real(**kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "import_file", die)
        with pytest.raises(KeyboardInterrupt):
            work_on_import(run.pk, now)
        run.refresh_from_db()
        assert (run.state, run.done, Agreement.objects.count()) == ("storing", 1, 1)
        assert resume_imports(now) == 0
        assert resume_imports(timezone.now() + CLAIM + timedelta(seconds=1)) == 1
    assert read == ["1.json", "2.json", "2.json"]
    run.refresh_from_db()
    assert run.state == "stored"
    assert [file["made"] for file in run.outcome] == [1, 1]


def test_files_that_kill_every_worker_are_given_up(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    run = upload(client, story, release())
    ImportRun.objects.filter(pk=run.pk).update(attempts=ATTEMPTS)
    assert resume_imports(timezone.now()) == 1
    run.refresh_from_db()
    assert run.state == "failed"
    assert not stored_files(run)
    assert run.problem in client.get(reverse("import_run", args=[run.pk])).content.decode()


def test_a_queue_that_is_down_stops_nobody(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def down(run_id: int) -> None:
        raise ConnectionError

    monkeypatch.setattr(tasks.read_import, "delay", down)
    client.force_login(story.officer)
    with django_capture_on_commit_callbacks(execute=True) as called:
        upload(client, story, release())
    assert called
    assert resume_imports(timezone.now()) == 1


def test_many_lines_and_many_imports_cost_no_more_queries(
    client: Client, story: Story, django_assert_max_num_queries: Any
) -> None:
    client.force_login(story.officer)
    run = upload(client, story, [release(f"ocds-x-{number}") for number in range(400)])
    work_on_import(run.pk)
    for _ in range(12):
        upload(client, story, release())
    with django_assert_max_num_queries(15):
        assert "And 100 more." in client.get(reverse("import_run", args=[run.pk])).content.decode()
    with django_assert_max_num_queries(15):
        assert "Next page" in client.get(reverse("imports")).content.decode()
