import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from assessments.instruments.definitions import instrument
from assessments.management.commands import makemessages


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_a_translator_finds_every_question(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(makemessages, "FOLDER", tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "locale").mkdir()
    call_command("makemessages", locale=["sv"], verbosity=0)
    catalogue = (tmp_path / "locale/sv/LC_MESSAGES/django.po").read_text().replace('"\n"', "")
    for question in instrument("health_check").questions:
        assert question.text_id in catalogue
        assert question.short_id in catalogue
    assert not list(tmp_path.glob("*.py"))
