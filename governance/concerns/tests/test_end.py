"""How it ends: one side puts forward what was agreed and learned, the other agrees, or asks for more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.organisations.models import Membership
from governance.concerns.ending import agree_to_end, propose_end
from governance.concerns.models import Concern, ConcernNote
from governance.concerns.tests.factories import new_concern
from governance.lessons.models import Lesson
from outbox.models import Message
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

ONE = "/p/school/concerns/1/"
END, ANSWER = f"{ONE}end/", f"{ONE}answer/"
GIVEN = {
    "outcome": "Planning is the first point of every meeting.",
    "lesson_title": "Plan at the beginning of a meeting, not at its end",
    "lesson_text": "The first half hour is for next year.",
    "lesson_category": "cooperation",
}


def test_put_forward_by_one_side_and_agreed_to_by_the_other(client: Client, story: Story) -> None:
    new_concern(story)
    client.force_login(story.reader)
    assert client.post(END, GIVEN).status_code == 403
    client.force_login(story.member)
    assert "outcome" in client.post(END, {**GIVEN, "outcome": " "}).context["form"].errors
    page = client.post(END, {**GIVEN, "lesson_text": ""})
    assert "lesson_text" in page.context["form"].errors
    assert "Jonas Berg (supplier) will be told by email." in page.content.decode()
    Message.objects.all().delete()
    client.post(END, GIVEN)
    assert Message.objects.get().to == story.supplier_lead.email
    concern = Concern.objects.get()
    assert concern.is_ending
    for name in ("member", "lead"):
        client.force_login(story.people[name])
        assert client.post(ANSWER, {"version": concern.version}).status_code == 403, "by the other side"
    client.force_login(story.supplier_reader)
    assert client.post(ANSWER, {"version": concern.version}).status_code == 403
    assert not Lesson.objects.exists()
    client.force_login(story.supplier_lead)
    assert GIVEN["outcome"] in client.get(ONE).content.decode()
    Message.objects.all().delete()
    for _ in range(2):
        client.post(ANSWER, {"version": concern.version})
    concern.refresh_from_db()
    assert (concern.state, concern.ended_by, concern.due_on) == ("ended", story.supplier_lead, None)
    lesson = Lesson.objects.get()
    assert (lesson.side, lesson.created_by, lesson.space) == ("customer", story.member, "joint")
    assert {mail.to for mail in Message.objects.all()} == {story.member.email, story.lead.email}
    assert TimelineEvent.objects.filter(kind="concern.ended").count() == 1
    shown = client.get(ONE).content.decode()
    assert f"/p/school/lessons/{lesson.number}/" in shown
    assert "agreed to by Jonas Berg" in shown
    client.force_login(story.lead)
    assert concern.title in client.get("/p/school/concerns/?state=ended").content.decode()
    assert concern.title not in client.get("/p/school/concerns/").content.decode()


def test_or_they_say_what_is_missing(client: Client, story: Story) -> None:
    concern = propose_end(actor=story.actor("member"), concern=new_concern(story), **GIVEN)
    client.force_login(story.supplier_member)
    page = client.post(ANSWER, {"do": "missing", "missing-text": " "})
    assert "text" in page.context["missing"].errors
    Message.objects.all().delete()
    client.post(ANSWER, {"do": "missing", "missing-text": "And a day to look again."})
    concern.refresh_from_db()
    assert (concern.is_open, concern.is_ending, concern.outcome) == (True, False, "")
    assert ConcernNote.objects.get().text == "And a day to look again."
    assert story.member.email in {mail.to for mail in Message.objects.all()}
    shown = client.post(ANSWER, {"version": concern.version}, follow=True).content.decode()
    assert "no proposal to end it any more" in shown
    client.force_login(story.reader)
    assert "And a day to look again." in client.get(ONE).content.decode()


def test_nobody_agrees_to_what_they_have_not_read(client: Client, story: Story) -> None:
    concern = propose_end(actor=story.actor("member"), concern=new_concern(story), **GIVEN)
    client.force_login(story.supplier_lead)
    read = concern.version
    propose_end(actor=story.actor("lead"), concern=concern, outcome="Something else.")
    page = client.post(ANSWER, {"version": read}, follow=True).content.decode()
    assert "has changed while you read it" in page
    assert "Something else." in page
    concern.refresh_from_db()
    assert concern.is_open
    for wrong in ("", "x"):
        client.post(ANSWER, {"version": wrong})
    assert Concern.objects.get().is_open
    client.post(ANSWER, {"version": concern.version})
    assert not Concern.objects.get().is_open


def test_on_ones_own_side_it_ends_at_once(client: Client, story: Story) -> None:
    concern = new_concern(story, space="customer")
    client.force_login(story.lead)
    client.post(END, {"outcome": "We had misread a mail.", "lesson_category": "people"})
    concern.refresh_from_db()
    assert concern.state == "ended"
    assert not Message.objects.exists()
    client.force_login(story.supplier_lead)
    assert client.post(f"{ONE}reopen/", {"reason": "x"}).status_code == 404


def test_opened_again_with_a_reason(client: Client, story: Story) -> None:
    concern = propose_end(actor=story.actor("member"), concern=new_concern(story), **GIVEN)
    agree_to_end(actor=story.actor("supplier_lead"), concern=concern, version=concern.version)
    address = f"{ONE}reopen/"
    client.force_login(story.supplier_reader)
    assert client.post(address, {"reason": "Again"}).status_code == 403
    client.force_login(story.supplier_member)
    told = "Eva Ström (customer), Karin Lind (customer) and Jonas Berg (supplier) will be told by email."
    page = client.get(address).content.decode()
    assert told in page
    assert "reason" in client.post(address, {"reason": " "}).context["form"].errors
    Message.objects.all().delete()
    for _ in range(2):
        client.post(address, {"reason": "It was put off again in March."})
    concern.refresh_from_db()
    assert (concern.is_open, concern.outcome) == (True, "")
    assert concern.due_on is not None
    assert concern.due_on > today()
    assert Message.objects.count() == 3
    page = client.get(ONE).content.decode()
    assert "It was put off again in March." in page
    assert GIVEN["outcome"] in page, "what was agreed stays in its history"
    assert Lesson.objects.count() == 1
    concern = propose_end(actor=story.actor("supplier_member"), concern=concern, **GIVEN)
    agree_to_end(actor=story.actor("lead"), concern=concern, version=concern.version)
    assert Lesson.objects.count() == 1, "what was learned already is not kept twice"


def test_who_wrote_the_lesson_may_have_left_meanwhile(story: Story) -> None:
    concern = propose_end(actor=story.actor("member"), concern=new_concern(story), **GIVEN)
    Membership.objects.filter(person=story.member).update(ended_at=timezone.now())
    with pytest.raises(PermissionDenied):
        agree_to_end(actor=story.actor("lead"), concern=concern, version=concern.version)
    agree_to_end(actor=story.actor("supplier_lead"), concern=concern, version=concern.version)
    assert Lesson.objects.get().side == "supplier"
