"""What the failure tests let other processes do: ``python -m tests.failures.drive <command> …``, with the
settings in the environment."""

import json
import os
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

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


COMMANDS = {"queue": queue, "sweep": sweep, "states": states, "message_ids": message_ids}
COMMANDS |= {"call_meeting": call_meeting, "move_meeting": move_meeting}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnering.settings")
    settings.TEMPLATES[0]["DIRS"].append(TEMPLATES)
    django.setup()
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))  # type: ignore[operator]
