from typing import Any

from governance.ideas.models import Idea
from governance.ideas.services import raise_idea
from tests.story import Story


def new_idea(story: Story, by: str = "lead", **given: Any) -> Idea:
    if "sponsor" in given:
        given["sponsor"] = story.people[given["sponsor"]]
    wanted = {"title": "One sign-in for teachers", "area": "infrastructure", **given}
    return raise_idea(actor=story.actor(by), **wanted)


def many_ideas(story: Story, count: int) -> None:
    stages = Idea.Stage.values
    Idea.objects.bulk_create(
        Idea(
            partnership=story.partnership,
            number=1000 + n,
            title=f"Idea {n:03}",
            area="people",
            stage=stages[n % 4],
            customer_sponsor=story.lead,
            supplier_sponsor=story.supplier_lead,
            raised_side="customer",
            created_by=story.lead,
        )
        for n in range(count)
    )
