"""The owner hears of it when the other side has ticked off their action."""

from governance.action_items.services import add_action, complete, reopen
from outbox.models import Message
from tests.story import Story, today


def test_the_owner_is_told_by_mail_each_time(story: Story) -> None:
    action = add_action(
        actor=story.actor("lead"), title="Order the keys", owner=story.member, due=today(), level="tactical"
    )
    told = Message.objects.filter(key__contains="/done/")
    complete(actor=story.actor("lead"), action=action)
    assert not told.exists(), "one's own side says it itself"
    for times in (1, 2):
        reopen(actor=story.actor("lead"), action=action)
        complete(actor=story.actor("supplier_lead"), action=action, note="They lie at the desk")
        complete(actor=story.actor("supplier_lead"), action=action)
        assert told.count() == times
    mail = told.latest("pk")
    assert (mail.to, mail.subject) == (story.member.email, "Ticked off by the other side: Order the keys")
    assert "Jonas Berg, on the other side," in mail.text
    assert "They lie at the desk" in mail.text
    assert mail.organisation_id == story.customer.pk
