from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from assessments.models import Round
from governance.models import Action
from outbox.models import Message
from partnerships.models import Partnership
from portfolio.demo.people import PASSWORD, PEOPLE


@pytest.mark.django_db
def test_the_demo_is_loaded_once_and_its_people_get_in(settings: Any, client: Client) -> None:
    settings.DEBUG = True
    said = StringIO()
    call_command("load_demo", stdout=said)
    call_command("load_demo", stdout=said)
    assert "The demo data is here already." in said.getvalue()
    assert said.getvalue().count(PASSWORD) == 2
    assert Person.objects.count() == len(PEOPLE)
    school = Partnership.objects.get(reference="school-administration")
    assert school.roles.current().count() == 16
    past = Round.objects.filter(partnership=school, closed_at__isnull=False).order_by("closed_at")
    assert [(r.going_well, r.attention, r.gaps) for r in past] == [(7, 7, 2), (9, 5, 2)]
    assert all(r.reports.exists() for r in past)
    still_open = Round.objects.get(partnership=school, closed_at=None)
    assert still_open.anniversary is not None
    assert still_open.opened_at < timezone.now() < still_open.closes_at
    assert Action.objects.filter(partnership=school, state=Action.State.DONE).count() == 4
    invited = Message.objects.filter(key__contains="/invitation/")
    assert invited.count() == 17  # to the open check only: what is past is not told again
    assert client.login(email="karin.lind@fyrstad.example", password=PASSWORD)
    page = client.get("/").content.decode()
    for expected in ("8 of 14 left", "1 action late", "Digital learning tools", "Care planning"):
        assert expected in page
    assert client.get("/p/school-administration/").status_code == 200


@pytest.mark.django_db
def test_where_debug_is_off_no_demo_is_loaded(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        call_command("load_demo")
    assert not Person.objects.exists()
