"""What the demo tells, on whatever day it is loaded."""

from collections.abc import Mapping
from datetime import timedelta
from io import StringIO
from typing import Final

from django.core.management import call_command
from django.db.models import Count, Model
from django.test import Client
from django.utils import timezone

from accounts.people.models import Person
from assessments.rounds.models import Round
from governance.action_items.models import ActionItem
from governance.agendas.models import AgendaItem
from governance.boards.models import Board
from governance.charter.models import CharterVersion
from governance.concerns.escalation import escalate_overdue, remind_seniors
from governance.concerns.models import Concern
from governance.decisions.models import Decision
from governance.meetings.models import Attendee, Meeting
from governance.minutes.models import Minutes
from outbox.models import Message
from partnerships.documents.models import Document
from partnerships.lifecycle.models import Partnership
from partnerships.signing.models import Signature, SignOff
from partnerships.timeline.models import TimelineEvent
from portfolio.demo.people import PASSWORD, PEOPLE

#: How many there are of each, by what they say.
COUNTED: Final[Mapping[tuple[type[Model], str], dict[object, int]]] = {
    (Meeting, "state"): {"cancelled": 2, "held": 34, "planned": 38},
    (Meeting, "is_annual"): {True: 2, False: 72},
    (Attendee, "answer"): {"": 201, "maybe": 1, "no": 2, "yes": 212},
    (AgendaItem, "state"): {"open": 10, "sealed": 13},
    (ActionItem, "state"): {"done": 9, "open": 11},
    (Signature, "method"): {"password": 17},
    (Message, "state"): {"waiting": 63},
}


def check_the_demo(client: Client) -> None:
    """On any day the same: as many of everything, and pages that say so."""
    found = {
        (model, field): dict(model._default_manager.order_by().values_list(field).annotate(Count("pk")))
        for model, field in COUNTED
    }
    assert found == COUNTED
    assert TimelineEvent.objects.count() == 331
    assert Person.objects.count() == len(PEOPLE)
    school = Partnership.objects.get(reference="school-administration")
    assert school.roles.current().count() == 16
    past = Round.objects.filter(partnership=school, closed_at__isnull=False).order_by("closed_at")
    assert [(r.going_well, r.attention, r.gaps) for r in past] == [(7, 7, 2), (9, 5, 2)]
    assert all(Document.objects.filter(kind="report", subject_id=r.pk).exists() for r in past)
    still_open = Round.objects.get(partnership=school, closed_at=None)
    assert still_open.anniversary is not None
    assert still_open.opened_at < timezone.now() < still_open.closes_at
    assert (
        ActionItem.objects.filter(partnership=school, state=ActionItem.State.DONE, origin="finding").count()
        == 4
    )
    invited = Message.objects.filter(key__contains="/invitation/")
    assert invited.count() == 17  # to the open check only: what is past is not told again
    assert client.login(email="karin.lind@fyrstad.example", password=PASSWORD)
    page = client.get("/?all").content.decode()
    for expected in ("8 of 14 left", "1 action late", "Digital learning tools", "Care planning"):
        assert expected in page
    assert client.get("/p/school-administration/").status_code == 200

    _works_together(school, client)


def _works_together(school: Partnership, client: Client) -> None:
    now = timezone.now()
    charters = CharterVersion.objects.filter(partnership=school).order_by("number")
    assert [charter.state for charter in charters] == ["earlier", "current", "workshop"]
    for board in Board.objects.all():
        assert board.meetings.filter(starts_at__lt=now).exclude(state="planned").exists()
        assert board.meetings.filter(starts_at__gt=now, state="planned").count() >= 4
        assert not board.meetings.filter(starts_at__lt=now - timedelta(days=1), state="planned").exists()
    minutes = Minutes.objects.filter(partnership=school).order_by("meeting__starts_at")
    assert [one.state for one in minutes] == ["sealed"] * 6 + ["submitted"]
    waiting = SignOff.objects.get(partnership=school, state="waiting")
    assert [signature.person.family_name for signature in waiting.signatures.all()] == ["Olsen"]
    assert {decision.state for decision in Decision.objects.all()} == {"sealed", "draft"}
    concerns = Concern.objects.filter(partnership=school).order_by("number")
    assert [(c.level, c.state, c.space) for c in concerns] == [
        ("operational", "ended", "joint"), ("tactical", "open", "joint"), ("operational", "open", "customer"),
    ]  # fmt: skip
    assert TimelineEvent.objects.filter(at__gt=now).count() == 0, "nothing is told of days to come"
    call_command("verify_signoffs", stdout=StringIO())
    assert escalate_overdue(now) + remind_seniors(now) == 0, "the concern has its time still"
    client.logout()
    assert client.login(email="anna.hedlund@fyrstad.example", password=PASSWORD)
    assert "Sign “Minutes: Follow-up group" in client.get("/").content.decode()
    client.logout()
    assert client.login(email="jonas.berg@nordlys.example", password=PASSWORD)
    for page, expected in (
        ("", "Our questions about next year come back unanswered"),
        ("charter/", "School staff spend their hours on pupils"),
        ("concerns/2/", "stand there with empty hands"),
        ("decisions/", "Risk moves back to the customer"),
        ("openness/", "not agreed"),
        ("files/", "ledger-period-9.csv"),
    ):
        assert expected in client.get(f"/p/school-administration/{page}").content.decode(), page
