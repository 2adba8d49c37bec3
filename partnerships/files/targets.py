"""What carries files: each room says so of its own things, from its ``offers.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet

from common.offers import page
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
    url: Callable[..., str]
    #: The number that ``find`` takes, of a thing.
    number_of: Callable[[Any], int]


TARGETS: Final[dict[str, AttachmentTarget]] = {}


def offer_attachments(
    kind: str,
    model: type[Model],
    *,
    label: Any,
    permission: str,
    may_change: Callable[[Actor, Any], bool] | None = None,
    is_sealed: Callable[[Any], bool] = lambda _thing: False,
    page_name: str = "",
    key: str = "number",
) -> None:
    """Let things of this kind carry files, where the actor sees them. ``key`` is the field by which one is
    known within the partnership; ``permission`` is what it takes to change them, and ``may_change`` says more
    where that depends on the thing; ``page_name`` names the page of one of them (reference, key), where it is
    called otherwise than the kind."""
    known(permission)

    def find(actor: Actor, number: int) -> Any | None:
        visible: QuerySet[Any] = model._default_manager.all().visible_to(actor)  # type: ignore[attr-defined]
        return visible.filter(**{key: number}).first()

    TARGETS[kind] = AttachmentTarget(
        kind=kind,
        label=label,
        find=find,
        may_change=lambda actor, thing: (
            actor.may(permission) and (may_change is None or may_change(actor, thing))
        ),
        is_sealed=is_sealed,
        url=page(page_name or kind),
        number_of=lambda thing: int(getattr(thing, key)),
    )


def found(actor: Actor, kind: str, number: int) -> tuple[AttachmentTarget, Any] | None:
    """The thing and how its kind carries files; nothing where the actor does not see such a thing."""
    carrier = TARGETS.get(kind)
    thing = carrier.find(actor, number) if carrier else None
    return (carrier, thing) if carrier and thing is not None else None
