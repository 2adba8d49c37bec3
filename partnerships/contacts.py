"""The people of a partnership as they stand today: their roles, their peers, whether the line between the two
was tried out; and to whom something is escalated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone

from partnerships.access import Actor
from partnerships.models import LineTrial, Role
from partnerships.sides import ON_NO_LINE, SENIOR_PART, Level, Part, Side

#: More roles than this in one partnership are no contact map any more.
MOST = 1000
PAST_SHOWN = 50
#: Parts that somebody takes over when they end.
POSITIONS = tuple(part for part in Part if part not in (Part.MEMBER, *ON_NO_LINE))
ORDER = {part: place for place, part in enumerate(Part)}


@dataclass(eq=False)
class Contact:
    """One role. ``peer`` is the counterpart with whom it counts, and not one who has left."""

    role: Role
    today: date
    peer: "Contact | None" = None
    #: Whether this line was ever tried out; said of the customer's half of a pair, and copied to the other.
    tried: bool = False

    @cached_property
    def side(self) -> Side:
        return Side(self.role.side)

    @property
    def has_ended(self) -> bool:
        return self.role.until is not None and self.role.until < self.today

    @property
    def has_left(self) -> bool:
        return not self.role.stands  # type: ignore[attr-defined]

    @property
    def is_coming(self) -> bool:
        return self.role.since > self.today

    @property
    def counts(self) -> bool:
        return not (self.has_left or self.is_coming or self.has_ended)

    @property
    def left_open(self) -> bool:
        """The holder has gone, and the role goes on."""
        return self.has_left and not (self.role.until and self.role.until <= self.today)

    @property
    def lacks_peer(self) -> bool:
        return self.counts and self.peer is None and self.role.part not in ON_NO_LINE

    @property
    def place(self) -> tuple[int, str, int]:
        """Those who answer for it first."""
        return ORDER[Part(self.role.part)], self.role.person.name, self.role.pk


def contacts(partnership_ids: Iterable[int], today: date | None = None) -> dict[int, list[Contact]]:
    """By partnership: every role that has not ended, and the ended ones that nobody took over. One query,
    however many partnerships and people there are."""
    day = today or timezone.now().date()
    found: dict[int, list[Contact]] = {}
    for role in _roles(partnership_ids, day):
        found.setdefault(role.partnership_id, []).append(Contact(role, day, tried=role.was_tried))  # type: ignore[attr-defined]
    for own in found.values():
        _pair(own)
    return found


def _roles(partnership_ids: Iterable[int], today: date) -> QuerySet[Role]:
    present = Q(until=None) | Q(until__gte=today)
    same = Role.objects.filter(present, partnership=OuterRef("partnership"), side=OuterRef("side"))
    not_taken_over = Q(part__in=POSITIONS) & ~Exists(same.filter(part=OuterRef("part")))
    tried = LineTrial.objects.filter(customer_role=OuterRef("pk"), supplier_role=OuterRef("peer"))
    return (
        Role.objects.filter(present | not_taken_over, partnership__in=list(partnership_ids))
        .with_standing()
        .annotate(was_tried=ExpressionWrapper(Q(Exists(tried)), output_field=BooleanField()))
        .select_related("person")
        .only(
            "partnership_id", "side", "part", "level", "since", "until", "peer_id", "is_escalation",
            "person__given_name", "person__family_name", "person__email", "person__is_active",
        )
        .order_by("pk")[:MOST]
    )  # fmt: skip


def _pair(own: list[Contact]) -> None:
    by_role = {contact.role.pk: contact for contact in own}
    for contact in own:
        peer = by_role.get(contact.role.peer_id or 0)
        if peer and not (peer.has_left or peer.has_ended or contact.has_left or contact.has_ended):
            contact.peer = peer
            contact.tried = peer.tried = contact.tried or peer.tried


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


def past(actor: Actor) -> list[Role]:
    today = timezone.now().date()
    ended = Role.objects.visible_to(actor).filter(until__lt=today).select_related("person")
    return list(ended.order_by("-until", "-pk")[:PAST_SHOWN])


@dataclass
class Row:
    """Two peers, joined by their line; or people without a peer, whom nothing joins."""

    customer: Contact | None = None
    supplier: Contact | None = None
    is_line: bool = False
    trial: LineTrial | None = None

    @property
    def tried(self) -> bool:
        return self.is_line and self.customer is not None and self.customer.tried


@dataclass
class Storey:
    """One level of the map."""

    level: Level
    rows: list[Row]
    more: int


def contact_map(actor: Actor, own: list[Contact], at_most: int) -> list[Storey]:
    """The three levels, with the peers beside each other; who has an ended role is not on it. A pair stands
    on the level of its customer's half."""
    trials = _last_trials(actor)
    standing = sorted((contact for contact in own if not contact.has_ended), key=lambda c: c.place)
    storeys = []
    for level in Level:
        here = [contact for contact in standing if contact.role.level == level]
        rows = [_line(c, c.peer, trials) for c in here if c.side is Side.CUSTOMER and c.peer]
        alone = {side: [c for c in here if c.side is side and c.peer is None] for side in Side}
        rows += [Row(*two) for two in zip_longest(alone[Side.CUSTOMER], alone[Side.SUPPLIER])]
        storeys.append(Storey(level, rows[:at_most], max(0, len(rows) - at_most)))
    return storeys


def _line(customer: Contact, supplier: Contact, trials: dict[tuple[int, int], LineTrial]) -> Row:
    trial = trials.get((customer.role.pk, supplier.role.pk))
    return Row(customer, supplier, is_line=True, trial=trial)


def _last_trials(actor: Actor) -> dict[tuple[int, int], LineTrial]:
    """The latest trial of each line that there is today."""
    rows = (
        LineTrial.objects.visible_to(actor)
        .filter(customer_role__peer=F("supplier_role"))
        .select_related("tried_by")
        .order_by("tried_on", "pk")
    )
    return {(row.customer_role_id, row.supplier_role_id): row for row in rows}
