"""One test for each check that ran before the last pytest run: see ``script/parts/test.py``."""

import json
import os
from pathlib import Path

import pytest

PARTS = json.loads(Path(os.environ["PARTS"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS, ids=[part["name"] for part in PARTS])
def test_part(part: dict[str, str]) -> None:
    if part["state"] == "left out":
        pytest.skip(f"{part['name']} left out: {part['reason']}")
    if part["state"] == "failed":
        ending = "\n".join(part["output"].splitlines()[-20:])  # all of it stands above
        pytest.fail(f"{part['name']} {part['reason']}\n{ending}".strip(), pytrace=False)
