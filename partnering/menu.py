"""The navigation: which pages there are, in which areas, with which icon, name and key."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class Page:
    """``name`` is the URL's and what a view calls ``nav``; ``key`` leads there after a ``g``."""

    name: str
    icon: str
    label: Any
    key: str = ""


@dataclass(frozen=True)
class Area:
    label: Any
    icon: str
    key: str
    pages: tuple[Page, ...]


EVERYWHERE: Final = (
    Page("my_work", "check2-square", _("My work"), "w"),
    Page("calendar", "calendar3", _("Calendar"), "c"),
    Page("partnerships", "people", _("Partnerships"), "p"),
    Page("agreements", "file-earmark-text", _("Agreements"), "a"),
    Page("shared_lessons", "journals", _("Our lessons"), "l"),
)
#: Of an area, only the pages of the one that somebody is in are shown; the others lead to their first.
AREAS: Final = (
    Area(_("Overview"), "house", "o", (Page("overview", "house", _("Overview")),)),
    Area(
        _("Together"),
        "hand-thumbs-up",
        "t",
        (
            Page("charter", "hand-thumbs-up", _("Charter")),
            Page("openness", "unlock", _("Openness")),
            Page("people", "person-lines-fill", _("People")),
        ),
    ),
    Area(
        _("Meetings"),
        "calendar-event",
        "m",
        (
            Page("meetings", "calendar-event", _("Meetings")),
            Page("boards", "diagram-3", _("Boards")),
            Page("actions", "list-check", _("Actions")),
            Page("decisions", "signpost", _("Decisions")),
        ),
    ),
    Area(
        _("Risks and concerns"),
        "exclamation-diamond",
        "r",
        (
            Page("risks", "exclamation-diamond", _("Risks")),
            Page("warnings", "megaphone", _("Early warnings")),
            Page("concerns", "chat-left-text", _("Concerns")),
            Page("horizon", "binoculars", _("Horizon")),
        ),
    ),
    Area(
        _("Ideas and lessons"),
        "lightbulb",
        "i",
        (
            Page("ideas", "lightbulb", _("Ideas")),
            Page("lessons", "journal-text", _("Lessons")),
        ),
    ),
    Area(_("Assessments"), "heart-pulse", "h", (Page("health_checks", "heart-pulse", _("Health checks")),)),
    Area(
        _("Records"),
        "archive",
        "d",
        (
            Page("timeline", "clock-history", _("Timeline")),
            Page("sign_offs", "pen", _("Signed together")),
            Page("files", "paperclip", _("Files")),
        ),
    ),
)

ITEM: Final = """
    <a class="item{}" href="{}"{}{}>
      <i class="bi bi-{}" aria-hidden="true"></i>
      {}
    </a>"""
TITLE: Final = """
  <div class="group">{}</div>"""
ANY: Final = "any-partnership"
CURRENT: Final = mark_safe(' aria-current="page"')
CURRENT_AREA: Final = mark_safe(' aria-current="true"')


@register.simple_tag(takes_context=True)
def menu(context: Mapping[str, Any]) -> SafeString:
    """The pages that are always there, and the areas of a partnership, where there is one. On every page, and
    without a template of its own: its lines were a third of what a bare page costs."""
    actor, nav = context.get("actor"), context.get("nav", "")
    lines = [_item(page, nav) for page in EVERYWHERE]
    if actor and actor.may("view"):
        reference = actor.partnership.reference
        lines.append(format_html(TITLE, actor.partnership.title))
        for area in AREAS:
            lines += _area(area, nav, reference)
    return mark_safe("".join(lines))


def _area(area: Area, nav: str, reference: str) -> list[SafeString]:
    """Open where one is in it. Its own line is its first page, where both are called the same."""
    first, *others = area.pages
    is_one = first.label == area.label or not others
    is_open = any(page.name == nav for page in area.pages)
    current = CURRENT if is_one and first.name == nav else CURRENT_AREA if is_open else ""
    url = _path(first.name).replace(ANY, reference)
    lines = [format_html(ITEM, "", url, current, _shortcut(area.key), area.icon, area.label)]
    if is_open:
        lines += [_item(page, nav, reference) for page in (others if is_one else area.pages)]
    return lines


def _item(page: Page, nav: str, reference: str = "") -> SafeString:
    url = _path(page.name).replace(ANY, reference) if reference else reverse(page.name)
    current = CURRENT if nav == page.name else ""
    return format_html(
        ITEM, " within" if reference else "", url, current, _shortcut(page.key), page.icon, page.label
    )


def _shortcut(key: str) -> SafeString | str:
    return format_html(' data-go="{}"', key) if key else ""


@register.simple_tag(takes_context=True)
def place(context: Mapping[str, Any]) -> SafeString | str:
    """Where one is in a partnership; nothing on its overview, whose heading says it."""
    actor, nav = context.get("actor"), context.get("nav", "")
    if not actor or not actor.may("view"):
        return ""
    reference = actor.partnership.reference
    found = next(((area, page) for area in AREAS for page in area.pages if page.name == nav), None)
    overview = _path("overview").replace(ANY, reference)
    if found is None or context["request"].path == overview:
        return ""
    area, page = found
    steps = [
        (_path("overview"), actor.partnership.title),
        (_path(area.pages[0].name), area.label),
        (_path(page.name), page.label),
    ]
    if page.label == area.label:
        del steps[1]
    if nav == "overview":  # a page beside it, such as what was proposed to change
        del steps[1:]
    links = format_html_join(
        mark_safe(' <span aria-hidden="true">›</span> '),
        '<a class="quiet" href="{}">{}</a>',
        ((url.replace(ANY, reference), label) for url, label in steps),
    )
    return format_html('<nav class="place" aria-label="{}">{}</nav>', _now("Where you are"), links)


@register.simple_tag
def shortcuts() -> list[tuple[str, Any]]:
    """Keys and where they lead, for whoever asks with ``?``."""
    return [(page.key, page.label) for page in EVERYWHERE] + [(area.key, area.label) for area in AREAS]


@cache
def _path(name: str) -> str:
    """Of a page of any partnership: to look them all up takes as long as the rest of the menu."""
    return reverse(name, args=[ANY])
