"""What rooms offer is collected from their ``offers.py``; what is misspelt there fails at once."""

import ast
import sys
from collections.abc import Collection
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from common import offers
from governance.agendas.selectors import sources
from governance.risks.models import Risk
from partnerships.files.targets import TARGETS, offer_attachments
from partnerships.people.holdings import holdings
from partnerships.search.kinds import search_kinds
from partnerships.signing.kinds import kinds

ROOT = Path(__file__).parent.parent
HOUSES = ("accounts", "partnerships", "agreements", "governance", "assessments", "portfolio")


def offering() -> set[str]:
    """Every room of a house that has an ``offers.py``."""
    paths = (path for house in HOUSES for path in (ROOT / house).rglob("offers.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths}


def test_every_room_that_offers_something_is_collected() -> None:
    collected = {name for app in apps.get_app_configs() for name in offers.offers_of(app)}
    assert collected == offering()
    assert collected <= set(sys.modules)
    assert {"governance.risks.offers", "assessments.results.offers"} < collected


def test_a_new_room_is_collected_without_a_word_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest
) -> None:
    for package in ("newhouse", "newhouse/attic", "newhouse/cellar"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "newhouse/attic/offers.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    import newhouse  # type: ignore[import-not-found]

    app = AppConfig("newhouse", newhouse)
    assert offers.offers_of(app) == []  # not one of this project's
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    assert offers.offers_of(app) == ["newhouse.attic.offers"]


def test_nobody_imports_an_offers_module() -> None:
    """Whoever did would know a room that may lie above their own."""
    for house in (*HOUSES, "common", "outbox", "partnering"):
        for path in (ROOT / house).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.module != "common.offers":
                    names = [alias.name for alias in node.names] if node.module != "common" else []
                    assert not str(node.module).endswith(".offers"), path
                    assert "offers" not in names, path


@pytest.mark.parametrize(
    "positions",
    [
        [source.position for source in sources()],
        [holding.position for holding in holdings()],
        [kind.position for kind in search_kinds().values()],
    ],
    ids=["agendas", "holdings", "search"],
)
def test_each_has_a_place_of_its_own(positions: Collection[int]) -> None:
    assert len(set(positions)) == len(positions) > 5


def test_the_order_is_the_one_that_people_know() -> None:
    assert [source.kind for source in sources()] == [
        "minutes", "charter", "decisions", "left", "sign_off", "concern", "finding", "warning", "risk",
        "action",
    ]  # fmt: skip
    assert [holding.name for holding in holdings()] == [
        "actions", "risks", "horizon", "ideas", "concerns", "boards", "meetings",
    ]  # fmt: skip
    assert list(search_kinds()) == [
        "partnerships", "agreements", "people", "actions", "meetings", "boards", "charters", "risks", "ideas",
        "lessons", "concerns", "decisions", "sign_offs",
    ]  # fmt: skip
    of_tests = {"paper"}  # tests/papers.py
    assert [kind for kind, _label in kinds() if kind not in of_tests] == ["minutes", "charter"]


def test_a_misspelt_permission_fails_when_it_is_offered() -> None:
    with pytest.raises(ValueError, match="chnage_risk"):
        offer_attachments("riks", Risk, label="Risk", permission="chnage_risk")
    assert "riks" not in TARGETS


def test_a_misspelt_page_fails_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_checks(tags=[Tags.urls]) == []
    monkeypatch.setattr(offers, "_pages", set(offers._pages))
    offers.page("riks")
    with pytest.raises(SystemCheckError, match="'riks'"):
        call_command("check")
