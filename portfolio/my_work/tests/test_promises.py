"""The charter and openness where one looks first: overview, my work, search."""

from datetime import timedelta

import pytest
from django.test import Client

from governance.charter.reviews import set_review
from governance.charter.tests.factories import signed, started, write
from governance.openness.selectors import Answer, Question
from governance.openness.services import answer_openness
from tests.story import Story, today

pytestmark = pytest.mark.django_db


def test_the_charter_is_at_hand_on_the_overview(client: Client, story: Story) -> None:
    client.force_login(story.supplier_reader)
    assert "There is no charter yet." in client.get("/p/school/").content.decode()
    signed(story, aims="Every **pupil** has a place.")
    started(story)
    page = client.get("/p/school/").content.decode().split("What we promise each other")[1]
    assert "Every pupil has a place." in page
    assert page.index("Version 1") < page.index("Version 2")
    assert "In the workshop" in page


def test_a_review_that_is_due_waits_for_the_leads(client: Client, story: Story) -> None:
    charter = signed(story)
    soon = today() + timedelta(days=10)
    set_review(actor=story.actor("lead"), charter=charter, months=12, review_on=soon)
    for name, waits in (("lead", True), ("supplier_lead", True), ("member", False), ("sro", False)):
        client.force_login(story.people[name])
        assert ("Look at the charter together" in client.get("/").content.decode()) is waits
    later = today() + timedelta(days=60)
    set_review(actor=story.actor("lead"), charter=charter, months=12, review_on=later)
    client.force_login(story.lead)
    assert "Look at the charter together" not in client.get("/").content.decode()


def test_the_next_review_stands_among_the_dates(client: Client, story: Story) -> None:
    charter = signed(story)
    lead = story.actor("lead")
    said = "Review of the charter"
    for days, names in ((40, ("lead", "supplier_reader")), (10, ("supplier_reader",)), (90, ())):
        on = today() + timedelta(days=days)
        set_review(actor=lead, charter=charter, months=12, review_on=on)
        for name in ("lead", "supplier_reader"):
            client.force_login(story.people[name])
            # sooner, it waits for the leads already
            assert (said in client.get("/").content.decode()) is (name in names)
            assert said in client.get("/p/school/").content.decode()


def test_what_the_other_side_has_opened_asks_for_an_answer(client: Client, story: Story) -> None:
    story.partnership.openness = {}
    story.partnership.save()
    said = "the other side has agreed on one more"
    answer_openness(actor=story.actor("lead"), question=Question.FEEDBACK, answer=Answer.AGREED)
    for name, waits in (("supplier_lead", True), ("lead", False), ("supplier_member", False)):
        client.force_login(story.people[name])
        assert (said in client.get("/").content.decode()) is waits
    answer_openness(actor=story.actor("supplier_lead"), question=Question.FEEDBACK, answer=Answer.AGREED)
    client.force_login(story.supplier_lead)
    assert said not in client.get("/").content.decode()


def test_search_finds_the_charter_in_force_of_ones_own_partnerships(client: Client, story: Story) -> None:
    signed(story, aims="Every pupil has a marzipan place.")
    write(story, started(story), tone="We like nougat.")
    client.force_login(story.supplier_reader)
    found = client.get("/search/?q=marzipan").content.decode()
    assert "Shared aims" in found
    assert 'href="/p/school/charter/"' in found
    assert "Tone" not in client.get("/search/?q=nougat").content.decode(), "it is not in force"
    client.force_login(story.stranger)
    assert "Shared aims" not in client.get("/search/?q=marzipan").content.decode()
