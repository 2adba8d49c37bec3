"""A real SMTP server on loopback that keeps what it gets, and refuses as it is told."""

import logging
import socket
import threading
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

logging.getLogger("mail.log").setLevel(logging.WARNING)


class MailServer:
    def __init__(self) -> None:
        self.mails: list[Message] = []
        self._seen: Counter[str] = Counter()
        self.connections = 0
        #: Asked at RCPT TO with the address: an answer such as "550 no such user" refuses, "" accepts.
        self.answer: Callable[[str], str] = lambda address: ""
        #: Called with the number of mails so far, before a mail is accepted.
        self.on_mail: Callable[[int], None] = lambda number: None
        #: What is said to the final dot; nothing, and the line is cut.
        self.final_answer = "250 OK"
        self.arrived = threading.Condition()
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=60)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        refusal = self.answer(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        with self.arrived:
            mail = message_from_bytes(envelope.content, policy=default)
            self.mails.append(mail)
            self._seen[mail["Message-ID"]] += 1
            self.on_mail(len(self.mails))
            self.arrived.notify_all()
        if not self.final_answer:
            server.transport.abort()
        return self.final_answer

    def wait_for(self, number: int, seconds: float) -> bool:
        """True once so many different mails have arrived."""
        with self.arrived:
            return self.arrived.wait_for(lambda: len(self._seen) >= number, seconds)

    def by_message_id(self) -> Counter[str]:
        with self.arrived:
            return self._seen.copy()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
