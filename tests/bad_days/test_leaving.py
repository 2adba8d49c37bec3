"""Who leaves both sides' organisations is out at once, wherever they are; what they signed stays theirs."""

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.organisations.memberships import remove_person
from accounts.organisations.models import Membership
from governance.meetings.calendar_address import make_calendar_address
from partnerships.signing.models import SignOff
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address

pytestmark = pytest.mark.django_db


def test_every_page_is_shut_and_what_was_signed_stays(world: World) -> None:
    story = world.story
    client, calendar, other = Client(), Client(), Client()
    client.force_login(story.sro)
    other.force_login(story.srie)
    feed = make_calendar_address(person=story.sro)
    feed = urlsplit(feed).path
    pages = {
        name: address(world, name)
        for name, row in TABLE.items()
        if row.get and "sro" in row.get and address(world, name).startswith("/p/")
    }
    assert len(pages) > 40
    with transaction.atomic():
        opened = {name for name, url in pages.items() if client.get(url).status_code == 200}
        assert len(opened) > 40, "they are kept now"
        assert story.partnership.title in client.get("/").content.decode()
        assert story.partnership.title in calendar.get(feed).content.decode()
        membership = Membership.objects.get(person=story.sro)
        remove_person(membership=membership, by=story.administrator)
        still = {name: client.get(url).status_code for name, url in pages.items()}
        assert {name for name, status in still.items() if status not in {404, 302}} == set()
        for name, status in still.items():
            if status == 302:  # signed out, or led away: never to what they saw
                assert "/account/login/" in client.get(pages[name])["Location"]
        for url in ("/", "/partnerships/", "/search/?q=school", "/calendar/"):
            answer = client.get(url, follow=True)
            assert story.partnership.title not in answer.content.decode(), url
        answer = calendar.get(feed)
        assert answer.status_code == 404 or story.partnership.title not in answer.content.decode()
        signed = SignOff.objects.filter(signatures__person=story.sro, state="signed").first()
        assert signed is not None
        page = other.get(reverse("sign_off", args=[story.partnership.reference, signed.number]))
        assert "Anna Hedlund" in page.content.decode()
        assert signed.signatures.get(person=story.sro).name == "Anna Hedlund"
        transaction.set_rollback(True)
