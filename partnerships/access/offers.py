"""Who sees what the mails of a partnership are about: those of its side who see the same on a page."""

from collections.abc import Iterable
from typing import Any

from outbox.reading import Matter, say_who_sees
from partnerships.access.positions import TERMS, Terms, facts_of, foremost, positions_of
from partnerships.lifecycle.models import Partnership


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
