"""What the failure tests let other processes do: ``python -m tests.failures.drive <command> …``, with the
settings in the environment."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import django
from django.conf import settings

TEMPLATES = Path(__file__).parents[2] / "outbox/tests/templates"


def queue(number: str, prefix: str) -> int:
    """In one transaction a hundred, as a sweep would."""
    from outbox import actions

    letters = [
        actions.Letter(
            key=f"{prefix}/{n}",
            to=f"person-{n}@fyrstad.example",
            template="test_notice",
            context={"name": f"Person {n}", "link": "https://partnering.example/"},
        )
        for n in range(int(number))
    ]
    return sum(actions.queue_all(letters[start : start + 100]) for start in range(0, len(letters), 100))


def sweep() -> int:
    from django.utils import timezone

    from outbox import actions

    return actions.deliver_due(timezone.now())


def states() -> dict[str, int]:
    from outbox.models import Message

    return Counter(Message.objects.values_list("state", flat=True))


def message_ids() -> list[str]:
    from outbox.models import Message

    return list(Message.objects.values_list("message_id", flat=True))


COMMANDS = {"queue": queue, "sweep": sweep, "states": states, "message_ids": message_ids}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnering.settings")
    settings.TEMPLATES[0]["DIRS"].append(TEMPLATES)
    django.setup()
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))  # type: ignore[operator]
