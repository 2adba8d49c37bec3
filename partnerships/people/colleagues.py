"""Whom a side can choose among its own: nobody stands on both sides of a partnership."""

from typing import Any

from django.db.models import QuerySet

from accounts.people.models import Person
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.people.role_rows import not_ended
from partnerships.sides import Side


def who_stand_on(partnership: Partnership, side: Side) -> QuerySet[Role, Any]:
    """The people with a role on a side, today or later."""
    own = Role.objects.filter(not_ended(partnership.today()), partnership=partnership.pk, side=side)
    return own.order_by().values("person")


def colleagues(actor: Actor) -> QuerySet[Person]:
    """The members of the actor's own organisation who can have a role on its side."""
    partnership = actor.partnership
    members = Person.objects.filter(
        is_active=True,
        memberships__ended_at=None,
        memberships__organisation=partnership.organisation(actor.side),
    )
    return members.exclude(pk__in=who_stand_on(partnership, actor.side.other)).distinct()
