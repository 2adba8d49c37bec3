"""A mail that waits to leave is not sent to a reader who has left in the meantime."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.organisations.models import Membership
from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from outbox.delivery import deliver_due
from outbox.models import Message
from outbox.tests.conftest import mail_server  # noqa: F401  (a fixture)
from outbox.tests.mail_server import MailServer
from partnerships.people.models import Role
from tests.story import Story, today

DAY = timedelta(days=1)


def give(story: Story, name: str) -> ActionItem:
    return add_action(
        actor=story.actor("lead"),
        title="Order the keys",
        owner=story.people[name],
        due=today() + 9 * DAY,
        level="tactical",
    )


def end_role(story: Story, name: str) -> None:
    Role.objects.filter(person=story.people[name]).update(until=today() - DAY)


def end_membership(story: Story, name: str) -> None:
    Membership.objects.filter(person=story.people[name]).update(ended_at=timezone.now())


@pytest.mark.parametrize("leave", [end_role, end_membership])
def test_a_leaver_gets_nothing_more(leave: object, story: Story, mail_server: MailServer) -> None:  # noqa: F811
    for name in ("member", "supplier_member"):
        give(story, name)
    leave(story, "member")  # type: ignore[operator]
    assert deliver_due(timezone.now()) == 1
    assert [mail["To"] for mail in mail_server.mails] == [story.supplier_member.email]
    held = Message.objects.get(to=story.member.email)
    assert (held.state, held.sent_at) == ("withheld", None)


def test_so_it_is_when_it_is_tried_again(story: Story, mail_server: MailServer) -> None:  # noqa: F811
    give(story, "member")
    mail_server.answer = lambda address: "451 4.7.1 later"
    assert deliver_due(timezone.now()) == 0
    mail_server.answer = lambda address: ""
    end_role(story, "member")
    assert deliver_due(timezone.now() + DAY) == 0
    assert Message.objects.get().state == "withheld"


def test_what_takes_a_meeting_from_the_calendar_reaches_them(story: Story, mail_server: MailServer) -> None:  # noqa: F811
    give(story, "member")
    Message.objects.update(calendar="BEGIN:VCALENDAR", calendar_method="CANCEL")
    end_membership(story, "member")
    assert deliver_due(timezone.now()) == 1
