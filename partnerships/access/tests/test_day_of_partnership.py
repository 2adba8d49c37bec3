"""A role and a mandate count by the day where the partnership's customer is, whoever asks and from where."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from partnerships.access.actors import find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate
from partnerships.people.models import Role
from tests.story import Story

LATE, EARLY = datetime(2027, 3, 9, 23, 30, tzinfo=UTC), datetime(2027, 3, 10, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "there"),
    [
        ("Pacific/Auckland", LATE, date(2027, 3, 10)),
        ("Pacific/Auckland", EARLY, date(2027, 3, 10)),
        ("Europe/Stockholm", LATE, date(2027, 3, 10)),
        ("Europe/Stockholm", EARLY, date(2027, 3, 10)),
        ("America/New_York", LATE, date(2027, 3, 9)),
        ("America/New_York", EARLY, date(2027, 3, 9)),
    ],
)
def test_from_the_first_day_there_until_the_last_one(
    story: Story, client: Client, zone: str, now: datetime, there: date
) -> None:
    story.customer.time_zone, story.supplier.time_zone = zone, "Asia/Tokyo"
    story.customer.save()
    story.supplier.save()
    role = Role.objects.get(person=story.supplier_member)
    mandate = Mandate.objects.create(
        partnership=story.partnership,
        side="supplier",
        person=story.supplier_member,
        wording="Minutes",
        since=date(2026, 1, 1),
        named_by=story.srie,
    )
    day = timedelta(days=1)
    with time_machine.travel(now, tick=False):
        assert story.partnership.today() == there
        for since, until, counts in (
            (there, there, True),
            (there - 9 * day, there - day, False),
            (there + day, None, False),
            (there, None, True),
        ):
            Role.objects.filter(pk=role.pk).update(since=since, until=until)
            assert Role.objects.current().filter(pk=role.pk).exists() == counts
            assert Role.objects.current(now).filter(pk=role.pk).exists() == counts
            assert Role.objects.current(there).filter(pk=role.pk).exists() == counts
            assert (find_actor(story.supplier_member, "school") is not None) == counts
            assert Partnership.objects.for_person(story.supplier_member).exists() == counts
            client.force_login(story.supplier_member)
            assert client.get("/p/school/").status_code == (200 if counts else 404)
            Mandate.objects.filter(pk=mandate.pk).update(since=since, until=until)
            assert Mandate.objects.dated().filter(pk=mandate.pk).exists() == counts
