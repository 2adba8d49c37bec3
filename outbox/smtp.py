"""SMTP that has the patience the standard asks for once a mail has been handed over."""

import smtplib

from django.conf import settings
from django.core.mail.backends import smtp

#: RFC 5321, 4.5.3.2.5: how long a server may take to accept what a mail says.
CONTENT_SECONDS = 180


class Unanswered(smtplib.SMTPServerDisconnected):
    """The server has the whole mail, and went away without a word: it may have been sent."""


class _Patient(smtplib.SMTP):
    """Waits EMAIL_FINAL_TIMEOUT for the answer to the final dot (RFC 5321, 4.5.3.2.6: ten minutes, for a
    server may look for viruses before it answers), and tells a missing one from any other hang-up."""

    _is_handed_over = False

    def send(self, s: str | bytes) -> None:  # type: ignore[override]
        """Commands are text; what comes as bytes is the mail, with the final dot."""
        if isinstance(s, str):
            super().send(s)
            return
        self._wait_at_most(CONTENT_SECONDS)
        super().send(s)
        self._is_handed_over = True

    def getreply(self) -> tuple[int, bytes]:
        if not self._is_handed_over:
            return super().getreply()
        self._is_handed_over = False
        self._wait_at_most(settings.EMAIL_FINAL_TIMEOUT)
        try:
            code, words = super().getreply()
        except smtplib.SMTPServerDisconnected as error:
            raise Unanswered(str(error)) from error
        finally:
            self._wait_at_most(self.timeout)
        if code < 0:
            raise Unanswered("no code in the answer")
        return code, words

    def _wait_at_most(self, seconds: float) -> None:
        if self.sock:
            self.sock.settimeout(seconds)


class _PatientSSL(_Patient, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _PatientSSL if self.use_ssl else _Patient
