"""Who left something open: people with open things on a side where they have no role any more."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.organisations.leaving import LeftOpen
from accounts.organisations.models import Membership
from accounts.people.models import Person
from common.alphabet import InAlphabet
from partnerships.access.actors import Actor
from partnerships.access.days import day_of_partnership
from partnerships.access.permissions import RIGHTS
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.people.contacts import Everybody
from partnerships.people.holdings import count_held, count_left
from partnerships.people.models import Role
from partnerships.sides import ON_NO_LINE, Part, Side


@dataclass(frozen=True)
class LeftBehind:
    person: Person
    side: Side
    count: int
    url: str  # of the hand-over; empty for those who cannot do it
    #: Whether a role of theirs still stands, so that it is a vacancy anyhow.
    has_role: bool


def left_behind(actor: Actor, here: Everybody) -> list[LeftBehind]:
    """As far as the actor sees what they hold. Only who had a role can hold something, so that nothing is
    asked while everybody who had one is still at work."""
    scope = [contact for contact in here.contacts if not contact.has_ended]
    working = {(c.side, c.role.person_id) for c in scope if not c.has_left and c.role.part not in ON_NO_LINE}
    partnership = actor.partnership
    gone = here.people - working
    left = count_left(partnership.pk, gone, spaces=actor.spaces) if gone else {}
    people = Person.objects.in_bulk([person for _side, person in left]) if left else {}
    with_role = {(c.side, c.role.person_id) for c in scope if c.left_open}
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


def left_open_by(membership: Membership, by: Person) -> Iterator[LeftOpen]:
    """What somebody who leaves their organisation would leave in its partnerships, for the one who removes
    them: by name only where that person sees the partnership."""
    own = Q(side=Side.CUSTOMER, partnership__customer=membership.organisation_id)
    own |= Q(side=Side.SUPPLIER, partnership__supplier=membership.organisation_id)
    sides = dict(Role.objects.filter(own, person=membership.person_id).values_list("partnership", "side"))
    today = day_of_partnership(timezone.now())
    present = Role.objects.filter(own, Q(until=None) | Q(until__gte=today), person=membership.person_id)
    roles = dict(present.order_by().values_list("partnership").annotate(Count("pk")))
    things: dict[int, int] = {}
    for (pk, side, _person), kinds in count_held(sides, people=[membership.person_id]).items():
        if sides[pk] == side:
            things[pk] = sum(kinds.values())
    open_in = {pk for pk in sides if things.get(pk) or roles.get(pk)}
    scope = AccessScope(by)
    visible = (
        Partnership.objects.seen_by(scope).filter(pk__among=list(open_in)).order_by(InAlphabet("title"), "pk")
    )
    for pk, reference, title in visible.values_list("pk", "reference", "title"):
        may = _may_manage(scope, membership.organisation_id, pk, sides[pk])
        url = reverse("hand_over", args=[reference, membership.person_id]) if may else ""
        yield LeftOpen(title, _in_words(roles.get(pk, 0), things.get(pk, 0)), url)
        open_in.discard(pk)
    if open_in:
        yield LeftOpen(
            gettext("Partnerships that you do not see"),
            gettext("There are roles or open things. Their leads find them among the vacancies."),
        )


def _may_manage(scope: AccessScope, organisation_id: int, partnership_id: int, side: str) -> bool:
    own = (role for role in scope.held if role.pk == partnership_id and role.side == side)
    return organisation_id in scope.officer_of or any(
        "manage_people" in RIGHTS[Part(role.part)] for role in own
    )


def _in_words(roles: int, things: int) -> str:
    said = []
    if roles:
        said.append(ngettext("%(count)s role", "%(count)s roles", roles) % {"count": roles})
    if things:
        said.append(ngettext("%(count)s open thing", "%(count)s open things", things) % {"count": things})
    return ", ".join(said)
