"""Whom on a side the mails about a partnership go to."""

from django.db.models import Q, QuerySet

from accounts.people.models import Person
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side


def leads(partnership: Partnership, side: Side) -> list[Person]:
    """The leads of a side, or those who answer for it where it has none."""
    roles = _leading(partnership, side)
    by_part = {part: [role.person for role in roles if role.part == part] for part in Part}
    return _without_doubles(by_part[Part.LEAD] or by_part[Part.SRO] or by_part[Part.SRIE])


def who_proposed(partnership: Partnership) -> list[Person]:
    """The customer's people who want to know what became of the proposal."""
    people = leads(partnership, Side.CUSTOMER)
    if partnership.customer.memberships.active().filter(person=partnership.proposed_by).exists():
        people.append(partnership.proposed_by)
    return _without_doubles(people)


def who_answers(partnership: Partnership) -> list[Person]:
    """The supplier's people who are asked to answer a proposal: its administrators and the contact, or
    its officers where it has neither. Who stands on the customer's side cannot."""
    if partnership.supplier is None:
        return []
    officers = partnership.customer.memberships.active().filter(is_officer=True).values("person")
    roles = Role.objects.current().filter(partnership=partnership, side=Side.CUSTOMER).values("person")
    members = list(
        partnership.supplier.memberships.active()
        .exclude(person__in=officers)
        .exclude(person__in=roles)
        .filter(
            Q(is_administrator=True)
            | Q(is_officer=True)
            | Q(person__email__iexact=partnership.supplier_contact)
        )
        .select_related("person")
        .order_by("pk")
    )
    contact = partnership.supplier_contact.lower()
    asked = [m.person for m in members if m.is_administrator or m.person.email.lower() == contact]
    return asked or [m.person for m in members]


def who_agrees(partnership: Partnership, side: Side) -> list[Person]:
    """Those of a side who agree to changes of what binds both: its leads, and its SRO or SRIE."""
    return _without_doubles([role.person for role in _leading(partnership, side)])


def still_belongs(partnership: Partnership, side: Side, person: Person) -> bool:
    organisation = partnership.organisation(side)
    return bool(organisation and organisation.memberships.active().filter(person=person).exists())


def _leading(partnership: Partnership, side: Side) -> "QuerySet[Role]":
    roles = Role.objects.current().filter(
        partnership=partnership, side=side, part__in=(Part.LEAD, Part.SRO, Part.SRIE)
    )
    return roles.select_related("person").order_by("pk")


def _without_doubles(people: list[Person]) -> list[Person]:
    return list({person.pk: person for person in people}.values())
