"""What an archive may hold: looked at entry by entry, and the refusal names the one."""

import io
import tracemalloc
import zipfile

import pytest
from django.core.exceptions import ValidationError

from partnerships.files import archives
from partnerships.files.kinds import kind_of
from partnerships.files.tests.factories import EXE, HTML, PDF, SVG, archive, docx

MB = 1024 * 1024
REFUSED = {
    "folder/Setup.EXE": (EXE, "can run as a program"),
    "page.html.": (HTML, "can run as a program"),
    "page.html . .": (HTML, "can run as a program"),
    "page.txt": (HTML, "can run as a program"),
    "drawing.png": (SVG, "can run as a program"),
    "photo.jpg": (EXE, "can run as a program"),
    "start\u202etxt.exe": (EXE, "can run as a program"),
    "inner.zip": (archive({"a.txt": b"one"}), "an archive inside this archive"),
    "inner.txt": (archive({"a.txt": b"one"}), "an archive inside this archive"),
    "logs.gz": (b"\x1f\x8b\x08", "an archive inside this archive"),
    "../../home/notes.txt": (b"one", "outside its folder"),
    "/etc/notes.txt": (b"one", "outside its folder"),
    "C:\\notes.txt": (b"one", "outside its folder"),
    "letter.docm": (docx(), "can run as a program"),
}


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as error:
        kind_of("papers.zip", io.BytesIO(content))
    return error.value.messages[0]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_refusal_names_the_entry_and_says_why(name: str) -> None:
    content, why = REFUSED[name]
    said = refusal(archive({"plan.pdf": PDF, name: content}))
    assert why in said
    assert "\u202e" not in said
    assert name.replace("\u202e", "").replace("\\", "/").rstrip(". ") in said


def test_ordinary_papers_in_folders_are_taken() -> None:
    papers = {
        "Bilagor/plan.pdf": PDF,
        "Bilagor/brev.docx": docx(),
        "läs mig.txt": "Måndag".encode(),
        "d.xml": b"<?xml ?><a/>",
    }
    assert kind_of("papers.zip", io.BytesIO(archive(papers))).content_type == "application/zip"


def test_what_unpacks_to_hundreds_of_megabytes_is_refused_without_unpacking_it() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written, written.open("zeros.txt", "w") as entry:
        for _chunk in range(300):
            entry.write(bytes(MB))
    assert len(file.getvalue()) < MB
    tracemalloc.start()
    said = refusal(file.getvalue())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "“zeros.txt”" in said
    assert most < 8 * MB


def test_sizes_that_an_archive_states_are_not_believed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("zeros.txt", bytes(20 * MB))
    size, short = (20 * MB).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert refusal(packed.getvalue().replace(size, short))


def test_too_many_entries_none_and_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    assert "holds 4 files" in refusal(archive({f"{n}.txt": b"one" for n in range(4)}))
    assert "is empty" in refusal(archive({}))
    content = bytearray(archive({"secret.txt": b"one"}))
    content[6] |= 1  # the local header's flag, and the directory's
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "has a password" in refusal(bytes(content))
