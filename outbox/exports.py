"""The outbox to take along, as it is filtered: that an email went, to whom and when; and its subject where
the reader may see it."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value, moment
from outbox.models import Message, MessageQuerySet
from outbox.reading import DECIDING, AboutSomething, reads_among

COLUMNS: Final = ("pk", "subject", "created_at", "sent_at", "state", "trouble", *DECIDING)
#: A row with the columns, and its subject as the reader sees it.
Line = tuple[Any, str]


def exported(
    person: Any, mails: MessageQuerySet, said_instead: Callable[[AboutSomething], str]
) -> Iterator[Line]:
    reads = reads_among(person, mails)
    rows = mails.values_list(*COLUMNS, named=True).order_by("-pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield row, row.subject if reads(row) else said_instead(row)


def _headings() -> list[str]:
    return [_("Email"), _("To"), _("State"), _("What went wrong"), _("Written"), _("Sent")]


def _row(line: Line) -> list[Value]:
    one, subject = line
    trouble = Message.Trouble(one.trouble).label if one.trouble and one.state != Message.State.SENT else ""
    return [
        subject, one.to, str(Message.State(one.state).label), str(trouble), moment(one.created_at),
        moment(one.sent_at),
    ]  # fmt: skip


OUTBOX = Export[Line](gettext_lazy("Outbox"), _headings, _row)
