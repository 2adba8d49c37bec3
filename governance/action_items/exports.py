"""The list of actions to take along, as it is filtered."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.action_items.models import ActionItem
from partnerships.access.models import SpacedQuerySet


def exported(actions: SpacedQuerySet) -> Iterator[ActionItem]:
    return actions.select_related("owner").order_by("number").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Number"), _("What is to be done"), _("More about it"), _("Who does it"), _("Side"), _("By"),
        _("Level"), _("State"), _("Comes from"), _("Done on"), _("How it went"), _("Who sees it"),
    ]  # fmt: skip


def _row(action: ActionItem) -> list[Value]:
    return [
        action.number, action.title, action.description, action.owner.name,
        str(action.get_owner_side_display()), action.due, str(action.get_level_display()),
        str(action.get_state_display()), action.origin_in_words,
        timezone.localtime(action.done_at).date() if action.done_at else None,
        action.done_note, str(action.get_space_display()),
    ]  # fmt: skip


ACTIONS = Export[ActionItem](gettext_lazy("Actions"), _headings, _row)
