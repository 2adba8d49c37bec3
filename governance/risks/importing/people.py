"""Who is meant by a name or an address in a table."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.people.models import Person
from common.text import composed
from governance.action_items.owners import owning_roles
from partnerships.access.actors import Actor
from partnerships.sides import Side


@dataclass
class People:
    """Those of the partnership whom a risk in a space may go to, read once."""

    by_words: dict[str, dict[int, Person]] = field(default_factory=dict)
    sides: dict[int, Side] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: Actor, space: str) -> "People":
        people = cls()
        for role in owning_roles(actor.partnership, space):
            person = role.person
            people.sides.setdefault(person.pk, Side(role.side))
            for words in (person.name, person.email, f"{person.family_name}, {person.given_name}"):
                people.by_words.setdefault(composed(words).casefold(), {})[person.pk] = person
        return people

    def named(self, words: str) -> Person:
        """The one person who is called so, or has this address."""
        found = list(self.by_words.get(" ".join(words.split()).casefold(), {}).values())
        if len(found) == 1:
            return found[0]
        if found:
            message = _("Several people here are called “%(words)s”. Write the email address instead.")
        else:
            message = _("“%(words)s” is nobody of this partnership who could review it.")
        raise ValidationError(message % {"words": words[:80]})
