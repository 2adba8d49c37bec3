"""Who may be asked to do something: those with a role in the partnership who may also tick it off."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from common.alphabet import by_alphabet
from common.prepared import Given, Prepared
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side, Space


def owning_roles(
    partnership: Partnership | Given, space: str = Space.JOINT, today: date | Given | None = None
) -> QuerySet[Role]:
    """The roles that an action in the space may go to, with their people."""
    roles = Role.objects.current(today).filter(partnership=partnership).exclude(part=Part.READER)
    if space != Space.JOINT:
        # an outside facilitator would not even see it
        roles = roles.filter(side=space).exclude(part=Part.FACILITATOR)
    return roles.select_related("person").order_by(
        "side", "person__given_name", "person__family_name", "person_id", "pk"
    )


OWNERS = Prepared(
    lambda: owning_roles(Given("partnership"), today=Given("now", DateTimeField())).values_list(
        "side", "part", "person_id", "person__given_name", "person__family_name"
    )
)


def owner_choices(actor: Actor, space: str = Space.JOINT) -> list[tuple[str, list[tuple[int, str]]]]:
    """Each side's people with what they do, by side, the actor's own first; ``space`` is where it lies that
    they are to do. As ``owning_roles``."""
    people: dict[Side, dict[int, tuple[str, list[str]]]] = {actor.side: {}, actor.side.other: {}}
    words = dict(Part.choices)
    for side, part, pk, *names in OWNERS.ask(partnership=actor.partnership.pk, now=timezone.now()):
        if space != Space.JOINT and (side != space or part == Part.FACILITATOR):
            continue
        _name, parts = people[Side(side)].setdefault(pk, (" ".join(names).strip(), []))
        parts.append(str(words[part]))
    return [
        (
            str(getattr(actor.partnership.organisation(side), "name", side.label)),
            [(pk, f"{name}, {', '.join(parts)}") for pk, (name, parts) in found],
        )
        for side, found in ((side, _by_name(found)) for side, found in people.items())
        if found
    ]


def _by_name(found: dict[int, tuple[str, list[str]]]) -> list[tuple[int, tuple[str, list[str]]]]:
    return sorted(found.items(), key=lambda item: (by_alphabet(item[1][0]), item[0]))


def owning_side(owner: Person, partnership: Partnership, space: str, field: str = "owner") -> Side:
    """The side on which somebody has a role; one who has none there cannot be asked to do anything."""
    side = owning_roles(partnership, space).filter(person=owner).values_list("side", flat=True).first()
    if side is None:
        refusal = _("%(who)s has no role in this partnership that this could go to.") % {"who": owner.name}
        raise ValidationError({field: refusal})
    return Side(side)
