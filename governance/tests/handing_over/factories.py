from datetime import date, timedelta
from typing import Any

from governance.action_items.models import ActionItem
from governance.action_items.services import add_action, complete
from governance.horizon.models import HorizonItem
from governance.horizon.services import add_horizon_item
from governance.ideas.models import Idea
from governance.ideas.services import raise_idea
from governance.risks.models import Risk
from governance.risks.services import add_risk
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.people.services import name_peer
from partnerships.sides import Level, Space
from tests.story import Story, today

PEOPLE = "/p/school/people/"


def later() -> date:
    return today() + timedelta(days=30)


def keep_busy(story: Story) -> Story:
    """Karin, the customer's lead, holds one of each, one of them private; and so does Jonas, her peer."""
    for name in ("lead", "supplier_lead"):
        actor, person = story.actor(name), story.people[name]
        for space in (Space.JOINT, Space(actor.side.value)):
            add_action(
                actor=actor,
                title=f"{space} of {name}",
                owner=person,
                due=later(),
                level=Level.TACTICAL,
                space=space,
            )
        complete(
            actor=actor,
            action=add_action(actor=actor, title="Done", owner=person, due=later(), level=Level.TACTICAL),
        )
        add_risk(
            actor=actor, owner=person, review_on=later(), likelihood=2, impact_customer=2, impact_supplier=2,
            event="It fails", cause="Load", effect="Delay", bears="shared", manages="shared", reason="Both",
            space=actor.side.value,
        )  # fmt: skip
        words = {"kind": "law", "title": "A law", "meaning": "More to do"}
        add_horizon_item(actor=actor, counts_from=later(), watcher=person, **words)
        raise_idea(actor=actor, title=f"An idea of {name}", area="people", sponsor=person)
    name_peer(actor=story.actor("lead"), role=role_of(story, "lead"), peer=role_of(story, "supplier_lead"))
    Message.objects.all().delete()
    return story


def role_of(story: Story, name: str) -> Role:
    return Role.objects.get(person=story.people[name])


def url_of(story: Story, name: str) -> str:
    return f"{PEOPLE}hand-over/{story.people[name].pk}/"


def filled(successor: object, **changes: Any) -> dict[str, Any]:
    given = {
        "successor": successor,
        "roles": "move",
        "last_day": today(),
        "part": "member",
        "level": "tactical",
    }
    return {**given, **changes}


def held(story: Story, name: str) -> list[int]:
    person = story.people[name]
    return [
        ActionItem.objects.filter(owner=person, state="open").count(),
        Risk.objects.filter(owner=person).count(),
        HorizonItem.objects.filter(watcher=person).count(),
        Idea.objects.filter(customer_sponsor=person).count(),
    ]
