"""Each content lies in the store once, and goes when nobody refers to it any more."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from governance.risks.tests.factories import new_risk
from partnerships.files.models import Attachment, StoredContent
from partnerships.files.services import add_attachment, remove_attachment, sweep_files
from partnerships.files.tests.factories import PDF, upload
from tests.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(story: Story, tmp_path: Path) -> Path:
    new_risk(story)
    return tmp_path / "files"


def add(story: Story, who: str = "lead", name: str = "one.pdf", content: bytes = PDF) -> Attachment:
    return add_attachment(actor=story.actor(who), kind="risk", number=1, file=upload(name, content))


def stored(files: Path) -> list[str]:
    return sorted(str(path.relative_to(files)) for path in files.rglob("*") if path.is_file())


def test_the_same_content_lies_there_once_under_its_digest(story: Story, files: Path) -> None:
    one, two = add(story), add(story, "supplier_lead", "two.pdf")
    assert one.sha256 == two.sha256
    assert stored(files) == [f"files/{one.sha256[:2]}/{one.sha256}"]
    assert (files / stored(files)[0]).read_bytes() == PDF


def test_it_goes_a_day_after_the_last_one_refers_to_it(story: Story, files: Path) -> None:
    one, two = add(story), add(story, "supplier_lead", "two.pdf")
    remove_attachment(actor=story.actor("lead"), attachment=one)
    in_two_days = timezone.now() + timedelta(days=2)
    assert sweep_files(in_two_days) == 0
    assert stored(files)
    remove_attachment(actor=story.actor("supplier_lead"), attachment=two)
    assert sweep_files(timezone.now()) == 0  # an upload may just be about to refer to it
    assert sweep_files(in_two_days) == 1
    assert sweep_files(in_two_days) == 0
    assert not stored(files)
    assert not StoredContent.objects.exists()
    add(story)
    assert stored(files)


def test_what_was_brought_again_today_stays(story: Story, files: Path) -> None:
    remove_attachment(actor=story.actor("lead"), attachment=add(story))
    StoredContent.objects.update(kept_at=timezone.now() - timedelta(days=3))
    remove_attachment(actor=story.actor("lead"), attachment=add(story))
    assert sweep_files(timezone.now()) == 0
    assert stored(files)


def test_what_is_missing_in_the_store_is_put_back_by_the_next_upload(story: Story, files: Path) -> None:
    one = add(story)
    default_storage.delete(one.content.stored_as)
    two = add(story, "supplier_lead", "two.pdf")
    assert default_storage.open(two.content.stored_as).read() == PDF


def test_a_store_that_is_away_costs_nothing(
    story: Story, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove_attachment(actor=story.actor("lead"), attachment=add(story))
    in_two_days = timezone.now() + timedelta(days=2)

    def away(name: str) -> None:
        raise OSError("the store is away")

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "delete", away)
        assert sweep_files(in_two_days) == 0
    assert StoredContent.objects.exists()
    assert sweep_files(in_two_days) == 1


def test_two_uploads_of_the_same_at_once_leave_one(
    story: Story, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is through between our looking and our writing."""
    really = default_storage.save
    others: list[str] = []

    def save(name: str, content: object) -> str:
        if not others:
            others.append(name)
            add(story, "supplier_lead", "theirs.pdf")
        return really(name, content)  # type: ignore[arg-type]

    monkeypatch.setattr(default_storage, "save", save)
    add(story)
    assert len(stored(files)) == 1
    assert Attachment.objects.count() == 2
    assert default_storage.open(StoredContent.objects.get().stored_as).read() == PDF
