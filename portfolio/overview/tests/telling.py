"""What the portfolio's stories are told with."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.people.models import Person
from assessments.respondents.models import Respondent
from assessments.results.models import QuestionResult
from assessments.rounds.models import Round
from governance.action_items.models import ActionItem
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side, Stage
from tests.story import Story, today


def days(count: int) -> date:
    return today() + timedelta(days=count)


def open_check(
    partnership: Partnership, *people: Person, side: Side = Side.CUSTOMER, closes_in: int = 10
) -> Round:
    """A health check that is open, asking these people of one side."""
    now = timezone.now()
    round = Round.objects.create(
        partnership=partnership, opened_at=now - timedelta(days=3), closes_at=now + timedelta(days=closes_in)
    )
    for person in people:
        Respondent.objects.create(round=round, side=side, person=person, name=person.name, email=person.email)
    return round


def closed_check(
    partnership: Partnership,
    years_ago: int,
    figures: tuple[int, int, int],
    found: dict[str, tuple[str, str, str]] | None = None,
) -> Round:
    """``figures``: going well, attention, gaps. ``found``: question, its status and both sides' answers."""
    closed = timezone.now() - timedelta(days=365 * years_ago + 20)
    going_well, attention, gaps = figures
    round = Round.objects.create(
        partnership=partnership, instrument_key="told",
        opened_at=closed - timedelta(days=28), closes_at=closed,
        going_well=going_well, attention=attention, gaps=gaps, customer_mean=2.0, supplier_mean=2.5,
    )  # fmt: skip
    for position, (key, (status, customer, supplier)) in enumerate((found or {}).items(), start=1):
        QuestionResult.objects.create(
            round=round, position=position, question_key=key, status=status, customer_answer=customer,
            supplier_answer=supplier,
        )  # fmt: skip
    # what has closed takes no more, and one that is open may be there already
    round.instrument_key, round.closed_at = "health_check", closed
    round.save()
    return round


def action(
    story: Story,
    title: str,
    owner: str,
    due: date,
    partnership: Partnership | None = None,
    **fields: Any,
) -> ActionItem:
    partnership = partnership or story.partnership
    number = ActionItem.objects.filter(partnership=partnership).count() + 1
    return ActionItem.objects.create(
        partnership=partnership, number=number, title=title, owner=story.people[owner],
        owner_side=Side.CUSTOMER, due=due, created_by=story.lead, **fields,
    )  # fmt: skip


def more_partnerships(story: Story, count: int, lead: str = "lead") -> list[Partnership]:
    """So many others that the same person leads for the customer."""
    found = [
        Partnership.objects.create(
            reference=f"other-{number}",
            title=f"Other {number:02}",
            stage=Stage.IN_OPERATION,
            customer=story.customer,
            supplier=story.elsewhere,
            start=date(2024, 2, 1),
            end=date(2034, 1, 31),
            state=Partnership.State.BINDING,
            proposed_by=story.lead,
        )
        for number in range(count)
    ]
    for partnership in found:
        Role.objects.create(
            partnership=partnership, person=story.people[lead], side=Side.CUSTOMER, part=Part.LEAD,
            level=Level.TACTICAL, since=date(2024, 2, 1),
        )  # fmt: skip
    return found
