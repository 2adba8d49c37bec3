"""A partnership whose end nobody knows yet: every page, export, document and sweep copes."""

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from agreements.register.models import Agreement
from assessments.reports.documents import REPORT
from assessments.rounds.models import Round
from common.models import FailedItem
from governance.charter.documents import request_charter_document
from governance.charter.models import CharterVersion
from governance.meetings.models import Meeting
from outbox.models import Message
from partnerships.documents.models import Document
from partnerships.documents.services import make_due_documents, request_for_readers
from partnerships.lifecycle.changes import accept_change
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.lifecycle.services import edit_partnership
from portfolio.sweeps import run_sweeps
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.every_url.world import build_world
from tests.story import Story


@pytest.fixture
def world(story: Story, settings: LazySettings, tmp_path: object) -> World:
    Partnership.objects.update(end=None)
    story.partnership.refresh_from_db()
    return build_world(story)


def test_every_page_and_export_opens(world: World) -> None:
    wrong = []
    for who in ("lead", "supplier_officer", "administrator", "officer"):
        client = Client()
        client.force_login(world.story.people[who])
        for name, row in TABLE.items():
            if who in (row.get or ()):
                answer = client.get(address(world, name))
                if answer.status_code not in (200, 204, 302):
                    wrong.append(f"{name} as {who}: {answer.status_code}")
                elif re.search(rb">\s*None\s*<|None\s*</", answer.getvalue()):
                    wrong.append(f"{name} as {who} says None")
    assert not wrong, "\n".join(wrong)


def test_documents_and_sweeps_cope_and_a_check_opens(world: World) -> None:
    story, now = world.story, timezone.now()
    lead = story.actor("lead")
    charter = CharterVersion.objects.earliest("number")
    for kind in ("charter_annex", "charter_wall"):
        request_charter_document(actor=lead, kind=kind, charter=charter, language="en")
    request_for_readers(REPORT, Round.objects.filter(closed_at__isnull=False).latest("pk"))
    make_due_documents(now)
    assert not Document.objects.filter(state=Document.State.FAILED).exists()
    assert Document.objects.filter(kind="charter_annex", state=Document.State.MADE).exists()
    past = {"opened_at": now - timedelta(days=9), "closes_at": now - timedelta(hours=1)}
    Round.objects.filter(closed_at=None).update(**past)
    Partnership.objects.update(start=now.date() - timedelta(days=2 * 365 + 1 - 20))
    done = run_sweeps(now)
    assert (done["failed"], FailedItem.objects.count()) == (0, 0)
    assert done["health_checks_opened"] == 1
    assert Meeting.objects.filter(board__isnull=False).count() > 1


def test_it_is_proposed_prolonged_and_ended(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    form = {
        "title": "Home care alarms", "reference": "alarms", "category": "frontier", "stage": "first_year",
        "start": "2027-01-01", "end": "", "customer": story.customer.pk, "supplier_contact": "",
        "supplier": "Nordlys Skolsystem AB", "lead": story.lead.pk,
    }  # fmt: skip
    assert client.post("/partnerships/new/", form).status_code == 302
    assert Partnership.objects.get(reference="alarms").end is None
    assert "to an open end" in Message.objects.get().text
    assert "open" in client.get("/p/alarms/proposal/").content.decode()
    agreement = Agreement.objects.create(register=story.customer, title="School systems")
    agreement.parties.create(organisation=story.supplier, part="supplier")
    start = {**form, "reference": "systems", "supplier": story.supplier.pk}
    assert client.post(f"/agreements/{agreement.pk}/start/", start).status_code == 302
    assert Partnership.objects.get(reference="systems").end is None

    edit_partnership(actor=story.actor("lead"), version=1, end=None, reason="It goes on.")
    proposal = ChangeProposal.objects.get()
    client.force_login(story.supplier_lead)
    assert "31 July 2034 → open" in client.get("/p/school/changes/").content.decode()
    accept_change(actor=story.actor("supplier_lead"), proposal=proposal)
    assert Partnership.objects.get(reference="school").end is None
    assert call_command("sweep") is None
