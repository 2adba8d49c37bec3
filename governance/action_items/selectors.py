"""The one list of actions: filtered, counted, and per level, by which an agreement is followed up in its
meetings (domain.md §4)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Q

from common.prepared import Given
from common.word_search import has_word, words_in
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.models import SpacedQuerySet
from partnerships.sides import Level, Space


def open_on_level(
    partnership_id: int, level: str, spaces: Collection[str] = (Space.JOINT,)
) -> list[ActionItem]:
    """What is open on a level, the most urgent first, with its owners; as both sides see it, unless other
    ``spaces`` are asked for."""
    rows = ActionItem.objects.filter(
        partnership=partnership_id, level=level, state=ActionItem.State.OPEN, space__in=spaces
    )
    return list(rows.select_related("owner").order_by("due", "pk"))


COUNTS = PreparedForActor(
    lambda anyone: (
        ActionItem.objects.visible_to(anyone)
        .order_by()
        .values_list("state", "level")
        .annotate(Count("pk"), late=Count("pk", filter=Q(due__lt=Given("today", DateField()))))
    )
)


def counts_by_level(actor: Actor) -> dict[str, int]:
    """How many are done, and how many are open: all, of each level, and late."""
    counts = dict.fromkeys(("open", "late", "done", *Level.values), 0)
    for state, level, count, overdue in COUNTS.by(actor, today=actor.partnership.today()):
        if state == ActionItem.State.DONE:
            counts["done"] += count
        else:
            counts["open"] += count
            counts["late"] += overdue
            counts[level] += count
    return counts


def matching(actions: SpacedQuerySet, given: dict[str, Any], today: date | None = None) -> SpacedQuerySet:
    state = given.get("state", "")
    if state in ("", "late"):
        actions = actions.filter(state=ActionItem.State.OPEN)
    if state == "late":
        actions = actions.filter(due__lt=today)
    if state == "done":
        actions = actions.filter(state=ActionItem.State.DONE)
    exact = {"level": "level", "side": "owner_side", "owner": "owner", "origin": "origin"}
    actions = actions.filter(**{exact[name]: given[name] for name in exact if name in given})
    for word in words_in(given.get("q", "")):
        number = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else Q()
        actions = actions.filter(has_word(word, "title", "description") | number)
    return actions
