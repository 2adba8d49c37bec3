"""Known vulnerabilities in what we install. The lists of them live on servers that a closed network cannot
reach; a check that could not ask says so, and never passes."""

import json
from typing import Any

NOT_ASKED = "the list of known vulnerabilities cannot be reached from here"


def check_pip(code: int, output: str) -> tuple[str, str]:
    report = first_json(output)
    if report is None:
        return "left out", NOT_ASKED
    vulnerable = [package["name"] for package in report["dependencies"] if package.get("vulns")]
    if vulnerable:
        return "failed", f"known vulnerabilities in {', '.join(vulnerable)}"
    if unknown := [package for package in report["dependencies"] if "skip_reason" in package]:
        return "left out", f"{NOT_ASKED}: {len(unknown)} packages could not be looked up"
    return ("failed", "pip-audit did not end well") if code else ("passed", "")


def check_npm(code: int, output: str) -> tuple[str, str]:
    report = first_json(output)
    if report is None or "vulnerabilities" not in report:
        return "left out", NOT_ASKED
    if report["vulnerabilities"]:
        return "failed", f"known vulnerabilities in {', '.join(report['vulnerabilities'])}"
    return ("failed", "npm audit did not end well") if code else ("passed", "")


def first_json(output: str) -> dict[str, Any] | None:
    """The report among the lines that tools write around it."""
    for start in (index for index, letter in enumerate(output) if letter == "{"):
        try:
            found = json.JSONDecoder().raw_decode(output[start:])[0]
        except ValueError:
            continue
        return found if isinstance(found, dict) else None
    return None
