from pathlib import Path

import pytest
import yaml

from assessments.instruments import checks, definitions
from assessments.instruments.definitions import InvalidInstrument, instrument


def test_all_eleven_instruments_are_read() -> None:
    found = definitions.instruments()
    assert {key for key, _version in found} == {
        "first_year",
        "foundation",
        "gate_0",
        "gate_1",
        "gate_2",
        "gate_3",
        "health_check",
        "partner_selection",
        "readiness",
        "suitability",
        "team_pulse",
    }
    assert len(instrument("health_check").questions) == 14
    assert sum(len(one.questions) for one in found.values()) == 111
    assert all(question.short for question in instrument("health_check").questions)


def test_a_section_says_for_itself_what_needs_attention() -> None:
    suitability = instrument("suitability")
    assert suitability.question("long_term").attention_on == frozenset()
    assert suitability.question("short_term").attention_on == {"yes"}
    assert instrument("readiness").question("trust").attention_on == {"no"}


def test_a_released_file_that_was_changed_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in definitions.FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(checks, "FOLDER", tmp_path)
    assert checks.check_instruments(None) == []
    changed = tmp_path / "team_pulse.1.yaml"
    changed.write_text(changed.read_text().replace("I feel", "I think"))
    (tmp_path / "gate_0.2.yaml").write_text("new")
    (tmp_path / "gate_1.1.yaml").unlink()
    assert {error.id for error in checks.check_instruments(None)} == {
        "assessments.E002",
        "assessments.E003",
        "assessments.E004",
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"key": ""}, "has no key"),
        ({"asked_of": "everyone"}, "asked_of 'everyone' is unknown"),
        ({"scale": "stars"}, "unknown scale 'stars'"),
        ({"version": 7}, "is not named"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    data = yaml.safe_load((definitions.FOLDER / "team_pulse.1.yaml").read_text())
    path = tmp_path / "team_pulse.1.yaml"
    path.write_text(yaml.safe_dump({**data, **change}))
    with pytest.raises(InvalidInstrument, match=r"team_pulse\.1\.yaml") as caught:
        definitions._read(path)
    assert fault in str(caught.value)
