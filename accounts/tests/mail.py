"""What came by mail, and the links in it."""

import re
from urllib.parse import urlsplit

from django.utils import timezone

from accounts.sign_in.forgotten import answer_forgotten
from outbox.models import Message


def mails_to(email: str) -> list[Message]:
    answer_forgotten(timezone.now())  # as the worker does
    return list(Message.objects.filter(to=email).order_by("pk"))


def link_in(message: Message) -> str:
    """The path of the one link that opens a door."""
    (link,) = message.private_links
    assert link in message.text
    assert link in message.html
    parts = urlsplit(link)
    assert re.match(r"https?://", link)
    return str(parts.path)
