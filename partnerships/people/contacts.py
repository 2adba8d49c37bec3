"""The people of a partnership as they stand today: their roles, their peers, whether the line between the two
was tried out; and to whom something is escalated."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from django.db.models import DateField, F, Max, Q

from common.alphabet import by_alphabet
from common.prepared import Given, GivenList, Prepared
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.people.invited import invited_roles
from partnerships.people.models import LineTrial, Role
from partnerships.people.role_rows import COLUMNS, RoleRow, not_ended, those_that_stand
from partnerships.sides import NEEDED, ON_NO_LINE, SENIOR_PART, Level, Part, Side

#: More roles than this in one partnership are no contact map any more.
MOST = 1000
#: Parts that somebody takes over when they end.
POSITIONS = tuple(part for part in Part if part not in (Part.MEMBER, *ON_NO_LINE))
ORDER = {part: place for place, part in enumerate(Part)}


ROLES = Prepared(
    lambda: (
        Role.objects.filter(
            not_ended(Given("today", DateField())) | Q(part__in=POSITIONS),
            partnership__among=GivenList("partnerships"),
        )
        .order_by("pk")
        .values_list(*COLUMNS)[:MOST]
    )
)
#: Where there are too many, the oldest are left out.
EVERYBODY = PreparedForActor(
    lambda anyone: (
        Role.objects.visible_to(anyone)
        .order_by(F("until").desc(nulls_first=True), "-pk")
        .values_list(*COLUMNS)[:MOST]
    )
)
TRIALS = Prepared(
    lambda: (
        LineTrial.objects.filter(
            customer_role__among=GivenList("customer_roles"), supplier_role=F("customer_role__peer")
        )
        .order_by()
        .values_list("customer_role_id", "supplier_role_id")
        .annotate(Max("tried_on"))
    )
)


@dataclass(frozen=True)
class Trial:
    """The last time that two peers tried out their line."""

    tried_on: date


@dataclass(eq=False)
class Contact:
    """One role. ``peer`` is the counterpart with whom it counts, and not one who has left."""

    role: RoleRow
    today: date
    has_left: bool
    peer: "Contact | None" = None
    #: Whether the role has a last day, and somebody else has it already: it was handed over.
    is_taken_over: bool = False
    #: When the line with the peer was tried out last; said of both halves of a pair.
    trial: Trial | None = None
    side: Side = field(init=False)
    has_ended: bool = field(init=False)
    counts: bool = field(init=False)

    def __post_init__(self) -> None:
        self.side = Side(self.role.side)
        self.has_ended = self.role.has_ended(self.today)
        self.counts = not (self.has_left or self.is_coming or self.has_ended)

    @property
    def is_coming(self) -> bool:
        return self.role.since > self.today

    @property
    def tried(self) -> bool:
        return self.trial is not None

    @property
    def left_open(self) -> bool:
        """The holder has gone, and the role goes on."""
        is_over = self.role.until and self.role.until <= self.today
        return self.has_left and not (is_over or self.is_taken_over)

    @property
    def lacks_peer(self) -> bool:
        return self.counts and self.peer is None and self.role.part not in ON_NO_LINE

    @property
    def place(self) -> tuple[int, str, int]:
        """Those who answer for it first."""
        return ORDER[Part(self.role.part)], by_alphabet(self.role.person.name), self.role.pk


def contacts(partnership_ids: Iterable[int], today: date) -> dict[int, list[Contact]]:
    """By partnership: every role that has not ended, and the ended ones that nobody took over. Three queries
    at the most, however many partnerships and people there are."""
    rows = ROLES.ask(partnerships=partnership_ids, today=today)
    return _contacts([RoleRow._make(row) for row in rows], today)


class Everybody(NamedTuple):
    """Of one partnership: who has a role, and who had one."""

    contacts: list[Contact]
    past: list[RoleRow]  # who stopped last comes first

    @property
    def people(self) -> set[tuple[Side, int]]:
        rows = [*(contact.role for contact in self.contacts), *self.past]
        return {(Side(row.side), row.person_id) for row in rows}


def everybody(actor: Actor) -> Everybody:
    today = actor.partnership.today()
    rows = [RoleRow._make(row) for row in EVERYBODY.by(actor)]
    ended = [row for row in rows if row.has_ended(today)]
    found = _contacts(sorted(rows), today)
    return Everybody(found.get(actor.partnership.pk, []), ended)


def first_needed(actor: Actor) -> Part | None:
    """What nobody does yet on the actor's side nor is invited to, and somebody has to."""
    there = not_ended(actor.partnership.today())
    own = Role.objects.standing().filter(there, partnership=actor.partnership, side=actor.side)
    here = set(own.order_by().values_list("part", flat=True))
    here |= {invited.part for invited in invited_roles(actor)}
    return next((part for part in NEEDED[actor.side] if part not in here), None)


