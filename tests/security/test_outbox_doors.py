"""What a page of its own refuses, the outbox does not hand out either."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from accounts.sign_in.emails import send_password_reset
from assessments.answering.services import save_answer
from assessments.reports.emails import report_ready
from assessments.respondents.emails import invitation
from assessments.respondents.models import Respondent
from assessments.rounds.closing import close_round
from assessments.rounds.opening import open_round
from governance.action_items.services import add_action
from outbox.models import Message
from outbox.queueing import queue
from partnerships.documents.kinds import Reader
from partnerships.documents.models import Document
from partnerships.people.models import Role
from partnerships.sides import Part, Side
from tests.story import Story, today


@pytest.fixture
def mails(story: Story, settings: Any) -> dict[str, Message]:
    """The report to the lead, an action of the customer's own, the lead's invitation to a health check and a
    link for a new password."""
    settings.MAIL_IS_KEPT = False
    round = open_round(actor=story.actor("lead"))
    lead = Respondent.objects.get(round=round, person=story.lead)
    queue(invitation(lead, "UTC", asked=4))
    save_answer(respondent=lead, question_key="feedback", value="fully")
    close_round(round.pk, timezone.now())
    document = Document.objects.get(kind="report", subject_id=round.pk)
    document.file.name = default_storage.save("reports/1.pdf", ContentFile(b"%PDF-1.7 one"))
    document.state = Document.State.MADE
    document.save()
    queue(report_ready(document, round, Reader(story.lead, Side.CUSTOMER)))
    own: Any = {"due": today(), "level": "tactical", "owner": story.lead, "space": "customer"}
    add_action(actor=story.actor("member"), title="Look for another supplier", **own)
    send_password_reset(
        story.lead, "https://partnering.example/account/password/reset/key/1-abcdefghijklmnop/"
    )
    found = Message.objects.filter(to=story.lead.email)
    return {
        "report": found.get(key__contains="/report/"),
        "action": found.get(key__startswith="action/"),
        "check": found.get(key__contains="/invitation/"),
        "password": found.get(key__startswith="password-reset/"),
    }


def doors(client: Client, mail: Message) -> list[int]:
    """The mail's page, what it says, and its attachments."""
    urls = [f"/outbox/{mail.pk}/", f"/outbox/{mail.pk}/html/"]
    urls += [f"/outbox/{mail.pk}/attachments/{one.pk}/" for one in mail.attachments.all()]
    return [client.get(url).status_code for url in urls]


def test_a_reader_who_becomes_administrator_gets_no_report_by_either_door(
    client: Client, story: Story, mails: dict[str, Message]
) -> None:
    story.reader.memberships.update(is_administrator=True)
    client.force_login(story.reader)
    report = mails["report"]
    document = Document.objects.get(kind="report")
    assert client.get(f"/p/school/health-checks/{document.subject_id}/report/en/").status_code == 403
    assert doors(client, report) == [200, 403, 403]
    # that it went is seen; neither its subject nor its words are
    for url in ("/outbox/", f"/outbox/{report.pk}/"):
        page = client.get(url).content.decode()
        assert story.lead.email in page
        assert report.subject not in page
    assert "No email matches" in client.get("/outbox/?words=report").content.decode()
    # the lead's action is on the reader's own pages too
    assert doors(client, mails["action"]) == [200, 200]
    assert doors(client, mails["check"]) == [200, 403]
    Role.objects.filter(person=story.reader).update(part=Part.LEAD)
    assert doors(client, report) == [200, 200, 200]


def test_an_administrator_without_a_part_sees_that_mails_went(
    client: Client, story: Story, mails: dict[str, Message]
) -> None:
    client.force_login(story.administrator)
    for mail in mails.values():
        assert set(doors(client, mail)[1:]) == {403}
        page = client.get(f"/outbox/{mail.pk}/").content.decode()
        assert mail.subject not in page
        assert "Look for another supplier" not in page
    assert "Look for another supplier" not in client.get("/outbox/").content.decode()
    assert "A personal email" in client.get("/outbox/").content.decode()
    # who stands on the other side now reads nothing of the old one
    story.supplier_lead.memberships.update(is_administrator=True)
    Message.objects.update(organisation_id=story.supplier.pk)
    client.force_login(story.supplier_lead)
    assert doors(client, mails["action"]) == [200, 403]
    assert doors(client, mails["report"]) == [200, 403, 403]


def test_ones_own_mail_is_no_secret_and_links_of_others_are_never_shown(
    client: Client, story: Story, mails: dict[str, Message], settings: Any
) -> None:
    story.lead.memberships.update(is_administrator=True)
    client.force_login(story.lead)
    for mail in mails.values():
        assert set(doors(client, mail)) == {200}
    secret, page = "abcdefghijklmnop", f"/outbox/{mails['password'].pk}/"
    assert secret in client.get(page).content.decode()
    client.force_login(story.administrator)
    assert secret not in client.get(page).content.decode()
    # in the try-out no mail leaves: the outbox is where it is read, and says so
    settings.MAIL_IS_KEPT = True
    assert secret in client.get(page).content.decode()
    assert "where you can read all of them" in client.get("/outbox/").content.decode()
