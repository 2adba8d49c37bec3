"""Django's makemessages, which also sees the instruments' texts: they are data, not code."""

from typing import Any

from django.core.management.commands import makemessages

from assessments.instruments.definitions import FOLDER, instruments


class Command(makemessages.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        texts = {text for instrument in instruments().values() for text in instrument.texts}
        seen_by_gettext = FOLDER / "texts_of_instruments.py"
        seen_by_gettext.write_text(
            "".join(f"gettext({text!r})\n" for text in sorted(texts)), encoding="utf-8"
        )
        try:
            super().handle(*args, **options)
        finally:
            seen_by_gettext.unlink()
