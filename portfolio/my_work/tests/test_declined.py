"""What was declined waits for who proposed it, until they have read why."""

from datetime import date

from django.test import Client

from partnerships.access.actors import find_actor
from partnerships.lifecycle.changes import decline_change
from partnerships.lifecycle.models import ChangeProposal
from partnerships.lifecycle.proposals import decline_proposal
from partnerships.lifecycle.services import edit_partnership
from partnerships.lifecycle.tests.test_propose import propose
from portfolio.my_work.tests.test_my_work import seen
from tests.story import Story


def test_a_declined_partnership(client: Client, story: Story) -> None:
    propose(client, story)
    actor = find_actor(story.supplier_administrator, "alarms")
    assert actor is not None
    decline_proposal(actor=actor, reason="Too soon for us.")
    said = "Your proposal was declined"
    client.force_login(story.lead)
    assert "Too soon for us." in client.get("/p/alarms/proposal/").content.decode()
    assert said in seen(client, story, "officer"), "that another has read it counts for nothing"
    assert said not in seen(client, story, "lead")
    client.force_login(story.officer)
    assert "Too soon for us." in client.get("/p/alarms/proposal/").content.decode()
    assert said not in seen(client, story, "officer")


def test_a_declined_change(client: Client, story: Story) -> None:
    edit_partnership(
        actor=story.actor("lead"),
        version=story.partnership.version,
        end=date(2036, 7, 31),
        reason="It works.",
    )
    decline_change(actor=story.actor("supplier_lead"), proposal=ChangeProposal.objects.get(), note="Not yet.")
    said = "Your change of the period was declined"
    assert said not in seen(client, story, "sro")
    assert said in seen(client, story, "lead")
    assert "Not yet." in client.get("/p/school/changes/").content.decode()
    assert said not in seen(client, story, "lead")
