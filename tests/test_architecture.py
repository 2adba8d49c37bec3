"""Floors: imports point down only, and the line that breaks it is named."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ["accounts", "partnerships", "agreements", "governance", "assessments", "portfolio"]
APPS = [*FLOORS, "outbox"]


def allowed(app: str) -> set[str]:
    if app == "outbox":
        return {"outbox"}
    return {*FLOORS[: FLOORS.index(app) + 1], "outbox"}


def imports(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
    return found


def broken(root: Path) -> list[str]:
    """Each import of the apps under ``root`` that points up, as ``file:line imports module``."""
    lines = []
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "tests" in path.parts or "migrations" in path.parts:
                continue
            for line, module in imports(path):
                target = module.split(".")[0]
                if target in APPS and target not in allowed(app):
                    lines.append(f"{path.relative_to(root)}:{line} imports {module}")
    return lines


def test_imports_point_down_only() -> None:
    assert broken(ROOT) == []


def test_an_import_that_points_up_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts/low.py").write_text("import json\nfrom partnerships.models import Role\n")
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox/mail.py").write_text("import accounts\n")
    assert broken(tmp_path) == [
        "accounts/low.py:2 imports partnerships.models",
        "outbox/mail.py:1 imports accounts",
    ]
