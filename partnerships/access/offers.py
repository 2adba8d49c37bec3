"""Who sees what the mails of a partnership are about: those of its side who see the same on a page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.organisations.models import Membership
from accounts.people.models import Person
from outbox.models import Message
from outbox.reading import Matter, matter_of, say_who_has_left, say_who_sees
from partnerships.access.days import day_of_partnership
from partnerships.access.positions import TERMS, Terms, facts_of, foremost, positions_of
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role


@say_who_sees
def seen_by(person: Any, matters: Iterable[Matter]) -> set[Matter]:
    """A mail may speak of its side's own things, so nobody from outside reads it."""
    matters = set(matters)
    rows = Partnership.objects.filter(pk__in={matter.partnership_id for matter in matters})
    facts = facts_of(person)
    stands = {
        there.pk: foremost(positions_of(facts, there))
        for there in map(Terms._make, rows.order_by().values_list(*TERMS))
    }
    return {
        matter
        for matter in matters
        if (position := stands.get(matter.partnership_id))
        and position.is_member
        and position.side == matter.side
        and matter.permission in position.permissions
    }


def says_that_it_ended(mail: Message) -> bool:
    """It tells people that their own part has ended, which they read when it has."""
    return mail.key.startswith("mandate/") and "/ended/" in mail.key


@say_who_has_left
def has_left(mail: Message) -> bool:
    """Whether the reader belonged to the side, or had a part there, and may no longer read on a page what the
    mail says. Others are asked in from outside, such as to answer a health check: they never had a part."""
    matter = matter_of(mail)
    if matter is None or says_that_it_ended(mail):
        return False
    reader = Person.objects.filter(email__iexact=mail.to).first()
    if reader is None or seen_by(reader, [matter]):
        return False
    left = Membership.objects.filter(person=reader, organisation=mail.organisation_id)
    if left.exists() and not left.active().exists():
        return True
    # also who signs in another's stead has a role
    roles = Role.objects.filter(person=reader, partnership=matter.partnership_id, side=matter.side)
    return (
        roles.exists() and not roles.filter(Q(until=None) | Q(until__gte=day_of_partnership(None))).exists()
    )
