"""What the failure tests let other processes do: ``python -m tests.failures.drive <command> …``, with the
settings in the environment."""

import json
import os
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings

TEMPLATES = Path(__file__).parents[2] / "outbox/tests/templates"


def queue(number: str, prefix: str) -> int:
    """In one transaction a hundred, as a sweep would."""
    from outbox.queueing import EmailDraft, queue_all

    letters = [
        EmailDraft(
            key=f"{prefix}/{n}",
            to=f"person-{n}@fyrstad.example",
            template="test_notice",
            context={"name": f"Person {n}", "link": "https://partnering.example/"},
        )
        for n in range(int(number))
    ]
    return sum(queue_all(letters[start : start + 100]) for start in range(0, len(letters), 100))


def sweep() -> int:
    from django.utils import timezone

    from outbox.delivery import deliver_due

    return deliver_due(timezone.now())


def states() -> dict[str, int]:
    from outbox.models import Message

    return Counter(Message.objects.values_list("state", flat=True))


def message_ids() -> list[str]:
    from outbox.models import Message

    return list(Message.objects.values_list("message_id", flat=True))


def call_meeting() -> list[str]:
    """A meeting of both leads in two weeks."""
    from governance.boards.tests.factories import new_meeting
    from tests.story import tell_story

    meeting = new_meeting(tell_story())
    return [attendee.person.email for attendee in meeting.attendees.order_by("pk")]


def move_meeting() -> str:
    """A week later; returns when it begins now."""
    from accounts.people.models import Person
    from governance.meetings.models import Meeting
    from governance.meetings.services import edit_meeting
    from partnerships.access.actors import find_actor

    meeting = Meeting.objects.get()
    people = [attendee.person for attendee in meeting.attendees.all()]
    actor = find_actor(Person.objects.get(given_name="Karin"), "school")
    assert actor is not None
    own = ("title", "minutes_long", "time_zone", "place", "link", "version")
    said = {name: getattr(meeting, name) for name in own}
    when = meeting.starts_at + timedelta(days=7)
    edit_meeting(
        actor=actor, meeting=meeting, attendees=people, starts_at=when, reason="The hall is taken", **said
    )
    return when.isoformat()


def bring_risks(lines: str) -> int:
    """A table of risks that a lead has decided to store."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from governance.risks.importing.services import start_risk_import, store_risk_import, work_on_risk_import
    from governance.risks.importing.tests.factories import as_csv, line
    from tests.story import tell_story

    actor = tell_story().actor("lead")
    table = as_csv(*[line(event=f"The timetable fails, {n}") for n in range(int(lines))])
    run = start_risk_import(actor=actor, file=SimpleUploadedFile("risks.csv", table.encode()))
    work_on_risk_import(run.pk)
    run.refresh_from_db()
    assert store_risk_import(actor=actor, run=run)
    return int(run.pk)


def store_risks_and_die(stored_first: str) -> None:
    """Two lines at a time; killed in the middle of one, after so many that went well."""
    from governance.risks.importing import services, storing
    from partnerships.importing import reading

    left = [int(stored_first)]

    def store_lines(*args: Any) -> None:
        storing.store_lines(*args)
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(reading, "BATCH", 2)  # noqa: B010
    setattr(services, "store_lines", store_lines)  # noqa: B010
    resume_risks()


def resume_risks() -> int:
    from django.utils import timezone

    from governance.risks.importing.services import resume_risk_imports

    return resume_risk_imports(timezone.now())


def risks_stored() -> dict[str, Any]:
    from governance.risks.importing.models import RiskImport
    from governance.risks.models import Risk
    from outbox.models import Message
    from partnerships.timeline.models import TimelineEvent

    run = RiskImport.objects.get()
    return {
        "state": run.state,
        "problem": run.problem,
        "risks": Risk.objects.count(),
        "told": [event.change["new_risks"] for event in TimelineEvent.objects.filter(kind="risk.imported")],
        "mails": Message.objects.filter(key__startswith="risk-import/").count(),
    }


COMMANDS = {"queue": queue, "sweep": sweep, "states": states, "message_ids": message_ids}
COMMANDS |= {"bring_risks": bring_risks, "store_risks_and_die": store_risks_and_die}
COMMANDS |= {"resume_risks": resume_risks, "risks_stored": risks_stored}
COMMANDS |= {"call_meeting": call_meeting, "move_meeting": move_meeting}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnering.settings")
    settings.TEMPLATES[0]["DIRS"].append(TEMPLATES)
    django.setup()
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))  # type: ignore[operator]
