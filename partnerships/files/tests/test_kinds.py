"""A file is taken when its content is what its name says, and when that is something ordinary."""

import io

import pytest
from django.core.exceptions import ValidationError

from partnerships.files.kinds import kind_of
from partnerships.files.tests.factories import EXE, HTML, MAIL, PDF, PNG, SVG, archive, docx, msg, odt, xlsx

TAKEN = {
    "minutes.pdf": PDF,
    "Minutes.PDF": PDF,
    "letter.docx": docx(),
    "register.xlsx": xlsx(),
    "letter.odt": odt(),
    "plan.ods": odt(b"application/vnd.oasis.opendocument.spreadsheet"),
    "photo.png": PNG,
    "photo.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + b"\x00" * 20,
    "photo.jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + b"\x00" * 20,
    "scan.tif": b"II*\x00" + b"\x00" * 40,
    "moving.gif": b"GIF89a" + b"\x00" * 30,
    "notes.txt": "Vi möts på måndag.\n".encode(),
    "old.txt": "Vi möts på måndag.\n".encode("latin-1"),
    "notepad.txt": "Vi möts på måndag.\n".encode("utf-16"),
    "figures.csv": b"year;sum\r\n2026;14\r\n",
    "read-me.md": b"# Aims\n\n- one\n",
    "import.txt": b"import taxes are paid by the supplier\n",
    "mail.eml": MAIL,
    "mail.msg": msg(),
    "drawings.zip": archive({"plan.pdf": PDF, "notes.txt": b"two"}),
}
REFUSED = {
    "page.html": HTML,
    "drawing.svg": SVG,
    "run.exe": EXE,
    "macros.docm": docx(),
    "old.doc": msg(),
    "no-ending": PDF,
    "minutes.pdf": EXE,
    "photo.png": PDF,
    "letter.docx": xlsx(),
    "sheet.xlsx": archive({"a.txt": b"one"}),
    "letter.odt": odt(b"application/vnd.oasis.opendocument.spreadsheet"),
    "with-macros.docx": docx({"word/vbaProject.bin": b"macro"}),
    "notes.txt": EXE,
    "page.txt": HTML,
    "page.csv": b"\xef\xbb\xbf \n" + HTML,
    "drawing.md": SVG,
    "wide.txt": HTML.decode().encode("utf-16"),
    "mail.eml": b"Hello, this is no mail.\n",
    "mail.msg": bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600,  # an installer is a compound file, too
    "programs.zip": archive({"folder/Setup.EXE": EXE}),
    "broken.zip": b"PK\x03\x04 and no more",
    "broken.docx": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_taken(name: str) -> None:
    file = io.BytesIO(TAKEN[name])
    assert kind_of(name, file).content_type
    assert file.tell() == 0


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused_in_words(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        kind_of(name, io.BytesIO(REFUSED[name]))
    assert len(refusal.value.messages[0]) > 40


def test_a_large_file_is_read_a_chunk_at_a_time() -> None:
    class Watched(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1) -> bytes:
            chunk = super().read(size)
            self.most = max(self.most, len(chunk))
            return chunk

    for name, content in {"long.txt": b"word " * 2_000_000, "long.msg": msg(b"\x00" * 9_000_000)}.items():
        file = Watched(content)
        assert kind_of(name, file)
        assert file.most <= 2 * 1024 * 1024
