"""What a file may cost, whatever is in it."""

import gzip
import io
import json
import sys
import tracemalloc
import zipfile
from functools import partial
from typing import Any

import pytest

from agreements.importing.importing import Preview, import_file
from agreements.importing.ocds import files
from agreements.importing.ocds.files import read_file
from agreements.importing.ocds.packages import Published
from agreements.importing.ocds.release import read_release
from agreements.importing.ocds.stream import CHUNK, ENTRY_CHARACTERS, Unreadable
from agreements.importing.report import KEPT_OF_A_FILE, FileReport, Line
from agreements.importing.tests.samples import package, release


def looked_at(content: bytes) -> FileReport:
    read = partial(read_file, io.BytesIO(content))
    return import_file(name="a.json", read=read, preview=Preview(None))


@pytest.mark.django_db
def test_entries_that_are_no_releases_are_counted_and_told_once() -> None:
    tracemalloc.start()
    report = looked_at(b"[" + b",".join([b"1"] * 30_000 + [b"{}"] * 30_000) + b"]")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (report.count("unusable"), [line["count"] for line in report.kept]) == (60_000, [30_000, 30_000])
    assert len(json.dumps(report.as_dict())) < 2000
    assert most < 20 * 1024 * 1024


def test_of_many_lines_those_with_a_reason_are_kept() -> None:
    report = FileReport("a.json")
    for number in range(1000):
        report.add(Line(f"r{number}", "made", f"Agreement {number}"))
        report.add(Line(f"u{number}", "updated", f"Agreement {number}", why=["new: period"]))
    for number in range(1000):
        report.add(Line("", "unusable", f"line {number}", why=["it is not valid JSON"]))
    assert len(report.kept) == KEPT_OF_A_FILE
    assert (report.count("made"), report.count("updated"), report.count("unusable")) == (1000, 1000, 1000)
    assert {line["what"] for line in report.kept if not line["why"]} == set()
    going_on = FileReport.from_dict(json.loads(json.dumps(report.as_dict())), KEPT_OF_A_FILE)
    assert going_on.as_dict() == report.as_dict()


def calls(contracts: int) -> int:
    """How many functions are called to read a release with so many contracts, awards and lots."""
    raw = release()
    numbers = range(contracts)
    raw["tender"]["lots"] = [{"id": f"L{n}", "title": f"Lot {n}"} for n in numbers]
    raw["tender"]["items"] = [
        {"id": f"{n}", "relatedLot": f"L{n}", "classification": {"scheme": "CPV", "id": "90911200"}}
        for n in numbers
    ]
    raw["awards"] = [
        {
            "id": f"A{n}",
            "relatedLots": [f"L{n}"],
            "suppliers": [{"id": "S"}],
            "value": {"amount": 1, "currency": "NOK"},
        }
        for n in numbers
    ]
    raw["contracts"] = [{"id": f"K{n}", "awardID": f"A{n}", "title": f"Contract {n}"} for n in numbers]
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        reading = read_release(raw)
    finally:
        sys.setprofile(None)
    assert len(reading.agreements) == contracts
    return count


def test_four_times_the_contracts_take_four_times_the_steps() -> None:
    calls(10)
    assert calls(200) < 4.4 * calls(50)


def test_a_package_is_never_whole_in_memory() -> None:
    read = []

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            read.append(size)
            return super().read(size)

    content = json.dumps(package(*(release(f"ocds-x-{n}", filler="x" * 3000) for n in range(400)))).encode()
    assert len(content) > 4 * CHUNK
    assert sum(1 for _found in read_file(Counted(content))) == 400
    assert max(size or 0 for size in read) <= 2 * CHUNK


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[{" + b'"a":"' + b"x" * (ENTRY_CHARACTERS + CHUNK) + b'"}]', "too large to be read"),
        (b'[{"a":[' + b"1," * 700_000 + b"1]}]", "too large to be read"),
        (b'[{"a":' + b"9" * 5000 + b"}]", "number that is too long"),
        (b'[{"a":' * 50_000, "nested too deeply"),
        (b'{"ocid": "x", "ocid": "y"', "breaks off"),
    ],
)
def test_what_would_fill_the_memory_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        list(read_file(io.BytesIO(content)))


def test_compressed_files_unpack_to_so_much_only(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = json.dumps(package(release())).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a/NOTICE.JSON", plain)
        packed.writestr("b.json", b"{")
        packed.writestr("__MACOSX/b.json", b"{")
        packed.writestr("readme.txt", b"hello")
    for content, releases in ((gzip.compress(plain), 1), (archive.getvalue(), 1)):
        found = list(read_file(io.BytesIO(content)))
        assert sum(isinstance(each, Published) for each in found) == releases
    monkeypatch.setattr(files, "UNPACKED_BYTES", len(plain) - 10)
    for content in (gzip.compress(plain), archive.getvalue()):
        with pytest.raises(Unreadable, match="unpacks to more than"):
            list(read_file(io.BytesIO(content)))
