"""Each service called directly as each of the people, with what the door would have checked left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.module_loading import import_string

from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side
from tests.locks.calls import CALLS as LOCKING
from tests.locks.given import Calls, by
from tests.locks.world import World

#: What takes no lock of its own.
CALLS: Final[Calls] = {
    **LOCKING,
    "accounts.people.services.edit_profile": lambda w: {
        "person": w.person("reader"),
        "language": "en",
        "given_name": "Olle",
        "family_name": "Falk",
        "time_zone": "Europe/Oslo",
    },
    "assessments.rounds.opening.open_round": lambda w: by(w),
    "governance.charter.documents.request_charter_document": lambda w: by(
        w, kind="charter_wall", charter=w.current_charter, language="en"
    ),
    "governance.meetings.calendar_address.end_calendar_address": lambda w: {"person": w.person("reader")},
}

#: By these a service is told who does it.
WHO: Final = ("actor", "by", "invited_by", "person")
PEOPLE: Final = (
    "reader", "member", "lead", "sro", "officer", "administrator",
    "supplier_reader", "supplier_member", "supplier_lead", "srie", "supplier_officer",
    "supplier_administrator", "stranger",
)  # fmt: skip


def key_of(given: dict[str, Any]) -> str | None:
    """By what the service is told who does it; none, where it is the machine that acts."""
    return next((key for key in WHO if key in given), None)


def give_the_stranger_a_partnership(world: World) -> Partnership:
    """A stranger is an actor in a partnership of their own: what they pass to a service is not from there."""
    story = world.story
    own = Partnership.objects.create(
        reference="strangers",
        title="Somewhere else",
        customer=story.elsewhere,
        supplier=world.empty,
        start=date(2024, 8, 1),
        state=Partnership.State.BINDING,
        proposed_by=story.stranger,
    )
    for part in (Part.LEAD, Part.SRO):
        Role.objects.create(
            partnership=own,
            person=story.stranger,
            side=Side.CUSTOMER,
            part=part,
            level=Level.TACTICAL,
            since=date(2024, 8, 1),
        )
    return own


class Nobody(Exception):
    """The person is let in nowhere, so there is no actor to call a service with."""


def in_place_of(given: dict[str, Any], key: str, world: World, who: str) -> dict[str, Any]:
    """The same, done by somebody else."""
    if key != "actor":
        return {**given, key: world.person(who)}
    before: Actor = given["actor"]
    there = Partnership.objects.get(reference="strangers") if who == "stranger" else before.partnership
    story = replace(world.story, partnership=there)
    try:
        return {**given, "actor": story.actor(who)}
    except AssertionError:
        raise Nobody from None


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_let(path: str, world: World, who: str) -> bool:
    """Whether the service lets them: what makes no sense just now, it says to those who may."""
    with undone():
        given = CALLS[path](world)
        key = key_of(given)
        assert key is not None
        try:
            import_string(path)(**in_place_of(given, key, world, who))
        except (PermissionDenied, Http404, Nobody):
            return False
        except ValidationError:
            return True
        return True
