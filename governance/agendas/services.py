"""The agenda of a meeting: what both sides put on it, from what is open or in their own words; its order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locks import locked
from governance.agendas.models import Agenda, AgendaItem
from governance.agendas.selectors import Suggestion, agenda_of, suggestions_for
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.models import Minutes
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

EDITABLE: Final = ("title", "note", "minutes")


@transaction.atomic
def add_item(*, actor: Actor, meeting: Meeting, title: str, minutes: int, note: str = "") -> AgendaItem:
    """Put something on the agenda in one's own words, at its end."""
    meeting, agenda = _open(actor, meeting)
    item = AgendaItem(
        partnership=meeting.partnership,
        space=meeting.space,
        meeting=meeting,
        position=_last_position(meeting) + 1,
        title=" ".join(title.split()),
        note=note.strip(),
        minutes=minutes,
        proposed_by=actor.person,
        side=actor.side,
    )
    item.full_clean()
    item.save()
    _changed(agenda, actor)
    _record(actor, item, "agenda.item_added")
    return item


@transaction.atomic
def take_suggestions(*, actor: Actor, meeting: Meeting, marks: Collection[str] | None = None) -> int:
    """Put on the agenda what is open and was suggested: all of it, or what ``marks`` name. What somebody
    else has put on it meanwhile, or is not open any more, is passed over. Returns how many were put on."""
    meeting, agenda = _open(actor, meeting)
    suggested = suggestions_for([meeting], agenda_of(meeting), timezone.now())[meeting.pk]
    wanted = [one for one in suggested if marks is None or one.mark in marks]
    if not wanted:
        return 0
    first = _last_position(meeting) + 1
    items = [item_from(meeting, one, first + n, actor) for n, one in enumerate(wanted)]
    AgendaItem.objects.bulk_create(items)
    _changed(agenda, actor)
    record(
        partnership=meeting.partnership,
        person=actor.person,
        kind="agenda.filled",
        subject=meeting.name,
        space=meeting.space,
        change={"number": meeting.number, "items": [item.title for item in items]},
    )
    return len(items)


def item_from(
    meeting: Meeting, suggestion: Suggestion, position: int, actor: Actor | None = None
) -> AgendaItem:
    """What was suggested, as an item; without an actor the product puts it on."""
    left_by = suggestion.proposed_by
    return AgendaItem(
        partnership_id=meeting.partnership_id,
        space=meeting.space,
        meeting=meeting,
        position=position,
        title=suggestion.title[:200],
        note=suggestion.note,
        minutes=suggestion.minutes,
        origin_kind=suggestion.kind,
        origin_key=suggestion.key,
        proposed_by_id=left_by or (actor.person.pk if actor else None),
        side=suggestion.side if left_by else (actor.side.value if actor else ""),
    )


@transaction.atomic
def edit_item(
    *, actor: Actor, item: AgendaItem, version: int, title: str, minutes: int, note: str = ""
) -> AgendaItem:
    _meeting, agenda = _open(actor, item.meeting)
    item = lock_for_update(item, actor)
    refuse_stale(item, version, partnership=item.partnership, kinds="agenda.", about={"item": item.pk})
    new = {"title": " ".join(title.split()), "note": note.strip(), "minutes": minutes}
    change = {
        name: [str(getattr(item, name)), str(value)]
        for name, value in new.items()
        if getattr(item, name) != value
    }
    if not change:
        return item
    for name, value in new.items():
        setattr(item, name, value)
    item.version += 1
    item.full_clean()
    # who writes the minutes may be saving what was said at this moment
    item.save(update_fields=[*EDITABLE, "version"])
    _changed(agenda, actor)
    _record(actor, item, "agenda.item_edited", change)
    return item


