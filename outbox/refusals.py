"""What a failed attempt means: whether to try again, and what to tell people."""

import smtplib
from dataclasses import dataclass

from outbox.models import Message

Trouble = Message.Trouble


class AttachmentUnreadable(Exception):
    """The file store does not hand out what the mail is to carry."""


@dataclass(frozen=True)
class Refusal:
    trouble: Message.Trouble
    is_for_good: bool
    words: str


def judge(error: Exception) -> Refusal:
    """SMTP says it with a number: 4xx is "later", 5xx is "never". A refused sender or sign-in is the
    operator's to mend, not the reader's address, so that mail waits."""
    words = f"{type(error).__name__}: {error}"[:1000]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(max((code for code, _reply in error.recipients.values()), default=450), words)
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return Refusal(Trouble.SIGN_IN, False, words)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
        return Refusal(Trouble.REJECTED, True, words)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):  # BadHeaderError is a ValueError
        return Refusal(Trouble.ADDRESS, True, words)
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError):
        return Refusal(Trouble.UNREACHABLE, False, words)
    if isinstance(error, smtplib.SMTPResponseException):
        return Refusal(Trouble.LATER, False, words)
    if isinstance(error, AttachmentUnreadable):
        return Refusal(Trouble.ATTACHMENT, False, words)
    if isinstance(error, OSError):
        return Refusal(Trouble.UNREACHABLE, False, words)
    return Refusal(Trouble.OTHER, False, words)


def _by_code(code: int, words: str) -> Refusal:
    if code >= 500:
        return Refusal(Trouble.REFUSED, True, words)
    return Refusal(Trouble.LATER, False, words)
