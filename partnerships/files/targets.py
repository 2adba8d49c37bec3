"""What carries files: each app says so of its own things, from its ``ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from partnerships.access.actors import Actor
from partnerships.access.permissions import known


@dataclass(frozen=True)
class AttachmentTarget:
    """One sort of thing that carries files: ``risk`` for "risk/12"."""

    kind: str
    #: What people call it.
    label: Any
    #: The thing with this number, where the actor sees it.
    find: Callable[[Actor, int], Any | None]
    #: Who may change it may add files.
    may_change: Callable[[Actor, Any], bool]
    #: What is signed or sealed keeps its files.
    is_sealed: Callable[[Any], bool]
    #: The address of its page.
    url: Callable[[str, int], str]
    #: The number that ``find`` takes, of a thing.
    number_of: Callable[[Any], int]


TARGETS: Final[dict[str, AttachmentTarget]] = {}


def accept_attachments(
    kind: str,
    *,
    label: Any,
    find: Callable[[Actor, int], Any | None],
    permission: str,
    may_change: Callable[[Actor, Any], bool] | None = None,
    is_sealed: Callable[[Any], bool] = lambda _thing: False,
    page: str = "",
    url: Callable[[str, int], str] | None = None,
    number_of: Callable[[Any], int] = lambda thing: int(thing.number),
) -> None:
    """Let things of this kind carry files. ``find`` hands out what the actor sees, by its number;
    ``permission`` is what it takes to change them, and ``may_change`` says more where that depends on the
    thing; ``page`` names the address of one of them (reference, number), unless ``url`` makes it."""
    known(permission)
    TARGETS[kind] = AttachmentTarget(
        kind=kind,
        label=label,
        find=find,
        may_change=lambda actor, thing: (
            actor.may(permission) and (may_change is None or may_change(actor, thing))
        ),
        is_sealed=is_sealed,
        url=url or (lambda reference, number: reverse(page or kind, args=[reference, number])),
        number_of=number_of,
    )


def found(actor: Actor, kind: str, number: int) -> tuple[AttachmentTarget, Any] | None:
    """The thing and how its kind carries files; nothing where the actor does not see such a thing."""
    carrier = TARGETS.get(kind)
    thing = carrier.find(actor, number) if carrier else None
    return (carrier, thing) if carrier and thing is not None else None