@transaction.atomic
def remove_item(*, actor: Actor, item: AgendaItem) -> None:
    """Take it off, as long as nothing was said or decided about it."""
    _meeting, agenda = _open(actor, item.meeting)
    item = lock_for_update(item, actor, to_delete=True)
    if item.said or Decision.objects.filter(item=item).exists():
        raise ValidationError(_("The minutes say something about this already. It stays on the agenda."))
    _record(actor, item, "agenda.item_removed")
    item.delete()
    _changed(agenda, actor)


@transaction.atomic
def move_item(*, actor: Actor, item: AgendaItem, by: int) -> None:
    """Up (-1) or down (1) by one, from where it stands now: two people who move different items do not
    disturb each other."""
    meeting, agenda = _open(actor, item.meeting)
    order = [one.pk for one in agenda_of(meeting)]
    if item.pk not in order:
        raise PermissionDenied
    place = order.index(item.pk)
    target = min(max(place + by, 0), len(order) - 1)
    if target != place:
        order.insert(target, order.pop(place))
        _put_in_order(meeting, order)
        _changed(agenda, actor)


@transaction.atomic
def order_agenda(*, actor: Actor, meeting: Meeting, version: int, order: Sequence[int]) -> Agenda:
    """The whole agenda in a new order. Refused where it has changed since ``version``, so that nobody moves
    what they have not seen."""
    meeting, agenda = _open(actor, meeting)
    if agenda.version != version:
        raise ValidationError(_stale(agenda), code="stale")
    known = [item.pk for item in agenda_of(meeting)]
    if sorted(order) != sorted(known):
        raise ValidationError(_stale(agenda), code="stale")
    if list(order) != known:
        _put_in_order(meeting, order)
        _changed(agenda, actor)
    return agenda


def agenda_version(meeting: Meeting) -> int:
    """What a page that orders the agenda has to hand back."""
    agenda: Agenda | None = getattr(meeting, "agenda", None)
    return agenda.version if agenda else 1


def _open(actor: Actor, meeting: Meeting) -> tuple[Meeting, Agenda]:
    """The meeting and its agenda, locked, for one who may change it now."""
    if not actor.may("change_agenda"):
        raise PermissionDenied
    meeting = lock_for_update(meeting, actor)
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError(_("This meeting is cancelled."))
    if Minutes.objects.filter(meeting=meeting).exclude(state=Minutes.State.DRAFT).exists():
        raise ValidationError(_("The minutes are submitted for signature, and the agenda belongs to them."))
    agenda, _is_new = Agenda.objects.get_or_create(meeting=meeting)
    return meeting, agenda


def _last_position(meeting: Meeting) -> int:
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-position").values_list("position", flat=True)
    return last.first() or 0


def _put_in_order(meeting: Meeting, order: Sequence[int]) -> None:
    rows = locked(AgendaItem.objects.filter(meeting=meeting))  # their texts may be saved at this moment
    items = {item.pk: item for item in rows.only("position")}
    moved = []
    for position, pk in enumerate(order, start=1):
        if items[pk].position != position:
            items[pk].position = position
            moved.append(items[pk])
    AgendaItem.objects.bulk_update(moved, ["position"])


def _changed(agenda: Agenda, actor: Actor) -> None:
    agenda.changed_by, agenda.version = actor.person, agenda.version + 1
    Agenda.objects.filter(pk=agenda.pk).update(changed_by=actor.person, version=F("version") + 1)


def _stale(agenda: Agenda) -> str:
    if agenda.changed_by:
        said = _("%(who)s changed the agenda meanwhile. This is how it is now; move your item again.")
        return said % {"who": agenda.changed_by.name}
    return _("The agenda has changed meanwhile. This is how it is now; move your item again.")


def _record(actor: Actor, item: AgendaItem, kind: str, change: Mapping[str, object] | None = None) -> None:
    record(
        partnership=item.partnership,
        person=actor.person,
        kind=kind,
        subject=item.title,
        space=item.space,
        change={"number": item.meeting.number, "item": item.pk, **(change or {})},
    )
