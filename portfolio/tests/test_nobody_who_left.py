"""Nobody who has left gets a mail about the partnership, whatever a year of sweeps would remind them of."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.people.models import Person
from outbox.models import Message
from partnerships.people.models import Role
from portfolio.sweeps import SWEEPS, run_sweeps

#: Who owns, chairs, answers or signs most of what there is in the demo.
LEAVERS = ("karin.lind@fyrstad.example", "jonas.berg@nordlys.example", "anna.hedlund@fyrstad.example")


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["role", "membership", "account"])
def test_a_year_of_sweeps_writes_nothing_to_them(how: str, settings: Any, monkeypatch: Any) -> None:
    settings.DEBUG = True
    call_command("load_demo", stdout=StringIO())
    monkeypatch.setitem(SWEEPS, "documents_made", "portfolio.tests.test_nobody_who_left.nothing")
    now = timezone.now()
    Message.objects.all().delete()
    people = Person.objects.filter(email__in=LEAVERS)
    assert people.count() == len(LEAVERS)
    if how == "role":
        Role.objects.filter(person__in=people).update(
            since=date(2020, 1, 1), until=now.date() - timedelta(days=1)
        )
    for person in people:
        if how == "membership":
            person.memberships.update(ended_at=now)
        if how == "account":
            Person.objects.filter(pk=person.pk).update(is_active=False)
    for days in (0, 7, 20, 27, 60, 200):
        assert run_sweeps(now + timedelta(days=days))["failed"] == 0
    # who belongs to the party still is told that a meeting goes on without them, for their calendar's sake
    others = Message.objects.exclude(key__contains="/cancel/") if how == "role" else Message.objects.all()
    told = {message.to: message.key for message in others}
    assert len(told) > 5, "the others are"
    assert not {to: key for to, key in told.items() if to in LEAVERS}


def nothing(now: object) -> int:
    return 0
