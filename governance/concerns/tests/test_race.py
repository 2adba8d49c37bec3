"""Two at once on one concern: it goes up one level, and nobody is told twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.concerns.escalation import escalate, escalate_overdue
from governance.concerns.models import Concern
from governance.concerns.tests.factories import new_concern, write_both
from outbox.models import Message
from partnerships.timeline.models import TimelineEvent
from tests.races import at_once
from tests.story import tell_story, today

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_escalations_at_once_and_the_sweep_between_them() -> None:
    story = tell_story()
    concern = new_concern(story)
    write_both(story, concern)
    Concern.objects.filter(pk=concern.pk).update(due_on=today() - timedelta(days=1))
    actors = [story.actor("member"), story.actor("supplier_member")]

    def by(who: int) -> Concern:
        return escalate(actor=actors[who], concern=concern, from_level="operational", note="Please help")

    Message.objects.all().delete()
    results = at_once(lambda: by(0), lambda: by(1), lambda: escalate_overdue(timezone.now()))
    wrong = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, ValidationError) for error in wrong)
    concern.refresh_from_db()
    assert concern.level == "tactical"
    kinds = ("concern.escalated", "concern.time_ran_out")
    assert TimelineEvent.objects.filter(kind__in=kinds).count() == 1
    told = list(Message.objects.values_list("to", flat=True))
    assert len(told) == len(set(told))
