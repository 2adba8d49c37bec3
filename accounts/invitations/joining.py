"""What follows when somebody joins by an invitation. Accounts know no other app: those above say it here,
from their ``offers.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from accounts.invitations.models import Invitation
from accounts.people.models import Person


@dataclass(frozen=True)
class Joining:
    #: Locks what ``joined`` changes: after the organisation, and before the invitation.
    lock: Callable[[Invitation], None]
    joined: Callable[[Invitation, Person], None]


JOININGS: Final[list[Joining]] = []


def on_joining(joining: Joining) -> None:
    if joining not in JOININGS:
        JOININGS.append(joining)
