from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, ViewportSize

LARGE: ViewportSize = {"width": 1400, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


@cache
def _source() -> str:
    return (Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe-core finds on the page as it stands, one line a rule with the elements it concerns. A frame
    in the page is a page of its own. ``only`` names the kinds of rules; without it, all count."""
    options = {"resultTypes": ["violations"], "iframes": False, **({"runOnly": only} if only else {})}
    if page.evaluate("!window.axe"):
        page.evaluate(_source())
    theme = page.evaluate("document.documentElement.dataset.bsTheme || ''")
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{page.url} {theme}: {rule['id']} – {rule['help']}: "
        + "; ".join(node["html"][:140] for node in rule["nodes"][:4])
        for rule in found["violations"]
    ]


def violations_in_every_dress(page: Page) -> list[str]:
    """Light, dark, and light on a phone, where nothing may be wider than the window."""
    found = violations(page)
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    found += violations(page)
    page.evaluate("document.documentElement.dataset.bsTheme = 'light'")
    page.set_viewport_size(PHONE)
    found += violations(page)
    if page.evaluate(IS_TOO_WIDE):
        found.append(f"{page.url}: is wider than the phone")
    page.set_viewport_size(LARGE)
    if page.evaluate(IS_TOO_WIDE):
        found.append(f"{page.url}: is wider than the window")
    return found
