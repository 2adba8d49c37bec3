"""Whatever a file is, it costs one clear line and nothing else."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from agreements.importing.ocds.files import find_files, read_file, read_path
from agreements.importing.ocds.packages import Found, Problem, Published
from agreements.importing.ocds.stream import Unreadable
from agreements.importing.tests.samples import package, release


def read_bytes(content: bytes) -> list[Found]:
    return list(read_file(io.BytesIO(content)))


def releases_in(content: bytes) -> list[Any]:
    return [found.raw for found in read_bytes(content) if isinstance(found, Published)]


def problems_in(content: bytes) -> list[tuple[str, str]]:
    return [(found.about, found.why) for found in read_bytes(content) if isinstance(found, Problem)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"hello", "not JSON"),
        (b'{"releases": [{"ocid": "x"', "breaks off"),
        (b'{"releases": [{"ocid": "x', "breaks off"),
        (b'{"releases": [,]}', "not valid JSON: line 1"),
        (json.dumps(release()).encode("utf-16"), "UTF-16"),
        (json.dumps(release()).encode("utf-32-le"), "UTF-16 or UTF-32"),
        ('{"ocid": "é"}'.encode("latin-1"), "not written in UTF-8 (line 1)"),
        (b"PK\x03\x04zip", "damaged or locked"),
        (b"\x1f\x8bgzip", "damaged or locked"),
        (b"BZh9", "compressed"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[1e99999999999999999999]", "too large"),
        (b"5", "not OCDS"),
        (b'{"type": "FeatureCollection"}', "not OCDS"),
        (b'{"releases": []}', "no release"),
        (b"[]", "no release"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why.replace("(", r"\(").replace(")", r"\)")):
        read_bytes(content)


def test_ways_of_packing_releases() -> None:
    one, two = release("ocds-x-1"), release("ocds-x-2")
    for document in (one, package(one), [one], {"records": [{"ocid": "ocds-x-1", "releases": [one]}]}):
        assert [raw["ocid"] for raw in releases_in(json.dumps(document).encode())] == ["ocds-x-1"]
    lines = f"{json.dumps(one)}\n\n{json.dumps(two)}\n".encode()
    assert len(releases_in(lines)) == 2
    assert len(releases_in(b"\xef\xbb\xbf" + json.dumps([one, two]).encode())) == 2
    assert len(releases_in(json.dumps([{}, one]).encode())) == 2


def test_a_broken_line_costs_itself_only() -> None:
    content = f"{json.dumps(release())}\n{{oops\n".encode()
    assert len(releases_in(content)) == 1
    assert problems_in(content) == [("line 2", "it is not valid JSON")]


def test_a_record_is_read_from_its_compiled_release_and_links_are_said() -> None:
    compiled = {**release(), "tag": ["compiled"]}
    record = {"ocid": "ocds-x-1", "compiledRelease": compiled, "releases": [{"url": "https://a.example/1"}]}
    assert len(releases_in(json.dumps({"records": [record]}).encode())) == 1
    linked = {"records": [{"ocid": "ocds-x-2", "releases": [{"url": "https://a.example/2", "date": "2024"}]}]}
    content = json.dumps(linked).encode()
    assert not releases_in(content)
    assert problems_in(content)[0][0] == "https://a.example/2"
    empty = json.dumps({"records": [{"ocid": "ocds-x-3"}]}).encode()
    assert problems_in(empty) == [("record ocds-x-3", "it holds no release")]


def test_numbers_stay_exact_and_nan_stays_a_word() -> None:
    [raw] = releases_in(b'{"ocid": "x", "a": 0.1, "b": NaN, "c": -Infinity}')
    assert (str(raw["a"]), raw["b"], raw["c"]) == ("0.1", "NaN", "-Infinity")


def test_too_large_a_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *args: pytest.fail("it was read"))
    with pytest.raises(Unreadable, match=r"too large: 200\.0 MB, and at most 50\.0 MB"):
        list(read_path(path))
    with pytest.raises(Unreadable, match="no such file"):
        find_files(tmp_path / "nowhere")


def test_files_in_a_folder_by_their_ending_in_any_case_or_by_how_they_begin(tmp_path: Path) -> None:
    named = ("NOTICE.JSON", "a.JSONL", "b.ndjson", "c.Json.GZ", "d.ZIP", "no ending")
    for name in (*named, "photo.jpg", ".hidden.json", "e.gz"):
        (tmp_path / name).write_text(" {}")
    (tmp_path / "README").write_text("hello")
    assert sorted(path.name for path in find_files(tmp_path)) == sorted(named)


def test_lines_end_with_a_newline_only_and_a_bad_one_is_named() -> None:
    one = json.dumps(release(title="Del ett\u2028del två\x85del tre"), ensure_ascii=False).encode()
    bad = [b"{oops", b"[" * 5000, b'{"type": "Feature"}', b'{"ocid": "\xe9"}', b"5"]
    content = b"\xef\xbb\xbf" + b"\r\n".join([one, b"", *bad, one, b""])
    assert [raw["title"] for raw in releases_in(content)] == ["Del ett\u2028del två\x85del tre"] * 2
    assert [about for about, _why in problems_in(content)] == [f"line {number}" for number in range(3, 8)]
    bad_first = b"\n".join([b"{oops", one, one, one])
    assert (len(releases_in(bad_first)), len(problems_in(bad_first))) == (3, 1)


def test_a_list_with_a_release_on_each_line_is_no_json_lines() -> None:
    content = b"[\n" + json.dumps(release()).encode() + b",\n" + json.dumps(release()).encode() + b"\n"
    with pytest.raises(Unreadable, match="breaks off before its end: line 4"):
        read_bytes(content)


def test_the_date_of_a_package_may_stand_after_its_releases() -> None:
    content = json.dumps({"releases": [release()], "publishedDate": "2024-04-01"}).encode()
    [found] = read_bytes(content)
    assert isinstance(found, Published)
    assert found.package_date == "2024-04-01"
