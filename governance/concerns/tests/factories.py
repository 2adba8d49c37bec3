from datetime import UTC, date, datetime, time
from typing import Any

from governance.concerns.models import Concern
from governance.concerns.services import raise_concern, write_perspective
from tests.story import Story

WORDS = {
    "title": "Our questions come back unanswered",
    "text": "Planning was put off in three meetings.",
    "effect": "We begin to plan alone.",
    "wish": "Half an hour on planning in every meeting.",
}


def new_concern(story: Story, by: str = "member", **given: Any) -> Concern:
    return raise_concern(actor=story.actor(by), **{**WORDS, **given})


def write_both(story: Story, concern: Concern) -> None:
    for name in ("member", "supplier_member"):
        write_perspective(actor=story.actor(name), concern=concern, text=f"As {name} thinks.", version=0)


def at(when: date) -> datetime:
    return datetime.combine(when, time(5), UTC)


def many_concerns(story: Story, count: int) -> None:
    Concern.objects.bulk_create(
        Concern(
            partnership=story.partnership,
            number=1000 + n,
            **{**WORDS, "title": f"Thing {n:03}"},
            raised_by=story.lead,
            raised_side="customer",
            customer_holder=story.lead,
            supplier_holder=story.supplier_lead,
            due_on=date(2099, 1, 1),
        )
        for n in range(count)
    )
