"""A time is said with its zone: readers of one meeting may be in several."""

from datetime import UTC, datetime

from django.test import Client

from governance.boards.tests.factories import new_meeting
from governance.meetings.inviting import invite_due
from governance.meetings.services import cancel_meeting
from outbox.models import Message
from tests.story import Story


def test_each_reads_the_time_with_their_own_zone(client: Client, story: Story) -> None:
    story.supplier_lead.time_zone = "Europe/Helsinki"
    story.supplier_lead.save()
    story.lead.time_zone = "Europe/Stockholm"
    story.lead.save()
    meeting = new_meeting(story, starts_at=datetime(2041, 1, 15, 9, tzinfo=UTC))
    invite_due(datetime(2040, 12, 1, tzinfo=UTC))
    for name, said in (("lead", "10:00 CET"), ("supplier_lead", "11:00 EET")):
        assert said in Message.objects.get(to=story.people[name].email).subject
        client.force_login(story.people[name])
        assert said in client.get("/p/school/meetings/").content.decode()
        ends = said.replace("10:", "11:") if name == "lead" else "12:00 EET"
        assert ends in client.get(meeting.get_absolute_url()).content.decode()
    cancel_meeting(actor=story.actor("lead"), meeting=meeting, reason="Snow")
    mails = Message.objects.filter(to=story.supplier_lead.email).order_by("-pk")
    assert "11:00 EET" in mails[0].subject
    assert "11:00 EET" in mails[0].text
