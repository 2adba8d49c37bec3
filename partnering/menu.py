"""The navigation: which pages there are, in which groups, with which icon and name."""

from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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


class Item(NamedTuple):
    page: str
    icon: str
    label: str
    url: str


class Group(NamedTuple):
    title: str  # empty for the pages that are always there
    items: list[Item]


def menu(title: str = "", reference: str = "") -> list[Group]:
    """The pages that are always there, and those of a partnership, where there is one."""
    groups = [Group("", [_item(page) for page in EVERYWHERE])]
    if reference:
        groups.append(Group(title, [_item(OVERVIEW, reference)]))
        groups += [
            Group(str(name), [_item(page, reference) for page in pages]) for name, pages in IN_A_PARTNERSHIP
        ]
    return groups


def _item(page: Page, *args: str) -> Item:
    name, icon, label = page
    return Item(name, icon, str(label), reverse(name, args=args))
