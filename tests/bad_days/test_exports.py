"""No cell of any table that leaves the product is a formula where it is opened."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import CharField, Model, TextField
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.importing.models import ImportRun
from agreements.register.models import Agreement
from governance.action_items.importing.models import ActionImport
from governance.action_items.models import ActionItem
from governance.boards.models import Board
from governance.concerns.models import Concern
from governance.decisions.models import Decision
from governance.horizon.models import HorizonItem
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.meetings.models import Meeting
from governance.risks.expected_gains.models import ExpectedGain
from governance.risks.importing.models import RiskImport
from governance.risks.models import Risk
from governance.warnings.models import EarlyWarning
from outbox.models import Message
from partnerships.files.models import Attachment
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.mandates.models import Mandate
from partnerships.people.importing.models import PeopleImport
from partnerships.timeline.models import TimelineEvent
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.papers import bind_papers

pytestmark = pytest.mark.django_db

EXPORTS = sorted(name for name in TABLE if name.endswith(("_csv", "_xlsx")))
BEGINNINGS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "\uff1d1+1")
#: What is written by hand in each model of which there are tables.
TYPED: dict[type[Model], tuple[str, ...]] = {
    Risk: ("event", "cause", "effect", "reason"),
    ActionItem: ("title", "description"),
    Decision: ("title", "text"),
    Concern: ("title", "text", "effect", "wish"),
    Idea: ("title", "description"),
    Lesson: ("title", "happened", "learned"),
    Meeting: ("title", "place"),
    Agreement: ("title", "number"),
    Partnership: ("title",),
    Organisation: ("name",),
    HorizonItem: ("title", "meaning"),
    EarlyWarning: ("text",),
    Board: ("name",),
    Attachment: ("name", "note"),
    Message: ("subject",),
    Mandate: ("wording",),
    ChangeProposal: ("reason",),
    ExpectedGain: ("text",),
}
#: Nothing in these is typed by anybody.
UNTYPED = ("health_checks",)


def who_may(world: World, name: str) -> Person:
    """Somebody of the customer's, who looks after what is listed."""
    may = TABLE[name].get or ()
    found = next((who for who in ("officer", "lead", "administrator") if who in may), "administrator")
    return world.story.people[found]


def cells(content: bytes, name: str) -> Iterator[Any]:
    if name.endswith("_csv"):
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            yield from row
    else:
        for line in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows():
            for cell in line:
                assert cell.data_type != "f", cell.value
                yield cell.value


@pytest.mark.parametrize("name", EXPORTS)
def test_no_cell_is_a_formula(world: World, name: str) -> None:
    client, papers = Client(), bind_papers()
    client.force_login(who_may(world, name))
    for beginning in BEGINNINGS:
        typed = f"{beginning}+cmd|' /C calc'!A0"
        with transaction.atomic():
            for model, names in TYPED.items():
                for field in names:
                    assert isinstance(model._meta.get_field(field), CharField | TextField)
                model._default_manager.update(**dict.fromkeys(names, typed))
            Person.objects.update(given_name=typed[:100], is_superuser=True)
            for runs in (ActionImport, ImportRun, PeopleImport, RiskImport):
                runs._default_manager.update(files=[{"name": typed}])
            papers.submit(world.story, key="formula", title=typed)
            TimelineEvent.objects.bulk_create([
                TimelineEvent(
                    partnership=world.story.partnership, kind="risk.added", subject=typed, space="joint",
                    person=world.story.lead, at=timezone.now() + timedelta(seconds=1),
                )
            ])  # fmt: skip
            answer = client.get(address(world, name))
            assert answer.status_code == 200
            content = answer.getvalue()
            transaction.set_rollback(True)
        texts = [cell for cell in cells(content, name) if isinstance(cell, str)]
        assert name.startswith(UNTYPED) or any("cmd|" in text for text in texts), "what was typed is in it"
        for text in texts:
            harmful = text.lstrip(" \u00a0\ufeff").startswith(
                ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")
            )
            assert not harmful, repr(text)


def test_there_are_tables() -> None:
    lists = (
        "action_imports", "actions", "agreements", "boards", "change_proposals", "concerns", "decisions",
        "files", "gains", "health_checks", "horizon", "ideas", "imports", "lessons", "meetings",
        "organisation", "organisations", "outbox", "partnerships", "people", "people_imports",
        "risk_imports", "risks", "shared_lessons", "sign_offs", "signers", "timeline", "warnings",
    )  # fmt: skip
    assert sorted(f"{name}_{kind}" for name in lists for kind in ("csv", "xlsx")) == EXPORTS
