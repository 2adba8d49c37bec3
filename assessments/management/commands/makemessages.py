"""Django's makemessages, which also sees the instruments' texts (they are data, not code), and writes
catalogues in which nothing moves but what has changed."""

from pathlib import Path
from typing import Any

import polib
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

from assessments.instruments.definitions import FOLDER, instruments

#: What nobody reads in the product, or what is not ours.
LEFT_OUT = ["node_modules", ".venv", "var", "staticfiles", "tests", "bench", "script"]
HEADER = ["Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms"]


class Command(makemessages.Command):
    #: A guess from a similar sentence reads well and is wrong: what is new is empty.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(ignore_patterns=LEFT_OUT, no_obsolete=True, add_location="file", no_wrap=True)

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

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        written = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        tidy(written, locale)


def tidy(path: Path, locale: str) -> None:
    """Sorted by what is said, and without the day of the run."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.header = ""
    catalogue.metadata_is_fuzzy = False
    catalogue.metadata["Language"] = locale
    catalogue.metadata = {name: catalogue.metadata[name] for name in HEADER}
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    for entry in catalogue:
        entry.occurrences = sorted({(file, "") for file, _line in entry.occurrences})
    catalogue.save()
