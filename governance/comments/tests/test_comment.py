"""What is said about something stays, with its side, and in the space in which it was said."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from common.immutable import RowIsImmutable
from governance.action_items.tests.factories import new_action
from governance.comments.models import Comment
from governance.comments.services import add_comment
from governance.ideas.services import raise_idea, share_idea
from outbox.models import Message
from partnerships.sides import Space
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

ACTION = "/p/school/actions/1/"
SAY = "/p/school/comments/action/1/"


def test_both_sides_speak_and_the_owner_hears_of_it(client: Client, story: Story) -> None:
    new_action(story)
    Message.objects.all().delete()
    for name, status in (("reader", 403), ("officer", 403), ("supplier_reader", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(SAY, {"text": "Hello"}).status_code == status
    assert "Say it" not in client.get(ACTION).content.decode()
    client.force_login(story.lead)
    answer = client.post(SAY, {"text": " When can we see it?\nIn May? "})
    assert answer["Location"] == f"{ACTION}#comments-action-1"
    client.post(SAY, {"text": "Or in June?"})
    client.force_login(story.supplier_lead)
    client.post(SAY, {"text": "In May."})
    client.force_login(story.reader)
    page = client.get(ACTION).content.decode()
    assert (
        page.index("When can we see it?<br />\nIn May?") < page.index("Or in June?") < page.index("In May.")
    )
    assert [comment.side for comment in Comment.objects.all()] == ["customer", "customer", "supplier"]
    [mail] = Message.objects.all()
    assert mail.to == story.supplier_lead.email, "one mail a day, and none about one's own words"
    assert "When can we see it?" in mail.text
    assert TimelineEvent.objects.filter(kind="comment.said").count() == 3


def test_our_own_action_is_spoken_of_among_ourselves(client: Client, story: Story) -> None:
    new_action(story, owner="member", space=Space.CUSTOMER)
    client.force_login(story.supplier_lead)
    assert client.post(SAY, {"text": "Hello"}).status_code == 404
    with pytest.raises(PermissionDenied):
        add_comment(actor=story.actor("supplier_lead"), kind="action", number=1, text="Hello")
    client.force_login(story.lead)
    assert client.post(SAY, {"text": "Among us"}).status_code == 302
    assert not TimelineEvent.objects.visible_to(story.actor("srie")).filter(kind="comment.said").exists()


def test_what_was_said_before_an_idea_was_shared_stays_ours(client: Client, story: Story) -> None:
    lead = story.actor("lead")
    idea = raise_idea(actor=lead, title="One sign-in", area="infrastructure", space=Space.CUSTOMER)
    add_comment(actor=lead, kind="idea", number=idea.number, text="They will not like it")
    share_idea(actor=lead, idea=idea)
    add_comment(actor=lead, kind="idea", number=idea.number, text="What do you think?")

    def heard(name: str) -> list[str]:
        mine = Comment.objects.visible_to(story.actor(name)).about("idea", idea.number)
        return list(mine.values_list("text", flat=True))

    assert heard("member") == ["They will not like it", "What do you think?"]
    assert heard("supplier_member") == ["What do you think?"]


@pytest.mark.parametrize(
    ("url", "text", "status"),
    [
        (SAY, "  ", 200),
        (SAY, "x" * 4001, 200),
        ("/p/school/comments/action/99/", "Hello", 404),
        ("/p/school/comments/nonsense/1/", "Hello", 404),
    ],
)
def test_what_cannot_be_said(client: Client, story: Story, url: str, text: str, status: int) -> None:
    new_action(story)
    client.force_login(story.lead)
    page = client.post(url, {"text": text})
    assert page.status_code == status
    if status == 200:
        assert page.context["form"].errors["text"]
        assert page.context["form"]["text"].value() == text, "nothing typed is lost"
    assert not Comment.objects.exists()


def test_it_stays_as_it_was_said(story: Story) -> None:
    new_action(story)
    comment = add_comment(actor=story.actor("lead"), kind="action", number=1, text="So it is")
    for attempt in (comment.save, comment.delete, Comment.objects.all().delete):
        with pytest.raises(RowIsImmutable):
            attempt()
    with pytest.raises(RowIsImmutable):
        Comment.objects.update(text="Not so")
