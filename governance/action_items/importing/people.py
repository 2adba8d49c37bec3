"""Who is meant by a name or an address in a table."""

import re
from dataclasses import dataclass, field
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.people.models import Person
from common.text import composed
from governance.action_items.owners import owner_choices, owning_roles
from partnerships.access.actors import Actor
from partnerships.sides import Side

#: Karin Lind <karin.lind@fyrstads.example>
ADDRESS: Final = re.compile(r"[^\s<>()\[\],;]+@[^\s<>()\[\],;]+")


@dataclass
class People:
    """Those of the partnership to whom something in a space may go, read once."""

    by_words: dict[str, dict[int, Person]] = field(default_factory=dict)
    sides: dict[int, Side] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: Actor, space: str) -> "People":
        people = cls()
        for role in owning_roles(actor.partnership, space):
            person = role.person
            people.sides.setdefault(person.pk, Side(role.side))
            given, family = person.given_name, person.family_name
            for words in (person.name, person.email, f"{family}, {given}", f"{family} {given}"):
                people.by_words.setdefault(composed(words).casefold(), {})[person.pk] = person
        return people

    def named(self, words: str) -> Person:
        """The one person who is called so, or has this address."""
        addresses = ADDRESS.findall(words)
        said = addresses[0] if len(addresses) == 1 else words
        found = list(self.by_words.get(" ".join(said.split()).casefold(), {}).values())
        if len(found) == 1:
            return found[0]
        if found:
            message = _("Several people here are called “%(words)s”. Write the email address instead.")
        else:
            message = _("“%(words)s” is nobody of this partnership who could take it on.")
        raise ValidationError(message % {"words": words[:80]})


def ask_owner(actor: Actor) -> forms.Field:
    """Somebody for all lines that name nobody: proposed is whoever brings the table."""
    owners = owner_choices(actor)
    emails = dict(
        Person.objects.filter(pk__in=[pk for _s, people in owners for pk, _n in people]).values_list(
            "pk", "email"
        )
    )
    choices = [(side, [(emails[pk], name) for pk, name in people]) for side, people in owners]
    initial = actor.person.email if actor.person.pk in emails else ""
    return forms.ChoiceField(choices=[("", _("Choose somebody")), *choices], initial=initial)