def _contacts(rows: list[RoleRow], today: date) -> dict[int, list[Contact]]:
    shown = _without_those_taken_over(rows, today)
    stand = those_that_stand(shown)
    found: dict[int, list[Contact]] = {}
    for row in shown:
        found.setdefault(row.partnership_id, []).append(Contact(row, today, row.pk not in stand))
    for own in found.values():
        _note_hand_overs(own)
    _note_trials([line for own in found.values() for line in _pair(own)])
    return found


def _without_those_taken_over(rows: list[RoleRow], today: date) -> list[RoleRow]:
    present = [row for row in rows if not row.has_ended(today)]
    if len(present) == len(rows):
        return rows
    taken = {(row.partnership_id, row.side, row.part) for row in present}
    return [
        row
        for row in rows
        if not row.has_ended(today)
        or (row.part in POSITIONS and (row.partnership_id, row.side, row.part) not in taken)
    ]


def _note_hand_overs(own: list[Contact]) -> None:
    gone = [contact for contact in own if contact.has_left and contact.role.until]
    # a successor who has gone as well is missed, and who came before is not
    others = (c for c in own if not c.has_ended and not (c.has_left and c.role.until)) if gone else ()
    there = {(contact.side, contact.role.part) for contact in others}
    for contact in gone:
        contact.is_taken_over = (contact.side, contact.role.part) in there


def _pair(own: list[Contact]) -> list[tuple[Contact, Contact]]:
    """The lines, the customer's half first."""
    by_role = {contact.role.pk: contact for contact in own}
    lines = []
    for contact in own:
        peer = by_role.get(contact.role.peer_id or 0)
        if peer and not (peer.has_left or peer.has_ended or contact.has_left or contact.has_ended):
            contact.peer = peer
            if contact.side is Side.CUSTOMER:
                lines.append((contact, peer))
    return lines


def _note_trials(lines: list[tuple[Contact, Contact]]) -> None:
    if not lines:
        return
    last = _last_trials([customer.role.pk for customer, _supplier in lines])
    for customer, supplier in lines:
        if day := last.get((customer.role.pk, supplier.role.pk)):
            customer.trial = supplier.trial = Trial(day)


def _last_trials(customer_roles: list[int]) -> dict[tuple[int, int], date]:
    """The latest trial of each line that there is today; they are joint, and both sides know of them."""
    rows = TRIALS.ask(customer_roles=customer_roles)
    return {(customer, supplier): day for customer, supplier, day in rows}


def escalation_contacts(partnership_id: int, level: str) -> list[Role]:
    """To whom something on this level is escalated, the customer's people first. A side without a contact of
    its own on the level is reached through its lead, on the strategic level through its SRO or SRIE, and
    through the other of these where it has none."""
    asked = Q(is_escalation=True, level=level) | Q(part__in=(Part.LEAD, *SENIOR_PART.values()))
    roles = list(
        Role.objects.current()
        .filter(asked, partnership=partnership_id)
        .select_related("person")
        .order_by("side", "pk")
    )
    return [role for side in Side for role in _reached(side, level, [r for r in roles if r.side == side])]


def _reached(side: Side, level: str, roles: list[Role]) -> list[Role]:
    contact = [role for role in roles if role.is_escalation and role.level == level]
    leads = [role for role in roles if role.part == Part.LEAD]
    seniors = [role for role in roles if role.part == SENIOR_PART[side]]
    return contact or (seniors or leads if level == Level.STRATEGIC else leads or seniors)


@dataclass
class Row:
    """Two peers, joined by their line; or people without a peer, whom nothing joins."""

    customer: Contact | None = None
    supplier: Contact | None = None
    is_line: bool = False

    @property
    def trial(self) -> Trial | None:
        return self.customer.trial if self.is_line and self.customer else None

    @property
    def tried(self) -> bool:
        return self.trial is not None


@dataclass
class ContactLevel:
    """One level of the map."""

    level: Level
    rows: list[Row]
    more: int


def contact_map(own: list[Contact], at_most: int) -> list[ContactLevel]:
    """The three levels, with the peers beside each other; who has an ended role is not on it. A pair stands
    on the higher level of its two halves."""
    scope = sorted((contact for contact in own if not contact.has_ended), key=lambda c: c.place)
    levels = []
    for level in Level:
        pairs = [(c, c.peer) for c in scope if c.side is Side.CUSTOMER and c.peer]
        rows = [Row(*two, is_line=True) for two in pairs if _higher(*two) is level]
        alone = {
            side: [c for c in scope if c.side is side and c.peer is None and c.role.level == level]
            for side in Side
        }
        rows += [Row(*two) for two in zip_longest(alone[Side.CUSTOMER], alone[Side.SUPPLIER])]
        levels.append(ContactLevel(level, rows[:at_most], max(0, len(rows) - at_most)))
    return levels


def _higher(*two: Contact) -> Level:
    names = {contact.role.level for contact in two}
    return next(level for level in Level if level in names)
