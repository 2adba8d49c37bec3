"""What a failed attempt means: whether to try again, whose matter it is, and what to tell people."""

import re
import smtplib
from dataclasses import dataclass

from outbox.models import Message
from outbox.smtp import Unanswered

Trouble = Message.Trouble
#: An enhanced status code (RFC 3463), at the beginning as it should be, or somewhere in the words.
STATUS = re.compile(r"(?<![\d.])[45]\.(\d{1,3})\.(\d{1,3})(?![\d.])")
RELAYING = re.compile(r"\brelay", re.IGNORECASE)
FOR_GOOD = {Trouble.REFUSED, Trouble.REJECTED, Trouble.TOO_LARGE, Trouble.ADDRESS}
#: Where several mails in a row end like this, the server has something against us, or is not there.
MAY_BE_EVERYBODYS = {
    Trouble.UNREACHABLE,
    Trouble.UNANSWERED,
    Trouble.SIGN_IN,
    Trouble.BLOCKED,
    Trouble.REJECTED,
}


class AttachmentUnreadable(Exception):
    """The file store does not hand out what the mail is to carry."""


@dataclass(frozen=True)
class Refusal:
    trouble: Message.Trouble
    words: str

    @property
    def is_for_good(self) -> bool:
        return self.trouble in FOR_GOOD

    @property
    def may_be_everybodys(self) -> bool:
        return self.trouble in MAY_BE_EVERYBODYS


def judge(error: Exception) -> Refusal:
    """What came of a mail."""
    return Refusal(_trouble(error), _words(error))


def judge_call(error: Exception) -> Refusal:
    """What came of calling the server, before there was a mail to blame."""
    is_sign_in = isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPNotSupportedError)
    return Refusal(Trouble.SIGN_IN if is_sign_in else Trouble.UNREACHABLE, _words(error))


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]


def _trouble(error: Exception) -> Message.Trouble:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = error.recipients.values()
        return _by_reply(*max(replies, default=(450, b"")), full=(452, 552))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Trouble.SIGN_IN
    if isinstance(error, smtplib.SMTPSenderRefused):
        trouble = _by_reply(error.smtp_code, error.smtp_error)
        is_ours = trouble not in {Trouble.LATER, Trouble.UNREACHABLE, Trouble.TOO_LARGE}
        return Trouble.SIGN_IN if is_ours else trouble  # nobody but the sender has been named yet
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):  # BadHeaderError is a ValueError
        return Trouble.ADDRESS
    if isinstance(error, Unanswered):
        return Trouble.UNANSWERED
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError):
        return Trouble.UNREACHABLE
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_reply(error.smtp_code, error.smtp_error)
    if isinstance(error, AttachmentUnreadable):
        return Trouble.ATTACHMENT
    return Trouble.UNREACHABLE if isinstance(error, OSError) else Trouble.OTHER


def _by_reply(code: int, reply: bytes | str, full: tuple[int, ...] = ()) -> Message.Trouble:
    """SMTP says it with a number: 4xx is "later", 5xx is "never". The enhanced code behind it says whom it
    is about: 1 is the address, 2 the mailbox, 3 the server, 7 whether it wants mail from us at all."""
    words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    subject, detail = _status(words)
    if code == 421:
        return Trouble.UNREACHABLE  # it closes
    if (subject, detail) == (2, 2) or (subject is None and code in full):
        return Trouble.FULL
    if code < 500:
        return Trouble.LATER
    if (subject, detail) in {(3, 4), (2, 3)} or (subject is None and code == 552):
        return Trouble.TOO_LARGE
    if subject == 7 or RELAYING.search(words):
        return Trouble.BLOCKED
    # 1.7 and 1.8 are about the sender's address
    if subject == 1:
        return Trouble.BLOCKED if detail in {7, 8} else Trouble.REFUSED
    return Trouble.REJECTED


def _status(words: str) -> tuple[int | None, int | None]:
    found = STATUS.search(words)
    return (int(found[1]), int(found[2])) if found else (None, None)
