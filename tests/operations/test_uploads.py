"""Where uploads lie, and how large they may be, from the proxy to the store."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client
from django.utils import timezone

from common.uploads import FORM_FIELDS, READ_ON
from governance.risks.tests.factories import new_risk
from partnerships.files.models import Attachment
from partnerships.files.services import add_attachment, remove_attachment, sweep_files
from partnerships.files.tests.factories import PDF, upload
from tests.operations.fake_s3 import Store, fake_s3
from tests.story import Story

ROOT = Path(__file__).parents[2]


@pytest.fixture
def s3(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store as the settings make it of the environment, on loopback."""
    with fake_s3() as store:
        environment = {
            "S3_BUCKET": "partnering",
            "S3_ENDPOINT_URL": store.url,
            "S3_REGION": "eu-north-1",
            "S3_FOLDER": "test",
            "S3_ADDRESSING_STYLE": "path",
        }
        for name, value in {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "of a fake store"}.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, "default": settings_with(environment)}
        yield store


def settings_with(environment: dict[str, str]) -> dict[str, object]:
    ask = "import json; from partnering.settings import STORAGES; print(json.dumps(STORAGES['default']))"
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, object] = json.loads(told.stdout)
    return found


def large(size: int) -> TemporaryUploadedFile:
    """As a large upload arrives: in a file, not in memory."""
    file = TemporaryUploadedFile("large.pdf", "application/pdf", size, None)
    file.write(PDF + b"x" * (size - len(PDF)))
    file.seek(0)
    return file


def test_uploads_lie_in_an_s3_compatible_store_once(story: Story, client: Client, s3: Store) -> None:
    new_risk(story)
    one = add_attachment(actor=story.actor("lead"), kind="risk", number=1, file=upload())
    add_attachment(actor=story.actor("supplier_lead"), kind="risk", number=1, file=upload("again.pdf"))
    assert s3.objects == {f"partnering/test/files/{one.sha256[:2]}/{one.sha256}": PDF}
    size = 20 * 1024 * 1024
    two = add_attachment(actor=story.actor("lead"), kind="risk", number=1, file=large(size))
    client.force_login(story.supplier_reader)
    assert b"".join(client.get(one.get_absolute_url())) == PDF
    answer = client.get(two.get_absolute_url())
    assert sum(len(chunk) for chunk in answer) == size
    for attachment in Attachment.objects.all():
        remove_attachment(actor=story.actor(who_added(story, attachment)), attachment=attachment)
    assert sweep_files(timezone.now() + timedelta(days=2)) == 2
    assert not s3.objects


def who_added(story: Story, attachment: Attachment) -> str:
    return "lead" if attachment.added_by == story.lead else "supplier_lead"


def test_the_proxy_lets_through_what_the_product_reads_to_say_that_it_is_too_large() -> None:
    found = re.search(r"max_size (\d+)MB", (ROOT / "deploy/Caddyfile").read_text())
    assert found
    limit = int(found[1]) * 1_000_000
    read_on = READ_ON * (settings.UPLOAD_LIMIT_BYTES + FORM_FIELDS)
    assert read_on < limit < read_on * 1.2
