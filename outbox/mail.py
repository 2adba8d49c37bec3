"""From a row to the mail that leaves."""

from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from outbox.models import Message
from outbox.refusals import AttachmentUnreadable


def as_email(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Text and HTML side by side, with what it carries. The ``Message-ID`` is the row's own, so that a
    reader who gets a mail twice sees it once."""
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        connection=connection,
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    email.attach_alternative(message.html, "text/html")
    if message.calendar:
        _attach_calendar(email, message)
    for attachment in message.attachments.all():
        try:
            with default_storage.open(attachment.stored_as) as file:
                content = file.read()
        except Exception as error:  # what a file store raises depends on the store
            raise AttachmentUnreadable(f"{attachment.name}: {error}") from error
        email.attach(attachment.name, content, attachment.content_type)
    return email


def _attach_calendar(email: EmailMultiAlternatives, message: Message) -> None:
    """Once as another form of the mail, which Outlook and Google take as an invitation or its update, and
    once as a file for those who open it by hand."""
    email.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
    email.attach(message.calendar_name or "invite.ics", message.calendar.encode(), "application/ics")
