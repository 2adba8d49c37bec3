from typing import Any

from governance.action_items.tests.factories import day
from governance.risks.models import Risk
from governance.risks.services import add_risk
from tests.story import Story


def new_risk(story: Story, by: str = "lead", **given: Any) -> Risk:
    owner = story.people[given.pop("owner", "supplier_lead")]
    wanted = {
        "event": "The timetable fails",
        "cause": "Everybody signs in at once.",
        "effect": "Lessons start late.",
        "likelihood": 3,
        "impact_customer": 4,
        "impact_supplier": 2,
        "bears": "shared",
        "manages": "supplier",
        "reason": "They run the servers.",
        "review_on": day(30),
        **given,
    }
    return add_risk(actor=story.actor(by), owner=owner, **wanted)


def many_risks(story: Story, count: int) -> None:
    Risk.objects.bulk_create(
        Risk(
            partnership=story.partnership,
            number=1000 + n,
            event=f"Thing {n:03}",
            cause="c",
            effect="e",
            likelihood=n % 5 + 1,
            impact_customer=3,
            impact_supplier=1,
            impact=3,
            exposure=3 * (n % 5 + 1),
            bears="customer",
            manages="shared",
            reason="r",
            owner=story.lead,
            owner_side="customer",
            review_on=day(40),
            review_set_on=day(0),
            created_by=story.lead,
        )
        for n in range(count)
    )
