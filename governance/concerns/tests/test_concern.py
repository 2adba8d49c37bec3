"""A concern: raised without blame, seen by each side with the other's eyes, spoken about."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.organisations.models import Membership
from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import day
from governance.concerns.models import Concern, ConcernNote, Perspective, working_days_after
from governance.concerns.services import add_note, reword_concern, share_concern, write_perspective
from governance.concerns.tests.factories import WORDS, new_concern
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

LIST = "/p/school/concerns/"
NEW = f"{LIST}new/"
ONE = f"{LIST}1/"


def filled(**changes: str) -> dict[str, str]:
    return {**WORDS, "level": "operational", "space": "joint", **changes}


def test_raised_by_those_who_work_there_and_told_to_those_in_whose_hands_it_is(
    client: Client, story: Story
) -> None:
    for name, status in (("reader", 403), ("supplier_officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(NEW, filled()).status_code == status
    assert not Concern.objects.exists()
    client.force_login(story.member)
    said = "Karin Lind (customer) and Jonas Berg (supplier) will be told by email."
    assert said in client.get(NEW).content.decode(), "who is told stands there before one presses the button"
    assert client.post(NEW, filled())["Location"] == ONE
    concern = Concern.objects.get()
    assert (concern.name, concern.level, concern.raised_side) == ("C-1", "operational", "customer")
    assert (concern.customer_holder, concern.supplier_holder) == (story.lead, story.supplier_lead)
    assert concern.due_on == working_days_after(today(), 10)
    assert {mail.to for mail in Message.objects.all()} == {story.lead.email, story.supplier_lead.email}
    assert all(ONE in mail.text and ONE in mail.html for mail in Message.objects.all())
    for name in ("supplier_reader", "reader", "supplier_officer"):
        client.force_login(story.people[name])
        page = client.get(ONE).content.decode()
        assert WORDS["wish"] in page
        assert "say/" not in page, "a reader looks only"
        assert WORDS["title"] in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"text": ""}, "text"),
        ({"effect": " "}, "effect"),
        ({"wish": ""}, "wish"),
        ({"wish": "x" * 4001}, "wish"),
        ({"level": "heavenly"}, "level"),
        ({"space": "supplier"}, "space"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, str], field: str
) -> None:
    client.force_login(story.member)
    page = client.post(NEW, filled(**{"effect": "Kept words", **changes}))
    assert field in page.context["form"].errors
    if field != "effect":
        assert "Kept words" in page.content.decode()
    assert not Concern.objects.exists()


def test_thought_over_on_ones_own_side_first(client: Client, story: Story) -> None:
    client.force_login(story.member)
    client.post(NEW, filled(space="customer"))
    client.post(f"{ONE}say/", {"text": "Shall we say this aloud?"})
    concern = Concern.objects.get()
    assert concern.due_on is None, "no time runs"
    assert not Message.objects.exists()
    for name, status in (("lead", 200), ("reader", 200), ("supplier_lead", 404), ("srie", 404)):
        client.force_login(story.people[name])
        assert client.get(ONE).status_code == status
        assert (WORDS["title"] in client.get(LIST).content.decode()) == (status == 200)
    client.force_login(story.supplier_lead)
    for step in ("share", "say", "answer"):
        assert client.post(f"{ONE}{step}/").status_code == 404
    with pytest.raises(PermissionDenied):
        share_concern(actor=story.actor("supplier_lead"), concern=concern)
    with pytest.raises(ValidationError, match="Share the concern first"):
        write_perspective(actor=story.actor("lead"), concern=concern, text="Hm", version=0)
    client.force_login(story.lead)
    page = client.get(ONE).content.decode()
    assert "Jonas Berg (supplier) will be told by email." in page
    for _ in range(2):
        client.post(f"{ONE}share/")
    assert TimelineEvent.objects.filter(kind="concern.shared").count() == 1
    client.force_login(story.supplier_lead)
    page = client.get(ONE).content.decode()
    assert WORDS["text"] in page
    assert "Shall we say this aloud?" not in page, "what was said before stays the side's own"
    assert Message.objects.get().to == story.supplier_lead.email


def test_in_other_words_until_somebody_has_answered(client: Client, story: Story) -> None:
    concern = new_concern(story)
    client.force_login(story.lead)
    given = {**WORDS, "wish": "A quarter of an hour.", "version": 1}
    assert client.post(f"{ONE}edit/", given).status_code == 403, "only in their own words"
    client.force_login(story.member)
    client.post(f"{ONE}edit/", given)
    page = client.post(f"{ONE}edit/", {**given, "wish": "An hour.", "version": 1})
    assert "Eva Ström changed this while you had it open" in page.content.decode()
    assert "An hour." in page.content.decode()
    concern.refresh_from_db()
    assert concern.wish == "A quarter of an hour."
    write_perspective(actor=story.actor("supplier_lead"), concern=concern, text="They wait.", version=0)
    assert client.get(f"{ONE}edit/")["Location"] == ONE
    with pytest.raises(PermissionDenied):
        reword_concern(actor=story.actor("member"), concern=concern, version=2, **WORDS)


def test_each_side_writes_blind_and_reads_once_both_are_there(client: Client, story: Story) -> None:
    new_concern(story)
    client.force_login(story.member)
    client.post(f"{ONE}view/", {"text": "They are two people short.", "version": 0})
    client.force_login(story.lead)
    page = client.post(f"{ONE}view/", {"text": "They are busy.", "version": 0}).content.decode()
    assert "Eva Ström changed this while you had it open" in page
    assert "They are busy." in page, "what was typed is not lost"
    client.post(f"{ONE}view/", {"text": "They are busy, and two people short.", "version": 1})
    for name in ("supplier_lead", "supplier_reader"):
        client.force_login(story.people[name])
        page = client.get(ONE).content.decode()
        assert "two people short" not in page
        assert "Written. It is shown once both are there." in page
        timeline = client.get("/p/school/timeline/").content.decode()
        assert "two people short" not in timeline
    client.force_login(story.supplier_reader)
    assert client.post(f"{ONE}view/", {"text": "x", "version": 0}).status_code == 403
    before = Message.objects.count()
    client.force_login(story.supplier_lead)
    client.post(f"{ONE}view/", {"text": "They must answer to the council.", "version": 0})
    told = list(Message.objects.order_by("pk")[before:])
    assert {mail.to for mail in told} == {story.lead.email, story.member.email}
    for name in ("reader", "supplier_reader"):
        client.force_login(story.people[name])
        page = client.get(ONE).content.decode()
        assert "two people short" in page
        assert "answer to the council" in page
    client.force_login(story.member)
    assert client.get(f"{ONE}view/")["Location"] == ONE
    page = client.post(f"{ONE}view/", {"text": "On second thoughts.", "version": 2}).content.decode()
    assert "they stay as they are" in page
    assert not Perspective.objects.filter(text="On second thoughts.").exists()


def test_an_outside_facilitator_speaks_for_no_side_and_reads_nothing_early(
    client: Client, story: Story
) -> None:
    Membership.objects.filter(person=story.lead).update(ended_at=timezone.now())
    Role.objects.filter(person=story.lead).update(part="facilitator")
    concern = new_concern(story)
    write_perspective(actor=story.actor("member"), concern=concern, text="They are tired.", version=0)
    client.force_login(story.lead)
    assert "They are tired." not in client.get(ONE).content.decode()
    for step in ("view", "escalate", "end"):
        assert client.get(f"{ONE}{step}/").status_code == 403
    with pytest.raises(PermissionDenied):
        write_perspective(actor=story.actor("lead"), concern=concern, text="Hm.", version=0)
    client.post(f"{ONE}say/", {"text": "Shall we meet?"})
    assert ConcernNote.objects.get().by == story.lead
    write_perspective(actor=story.actor("supplier_lead"), concern=concern, text="They wait.", version=0)
    assert "They are tired." in client.get(ONE).content.decode()


def test_a_conversation_that_fills_no_mailbox(client: Client, story: Story) -> None:
    concern = new_concern(story)
    Message.objects.all().delete()
    client.force_login(story.lead)
    told = "Eva Ström (customer) and Jonas Berg (supplier) will be told by email."
    assert told in client.get(ONE).content.decode()
    page = client.post(f"{ONE}say/", {"text": " "})
    assert "text" in page.context["note"].errors
    for text in ("Could we meet on Tuesday?", "Or on Wednesday?"):
        client.post(f"{ONE}say/", {"text": text})
    assert {mail.to for mail in Message.objects.all()} == {story.member.email, story.supplier_lead.email}
    assert Message.objects.count() == 2, "one a day at the most"
    client.force_login(story.supplier_reader)
    assert "Or on Wednesday?" in client.get(ONE).content.decode()
    assert client.post(f"{ONE}say/", {"text": "x"}).status_code == 403
    note = ConcernNote.objects.first()
    assert note is not None
    for change in (note.save, note.delete, ConcernNote.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        ConcernNote.objects.update(text="x")
    assert add_note(actor=story.actor("supplier_lead"), concern=concern, text="Gladly.").side == "supplier"


def test_what_is_done_about_it_is_on_the_one_list(client: Client, story: Story) -> None:
    concern = new_concern(story, space="customer")
    client.force_login(story.member)
    given = {"title": "Free half an hour", "due": day(9).isoformat(), "level": "operational"}
    page = client.post(f"{ONE}action/", {**given, "owner": story.supplier_lead.pk})
    assert "owner" in page.context["form"].errors, "the action lies where the concern lies"
    client.post(f"{ONE}action/", {**given, "owner": story.sro.pk})
    action = ActionItem.objects.get()
    assert (action.origin, action.origin_key, action.space) == (
        "concern",
        f"concern/{concern.pk}",
        "customer",
    )
    assert "Free half an hour" in client.get(ONE).content.decode()
