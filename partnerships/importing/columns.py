"""What each column of a table is: as its heading says, as somebody said of such a table before, or as
somebody says now."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from accounts.organisations.models import Organisation
from partnerships.access.actors import Actor
from partnerships.importing.fields import Fields
from partnerships.importing.layout import Layout
from partnerships.importing.models import ColumnMapping


@dataclass
class Columns:
    #: By the place of a column, counted from 0 and written as JSON does, the field that it is.
    places: dict[str, str] = field(default_factory=dict)
    #: What goes for all lines that say nothing, by field, as one would write it into a cell.
    for_all: dict[str, str] = field(default_factory=dict)
    #: Whether such a table was here before.
    is_remembered: bool = False
    #: Whether there is nothing to ask: no two columns are one field.
    is_sure: bool = True

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Columns":
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def by_field(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place in sorted(self.places, key=int):
            found.setdefault(self.places[place], []).append(int(place))
        return found

    def says_something(self, fields: Fields, layout: Layout) -> bool:
        """Whether a column that excuses all others is not empty."""
        is_whole = not fields.missing([*self.places.values(), *self.for_all])
        return is_whole or any(
            layout.samples[int(place)] for place, key in self.places.items() if fields[key].names_known
        )

    def left_out(self, layout: Layout) -> list[str]:
        return [
            heading[:60]
            for place, heading in enumerate(layout.headings)
            if heading and str(place) not in self.places
        ]


def propose(fields: Fields, layout: Layout) -> Columns:
    """By what the headings say, and by what stands below where a word means two things."""
    named = [fields.named(heading) for heading in layout.headings]
    # where nothing that is needed lacks its name, it is our own export, or made after it
    is_ours = not fields.missing([keys[0] for keys in named if len(keys) == 1])
    columns = Columns()
    for place, keys in enumerate(named):
        key = keys[0] if is_ours and len(keys) == 1 else _that_fits(fields, keys, layout.samples[place])
        if not key:
            continue
        if key in columns.places.values():
            columns.is_sure = False
            if not fields[key].joined_by:
                continue
        columns.places[str(place)] = key
    return columns


def _that_fits(fields: Fields, keys: list[str], values: Sequence[str]) -> str:
    for key in keys:
        looks = fields[key].looks
        if looks is None or looks(values):
            return key
    return ""


def memory_of(actor: Actor) -> Organisation | None:
    """Whose tables the actor's are: an outsider brings none of the side's."""
    return None if actor.is_outsider else actor.partnership.organisation(actor.side)


def recall(actor: Actor, register: str, layout: Layout) -> Columns | None:
    """What was said of a table with the same headings, whatever their order."""
    organisation = memory_of(actor)
    known = ColumnMapping.objects.filter(
        organisation=organisation, register=register, digest=layout.digest
    ).first()
    if organisation is None or known is None:
        return None
    left: dict[str, list[str]] = {}
    for heading, key in known.pairs:
        left.setdefault(heading, []).append(key)
    columns = Columns(for_all=known.for_all.get(actor.partnership.reference, {}), is_remembered=True)
    for place, name in enumerate(layout.names):
        if name and left.get(name) and (key := left[name].pop(0)):
            columns.places[str(place)] = key
    return columns


def remembered_digests(actor: Actor, register: str) -> set[str]:
    known = ColumnMapping.objects.filter(organisation=memory_of(actor), register=register)
    return set(known.values_list("digest", flat=True)) if memory_of(actor) else set()


def remember(actor: Actor, register: str, layout: Layout, columns: Columns) -> None:
    """For the next table with these headings, whoever of the organisation brings it."""
    organisation = memory_of(actor)
    if organisation is None:
        return
    known, _is_new = ColumnMapping.objects.get_or_create(
        organisation=organisation,
        register=register,
        digest=layout.digest,
        defaults={"chosen_by": actor.person},
    )
    known.columns = [
        [name, columns.places.get(str(place), "")] for place, name in enumerate(layout.names) if name
    ]
    known.for_all = {**known.for_all, actor.partnership.reference: columns.for_all}
    known.chosen_by, known.chosen_at = actor.person, timezone.now()
    known.save()
