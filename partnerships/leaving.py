"""Who left something open: people who hold things on a side where they have no role any more."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Person
from partnerships.access import Actor
from partnerships.contacts import Contact
from partnerships.handing_over import count_held
from partnerships.sides import ON_NO_LINE, Side


@dataclass(frozen=True)
class LeftBehind:
    person: Person
    side: Side
    count: int
    url: str  # of the hand-over; empty for those who cannot do it
    #: Whether a role of theirs still stands, so that it is a gap anyhow.
    has_role: bool


def left_behind(actor: Actor, own: Iterable[Contact]) -> list[LeftBehind]:
    """As far as the actor sees what they hold: three queries at the most, however many there are."""
    standing = [contact for contact in own if not contact.has_ended]
    working = {
        (c.side, c.role.person_id) for c in standing if not c.has_left and c.role.part not in ON_NO_LINE
    }
    partnership = actor.partnership
    counts = count_held([partnership.pk], spaces=actor.spaces)
    left = {(side, person): sum(kinds.values()) for (_pk, side, person), kinds in counts.items()}
    left = {key: count for key, count in left.items() if key not in working and count}
    people = Person.objects.in_bulk([person for _side, person in left]) if left else {}
    with_role = {(c.side, c.role.person_id) for c in standing if c.left_open}
    may = actor.may("manage_people")
    return [
        LeftBehind(
            person=people[pk],
            side=side,
            count=count,
            url=reverse("hand_over", args=[partnership.reference, pk]) if may and side == actor.side else "",
            has_role=(side, pk) in with_role,
        )
        for (side, pk), count in sorted(left.items(), key=lambda item: (item[0][0] != actor.side, -item[1]))
        if pk in people
    ]
