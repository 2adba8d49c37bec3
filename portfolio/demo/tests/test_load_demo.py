from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.people.models import Person
from portfolio.demo.people import PASSWORD
from portfolio.tests.same_story import check_the_demo


@pytest.mark.django_db
def test_the_demo_is_loaded_once_and_its_people_get_in(settings: Any, client: Client) -> None:
    settings.DEBUG = True
    said = StringIO()
    call_command("load_demo", stdout=said)
    call_command("load_demo", stdout=said)
    assert "The demo data is here already." in said.getvalue()
    assert said.getvalue().count(PASSWORD) == 2
    check_the_demo(client)


@pytest.mark.django_db
def test_where_debug_is_off_no_demo_is_loaded(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        call_command("load_demo")
    assert not Person.objects.exists()
