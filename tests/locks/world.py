"""What the services are called on (``build.py`` makes it)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.people.models import Person
from partnerships.access.actors import Actor
from tests.papers import Papers
from tests.story import Story


@dataclass
class World:
    story: Story
    #: The same people in a partnership of its own, and in one that is proposed only.
    elsewhere: Story
    proposed: Story
    papers: Papers
    now: datetime = field(default_factory=timezone.now)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """Rows as the database has them now, as a view would load them."""
        things: dict[str, Any] = self.__dict__["things"]
        if name not in things:
            raise AttributeError(name)
        thing = things[name]
        return type(thing)._base_manager.get(pk=thing.pk) if isinstance(thing, Model) else thing

    def actor(self, name: str) -> Actor:
        return self.story.actor(name)

    def person(self, name: str) -> Person:
        return self.story.people[name]
