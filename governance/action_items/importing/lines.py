"""What each line of a table means for the list of actions: a new one, one that is known, or a mistake."""

import hashlib
from datetime import date
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils.translation import gettext as _

from common.tables.cells import clean, day_in, line_in, text_in, word_in
from common.text import composed, is_visible
from governance.action_items.importing.columns import ACTION_FIELDS, LEVELS, SPACES, STATES
from governance.action_items.importing.people import People
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor
from partnerships.importing.reading import NEW, UNCHANGED, Line, ReadCell, TableReading
from partnerships.sides import Level, Space

TEXTS: Final = ("title", "description")


class ActionReading(TableReading):
    fields = ACTION_FIELDS

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self.people = {space.value: People.of(actor, space) for space in actor.spaces}
        #: What is on the list already, and what an earlier line said.
        self.known: set[bytes] = set()
        self.said: dict[bytes, int] = {}
        self.last_number = 0

    def cell_readers(self) -> dict[str, ReadCell]:
        return {
            "title": line_in,
            "description": text_in,
            "owner": text_in,
            "due": day_in,
            "level": lambda cell: word_in(cell, LEVELS, Level.labels),
            "state": lambda cell: word_in(cell, STATES, ActionItem.State.labels),
            "space": lambda cell: word_in(cell, SPACES, Space.labels),
        }

    def takes_for_all(self, key: str, words: str) -> Any:
        value = super().takes_for_all(key, words)
        if key == "owner":
            self.people[Space.JOINT.value].named(value)
        return value

    def read_register(self) -> None:
        self.take_up_from(0)

    def take_up_from(self, number: int) -> set[bytes]:
        """What is on the list from a number on, or came onto it meanwhile."""
        found: set[bytes] = set()
        actions = ActionItem.objects.visible_to(self.actor).filter(number__gt=number).order_by()
        rows = actions.values_list("number", "title", "description", "due")
        for number, title, description, due in rows.iterator():
            found.add(_digest(clean(title), clean(description), due))
            self.last_number = max(self.last_number, number)
        self.known |= found
        return found

    def place(self, lines: list[Line]) -> None:
        for line in lines:
            line.title = str(line.values.get("title", ""))
            self._place(line)

    def _place(self, line: Line) -> None:
        values = line.values
        for key in ("title", "owner", "due"):
            if key not in line.at_fault and not values.get(key):
                line.faults.append((key, _("This must not be empty.")))
        self._check_texts(line)
        space = values["space"] = values.get("space") or Space.JOINT.value
        values["level"] = values.get("level") or Level.TACTICAL.value
        values["state"] = values.get("state") or ActionItem.State.OPEN.value
        if space not in self.people:
            line.faults.append(("space", _("What only the other side sees cannot come from you.")))
        elif values.get("owner"):
            self._check_owner(line, space)
        if line.faults:
            return
        digest = digest_of(line)
        if digest in self.said:
            words = {"line": self.said[digest]}
            line.faults.append(("title", _("Line %(line)s says the same.") % words))
            return
        self.said[digest] = line.number
        line.what = UNCHANGED if digest in self.known else NEW

    def _check_texts(self, line: Line) -> None:
        for key in TEXTS:
            text = line.values.get(key) or ""
            if text and not is_visible(text):
                line.faults.append((key, _("Nothing of this can be seen.")))
            most = cast("CharField[str, str]", ActionItem._meta.get_field(key)).max_length or 0
            if len(text) > most:
                words = {"most": most, "count": len(text)}
                line.faults.append((key, _("At most %(most)s characters; this has %(count)s.") % words))

    def _check_owner(self, line: Line, space: str) -> None:
        try:
            line.values["owner"] = self.people[space].named(line.values["owner"])
        except ValidationError as error:
            line.faults.append(("owner", " ".join(error.messages)))


def digest_of(line: Line) -> bytes:
    values = line.values
    return _digest(values["title"], values.get("description") or "", values["due"])


def _digest(title: str, description: str, due: date) -> bytes:
    texts = (*(" ".join(composed(text).split()).casefold() for text in (title, description)), due.isoformat())
    return hashlib.blake2b("\x1f".join(texts).encode("utf-8", "replace"), digest_size=16).digest()
