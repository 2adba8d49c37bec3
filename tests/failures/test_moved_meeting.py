"""A meeting is moved while its invitations go out, from two processes, over a slow mail server."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from outbox.tests.mail_server import MailServer
from tests.failures.house import PATIENCE_SECONDS, House

pytestmark = pytest.mark.slow


class SlowMailServer(MailServer):
    """Holds the first mail while others may come in."""

    def __init__(self) -> None:
        super().__init__()
        self.is_held, self.go_on = threading.Event(), threading.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if not self.is_held.is_set():
            self.is_held.set()
            until = time.monotonic() + PATIENCE_SECONDS
            while not self.go_on.is_set() and time.monotonic() < until:
                await asyncio.sleep(0.05)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def slow(house: House) -> Iterator[SlowMailServer]:
    house.mail_server.stop()
    house.mail_server = server = SlowMailServer()
    server.start()
    # what is held is its worker's own for the whole test, on however slow a machine
    more = {"OUTBOX_LEASE_SECONDS": "600", "EMAIL_TIMEOUT": "300"}
    house.env |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", **more}
    yield server
    server.go_on.set()


def test_the_last_that_arrives_says_when_it_is(house: House, slow: SlowMailServer) -> None:
    emails = house.drive("call_meeting")
    sending = threading.Thread(target=house.drive, args=("sweep",))
    sending.start()
    try:
        assert slow.is_held.wait(PATIENCE_SECONDS), house.logs()
        begins = datetime.fromisoformat(house.drive("move_meeting"))
        house.drive("sweep")  # another worker, while the first one still talks to the server
    finally:
        slow.go_on.set()
        sending.join(PATIENCE_SECONDS)
    house.drive("sweep")
    assert set(house.drive("states")) <= {"sent", "overtaken"}
    arrived: dict[str, list[Any]] = {email: [] for email in emails}
    for mail in slow.mails:
        assert isinstance(mail, EmailMessage)
        (part,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
        assert isinstance(part, EmailMessage)
        (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
        assert part.get_param("method") == "REQUEST"
        arrived[str(mail["To"])].append(event)
    assert sorted(len(events) for events in arrived.values()) == [1, 2], "the held one had left"
    for events in arrived.values():
        numbers = [event["SEQUENCE"] for event in events]
        assert numbers == sorted(set(numbers))
        assert (numbers[-1], events[-1].decoded("DTSTART")) == (1, begins)
        assert len({str(event["UID"]) for event in events}) == 1
