"""Who may sign for a side, and who wants to know what became of it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from accounts.people.models import Person
from partnerships.mandates.models import Mandate
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part, Side


@dataclass
class SidePeople:
    """One side of one partnership: its senior, those named to sign in their stead, its leads."""

    seniors: list[Person] = field(default_factory=list)
    named: list[Person] = field(default_factory=list)
    leads: list[Person] = field(default_factory=list)

    @property
    def signers(self) -> list[Person]:
        return _once([*self.seniors, *self.named])

    @property
    def answerable(self) -> list[Person]:
        """Those who answer for the partnership (domain.md §2)."""
        return _once([*self.seniors, *self.leads])

    @property
    def asked(self) -> list[Person]:
        """Whom to ask for a signature: where nobody may sign, the leads, so that somebody sees to it."""
        return self.signers or self.leads


People = dict[tuple[int, Side], SidePeople]


def people_of(partnership_ids: Collection[int]) -> People:
    """Both sides of each of these partnerships, in two queries."""
    found: People = {(pk, side): SidePeople() for pk in partnership_ids for side in Side}
    seniors = set(SENIOR_PART.values())
    roles = Role.objects.current().filter(partnership__in=partnership_ids, part__in=[*seniors, Part.LEAD])
    for role in roles.select_related("person").order_by("pk"):
        people = found[role.partnership_id, Side(role.side)]
        (people.leads if role.part == Part.LEAD else people.seniors).append(role.person)
    mandates = Mandate.objects.current().filter(partnership__in=partnership_ids)
    for mandate in mandates.select_related("person").order_by("pk"):
        found[mandate.partnership_id, Side(mandate.side)].named.append(mandate.person)
    return found


def _once(people: list[Person]) -> list[Person]:
    return list({person.pk: person for person in people}.values())
