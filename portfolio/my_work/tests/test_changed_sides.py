"""Somebody who has changed sides keeps their name on what they had; they do not see it any more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.action_items.models import ActionItem
from governance.boards.tests.factories import in_days, new_meeting
from governance.meetings.models import Meeting
from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.search.kinds import shown_to
from partnerships.sides import Level, Part, Side, Space
from partnerships.timeline.models import TimelineEvent
from portfolio.my_work.facts import WorkFacts
from portfolio.overview.tests.telling import action, days
from tests.story import Story, today

pytestmark = pytest.mark.django_db
PRIVATE = ("Price our exit", "We run out of money", "Whom we trust")


def change_sides(story: Story) -> None:
    Role.objects.filter(person=story.lead).update(until=today() - timedelta(days=1))
    story.lead.memberships.update(ended_at=timezone.now())
    story.supplier.memberships.create(person=story.lead)
    Role.objects.create(
        partnership=story.partnership,
        person=story.lead,
        side=Side.SUPPLIER,
        part=Part.MEMBER,
        level=Level.OPERATIONAL,
        since=today(),
    )


def test_what_was_private_of_the_old_side_is_on_no_list(story: Story, client: Client) -> None:
    action(story, PRIVATE[0], "lead", days(3))
    ActionItem.objects.update(space=Space.CUSTOMER)
    action(story, "Paint the school", "lead", days(3))
    new_risk(story, event=PRIVATE[1], owner="lead", review_on=days(5))
    Risk.objects.update(space=Space.CUSTOMER)
    new_meeting(story, title=PRIVATE[2], starts_at=in_days(4), attendees=["lead"])
    Meeting.objects.update(space=Space.CUSTOMER)
    client.force_login(story.lead)

    def found() -> str:
        pages = ("/", "/?all", f"/calendar/?month={days(3):%Y-%m}", f"/calendar/?month={days(5):%Y-%m}")
        return "".join(client.get(page).content.decode() for page in pages)

    before = found()
    for expected in (*PRIVATE, "Paint the school"):
        assert expected in before
    change_sides(story)
    after = found()
    assert "Paint the school" in after
    for hidden in PRIVATE:
        assert hidden not in after


def test_the_numbers_say_what_the_rule_says(story: Story) -> None:
    """``AccessScope.inside``, by which lists are asked, against ``AccessScope``."""
    for space in Space:
        TimelineEvent.objects.create(
            partnership=story.partnership, space=space, kind="role.given", subject="x"
        )
    for has_changed in (False, True):
        if has_changed:
            change_sides(story)
        for person in story.people.values():
            facts = WorkFacts(person, timezone.now())
            inside = facts.scope.inside(facts.partnerships.values())
            told = {"joint"} if facts.partnerships else set()
            told |= {str(side) for side, numbers in inside.items() if numbers}
            plain = TimelineEvent.objects.visible_to(AccessScope(person))
            assert set(plain.values_list("space", flat=True)) == told, person
            shown = shown_to(AccessScope(person))
            seen = Partnership.objects.for_person(person)
            assert shown.partnerships == list(seen.values_list("pk", flat=True)), person
            assert set(TimelineEvent.objects.visible_to(shown)) == set(plain), person
