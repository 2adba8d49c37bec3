"""What an administrator sees of a mail that holds a link for its reader alone."""

from urllib.parse import urlsplit

from django.utils.html import escape

from outbox.models import Message

MASK = "•••"
#: A last part of a path that is at least so long is a token, and hidden wherever it stands.
TOKEN_LENGTH = 16


def masked(message: Message, content: str) -> str:
    """``content`` (the text or the HTML) without the mail's private links, nor what makes them work."""
    for secret in sorted(_secrets(message.private_links), key=len, reverse=True):
        for form in (secret, escape(secret)):
            content = content.replace(form, MASK)
    return content


def _secrets(links: list[str]) -> set[str]:
    secrets = set()
    for link in filter(None, links):
        address = urlsplit(link)
        rest = link.partition(address.netloc)[2] if address.netloc else link
        token = address.path.rstrip("/").rpartition("/")[2]
        # “https://…/” itself may stay: the reader learns where the link led, and cannot go there
        secrets |= {rest} if len(rest) > 1 else set()
        secrets |= {token} if len(token) >= TOKEN_LENGTH else set()
    return secrets
