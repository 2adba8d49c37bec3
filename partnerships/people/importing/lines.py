"""What each line of a table means for a side's people: somebody to invite or to give a role, somebody who has
it, or a mistake."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.people.models import Person
from common.tables.cells import line_in, refuse, word_in
from common.tables.rows import Cell
from common.text import validate_name
from partnerships.access.actors import Actor
from partnerships.importing.reading import NEW, UNCHANGED, Line, ReadCell, TableReading
from partnerships.people.colleagues import who_stand_on
from partnerships.people.importing.columns import LEVELS, PARTS, PEOPLE_FIELDS
from partnerships.people.models import InvitedRole, Role
from partnerships.people.role_forms import own_parts
from partnerships.sides import USUAL_LEVEL, Level, Part

MOST_PEOPLE: Final = 500
MOST_LETTERS: Final = 80


class PeopleReading(TableReading):
    fields = PEOPLE_FIELDS
    most_lines = MOST_PEOPLE
    at_once = 20  # each invitation asks and writes much

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        #: Who has a role already, or is invited to it: address and role.
        self.there: set[tuple[str, str]] = set()
        self.others: set[str] = set()
        self.said: dict[tuple[str, str], int] = {}

    def cell_readers(self) -> dict[str, ReadCell]:
        own = dict(own_parts(self.actor))

        def part_in(cell: Cell) -> str:
            part = word_in(cell, PARTS, list(own.values()))
            if part and part not in own:
                raise refuse(_("The SRO is on the customer's side, the SRIE on the supplier's."))
            return part

        return {
            **dict.fromkeys(("name", "given_name", "family_name"), line_in),
            "email": _email_in,
            "part": part_in,
            "level": lambda cell: word_in(cell, LEVELS, Level.labels),
        }

    def read_register(self) -> None:
        partnership, side = self.actor.partnership, self.actor.side
        own = Role.objects.filter(partnership=partnership, side=side)
        self.there = set(own.current().values_list("person__email", "part"))
        invited = InvitedRole.objects.filter(partnership=partnership, side=side)
        self.there |= set(invited.values_list("invitation__email", "part"))
        others = Person.objects.filter(pk__in=who_stand_on(partnership, side.other))
        self.others = set(others.values_list("email", flat=True))

    def place(self, lines: list[Line]) -> None:
        for line in lines:
            self._place(line)

    def _place(self, line: Line) -> None:
        values = line.values
        self._split_name(values)
        for key in ("email", "part"):
            if key not in line.at_fault and not values.get(key):
                line.faults.append((key, _("This must not be empty.")))
        if not values["given_name"]:
            line.faults.append(("name", _("This must not be empty.")))
        for key in ("given_name", "family_name"):
            self._check_name(line, key)
        email, part = values.get("email") or "", values.get("part") or ""
        values["level"] = values.get("level") or (USUAL_LEVEL[Part(part)].value if part else "")
        if email in self.others:
            message = _("%(who)s has a role on the other side. Nobody stands on both.")
            line.faults.append(("email", message % {"who": email}))
        if line.faults:
            return
        if (email, part) in self.said:
            words = {"line": self.said[email, part]}
            line.faults.append(("email", _("Line %(line)s says the same.") % words))
            return
        self.said[email, part] = line.number
        line.what = UNCHANGED if (email, part) in self.there else NEW
        name = f"{values['given_name']} {values['family_name']}".strip()
        line.title = f"{name}, {email}: {Part(part).label}"

    def _split_name(self, values: dict[str, Any]) -> None:
        """Karin Lind, or Lind, Karin."""
        name = values.get("name") or ""
        given, family = values.get("given_name") or "", values.get("family_name") or ""
        if "given_name" not in self.places and "," in name:
            family, _comma, given = (part.strip() for part in name.partition(","))
        elif "given_name" not in self.places:
            given, _space, family = (part.strip() for part in name.rpartition(" "))
            given, family = (given, family) if given else (family, "")
        values["given_name"], values["family_name"] = given, family

    @staticmethod
    def _check_name(line: Line, key: str) -> None:
        name = line.values[key]
        if len(name) > MOST_LETTERS:
            words = {"most": MOST_LETTERS, "count": len(name)}
            line.faults.append((key, _("At most %(most)s characters; this has %(count)s.") % words))
        try:
            validate_name(name)
        except ValidationError as error:
            line.faults.append((key, " ".join(error.messages)))


def _email_in(cell: Cell) -> str:
    text = line_in(cell).strip("<>").removeprefix("mailto:").lower()
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise refuse(_("“%(text)s” is no email address."), text=text[:60]) from None
    return text
