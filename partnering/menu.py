"""The navigation: which pages there are, in which groups, with which icon and name."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

#: The name of a page, its icon, and what it is called.
Page = tuple[str, str, Any]

EVERYWHERE: Final[tuple[Page, ...]] = (
    ("my_work", "check2-square", _("My work")),
    ("calendar", "calendar3", _("Calendar")),
    ("partnerships", "people", _("Partnerships")),
    ("agreements", "file-earmark-text", _("Agreements")),
    ("shared_lessons", "journals", _("Our lessons")),
)
#: Under the partnership's own title stands its overview; then these.
OVERVIEW: Final[Page] = ("overview", "house", _("Overview"))
IN_A_PARTNERSHIP: Final[tuple[tuple[Any, tuple[Page, ...]], ...]] = (
    (
        _("Working together"),
        (
            ("charter", "hand-thumbs-up", _("Charter")),
            ("openness", "unlock", _("Openness")),
            ("people", "person-lines-fill", _("People")),
            ("boards", "diagram-3", _("Boards")),
            ("meetings", "calendar-event", _("Meetings")),
            ("decisions", "signpost", _("Decisions")),
            ("actions", "list-check", _("Actions")),
            ("sign_offs", "pen", _("Signed together")),
            ("timeline", "clock-history", _("Timeline")),
            ("files", "paperclip", _("Files")),
        ),
    ),
    (
        _("Looking ahead"),
        (
            ("risks", "exclamation-diamond", _("Risks")),
            ("warnings", "megaphone", _("Early warnings")),
            ("concerns", "chat-left-text", _("Concerns")),
            ("horizon", "binoculars", _("Horizon")),
            ("ideas", "lightbulb", _("Ideas")),
            ("lessons", "journal-text", _("Lessons")),
        ),
    ),
    (_("How we are doing"), (("health_checks", "heart-pulse", _("Health checks")),)),
)


ITEM: Final = """
    <a class="item" href="{}"{}>
      <i class="bi bi-{}" aria-hidden="true"></i>
      {}
    </a>"""
TITLE: Final = """
  <div class="group">{}</div>"""
ANY: Final = "any-partnership"
CURRENT: Final = mark_safe(' aria-current="page"')


@register.simple_tag(takes_context=True)
def menu(context: Mapping[str, Any]) -> SafeString:
    """The pages that are always there, and those of a partnership, where there is one. On every page, and
    without a template of its own: its two dozen lines were a third of what a bare page costs."""
    actor, nav = context.get("actor"), context.get("nav", "")
    lines = [_item(page, nav) for page in EVERYWHERE]
    if actor and actor.may("view"):
        reference = actor.partnership.reference
        lines += [format_html(TITLE, actor.partnership.title), _item(OVERVIEW, nav, reference)]
        for name, pages in IN_A_PARTNERSHIP:
            lines += [format_html(TITLE, name), *(_item(page, nav, reference) for page in pages)]
    return mark_safe("".join(lines))


def _item(page: Page, nav: str, reference: str = "") -> SafeString:
    name, icon, label = page
    url = _path(name).replace(ANY, reference) if reference else reverse(name)
    return format_html(ITEM, url, CURRENT if nav == name else "", icon, label)


@cache
def _path(name: str) -> str:
    """Of a page of any partnership: to look seventeen of them up takes as long as the rest of the menu."""
    return reverse(name, args=[ANY])
