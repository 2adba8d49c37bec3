"""What somebody would leave open in an organisation. Accounts know no other app: those above say it here,
from their ``offers.py``, and the page on which a person is removed asks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from accounts.organisations.models import Membership
from accounts.people.models import Person


@dataclass(frozen=True)
class LeftOpen:
    where: str
    what: str
    url: str = ""  # where it is handed over; empty for those who cannot do it


#: Asked for the membership that would end, and the person who would end it.
Asked = Callable[[Membership, Person], Iterable[LeftOpen]]
ASKED: Final[list[Asked]] = []


def ask_before_leaving(asked: Asked) -> None:
    if asked not in ASKED:
        ASKED.append(asked)


def left_open(membership: Membership, by: Person) -> Iterator[LeftOpen]:
    for asked in ASKED:
        yield from asked(membership, by)
