from datetime import date, timedelta
from typing import Any

from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from tests.story import Story, today


def day(days: int) -> date:
    return today() + timedelta(days=days)


def day_there(days: int) -> date:
    """For what a page calls late: it goes by the clock of whoever looks."""
    return today() + timedelta(days=days)


def new_action(story: Story, by: str = "lead", **given: Any) -> ActionItem:
    owner = story.people[given.pop("owner", "supplier_lead")]
    wanted = {"title": "Open the ledger", "due": day(7), "level": "tactical", **given}
    return add_action(actor=story.actor(by), owner=owner, **wanted)


def many_actions(story: Story, count: int) -> None:
    ActionItem.objects.bulk_create(
        ActionItem(
            partnership=story.partnership,
            number=1000 + n,
            title=f"Thing {n:03}",
            owner=story.lead if n % 2 else story.supplier_lead,
            owner_side="customer" if n % 2 else "supplier",
            due=day(n % 7),
            created_by=story.lead,
        )
        for n in range(count)
    )
