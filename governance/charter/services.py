"""The charter in its workshop: started, written section by section, put in order."""

import secrets
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.charter.models import MOST_SECTIONS, CharterSection, CharterVersion
from governance.charter.sections import SUGGESTED_SECTIONS
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.timeline.services import event_time, record

ONE_SITTING: Final = timedelta(minutes=30)


class EditConflict(ValidationError):
    """Somebody else has changed the section since the writer began."""

    def __init__(self, theirs: CharterSection) -> None:
        self.theirs = theirs
        who = theirs.edited_by.name if theirs.edited_by else ""
        if theirs.removed_at:
            said = _("%(who)s took this section out while you were writing. Your text is still here.")
        else:
            said = _("%(who)s changed this section while you were writing. Your text is still here.")
        super().__init__(said % {"who": who}, code="stale")


@transaction.atomic
def start_charter(*, actor: Actor) -> CharterVersion:
    """Begin the next version in the workshop, from the current one, or from what is offered. Where one is
    being prepared already, that one is it."""
    if not actor.may("lead_charter"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    versions = CharterVersion.objects.visible_to(actor)
    if isinstance(prepared := versions.prepared().first(), CharterVersion):
        return prepared
    current = versions.current().first()
    charter = CharterVersion.objects.create(
        partnership=partnership,
        number=next_number(CharterVersion, partnership),
        started_by=actor.person,
        started_at=event_time(),
        review_months=current.review_months if current else 12,
    )
    begun = _copied_sections(charter, current) if current else _suggested_sections(charter)
    CharterSection.objects.bulk_create(begun)
    _record(actor, charter, "charter.started", {})
    return charter


def _suggested_sections(charter: CharterVersion) -> list[CharterSection]:
    return [
        CharterSection(charter=charter, key=suggested.key, title=str(suggested.title), position=place)
        for place, suggested in enumerate(SUGGESTED_SECTIONS, start=1)
    ]


def _copied_sections(charter: CharterVersion, current: CharterVersion) -> list[CharterSection]:
    return [
        CharterSection(charter=charter, key=old.key, title=old.title, text=old.text, position=place)
        for place, old in enumerate(current.parts(), start=1)
    ]


@transaction.atomic
def write_section(
    *, actor: Actor, section: CharterSection, version: int, title: str, text: str
) -> CharterSection:
    """Keep what somebody wrote. Raises ``EditConflict`` where the section has changed since they began."""
    charter, stored = _own(actor, section)
    title, text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    if (title, text) == (stored.title, stored.text) and not stored.removed_at:
        return stored
    if version != stored.version:
        raise EditConflict(stored)
    before, was_removed = stored.title, stored.removed_at is not None
    goes_on = _goes_on(actor, stored) and before == title and not was_removed
    stored.title, stored.text, stored.removed_at = title, text, None
    stored.full_clean(exclude=["charter"])
    _store(actor, charter, stored)
    if not goes_on:
        change: dict[str, Any] = {} if before == title else {"title": [before, title]}
        _record(actor, charter, "charter.put_back" if was_removed else "charter.written", change, stored)
    return stored


def _goes_on(actor: Actor, section: CharterSection) -> bool:
    """Whether they wrote here last, just now: a text saved as one goes is one event, not thirty."""
    if section.edited_at is None or section.edited_by != actor.person:
        return False
    return event_time() - section.edited_at < ONE_SITTING


@transaction.atomic
def add_section(*, actor: Actor, charter: CharterVersion, title: str) -> CharterSection:
    charter = _in_workshop(actor, charter)
    if charter.parts().count() >= MOST_SECTIONS:
        raise ValidationError(_("There are forty sections already. What could be said together?"))
    last = charter.sections.aggregate(last=Max("position"))["last"] or 0
    section = CharterSection(
        charter=charter, key=f"own-{secrets.token_hex(6)}", title=" ".join(title.split()), position=last + 1
    )
    section.full_clean(exclude=["charter"])
    _store(actor, charter, section)
    _record(actor, charter, "charter.section_added", {}, section)
    return section


@transaction.atomic
def move_section(*, actor: Actor, section: CharterSection, up: bool) -> CharterSection:
    """One place up or down among its neighbours; nothing anybody wrote is touched."""
    charter, stored = _own(actor, section)
    order = list(charter.parts())
    place = next((i for i, one in enumerate(order) if one.pk == stored.pk), None)
    if place is None:
        return stored
    target = place + (-1 if up else 1)
    if not 0 <= target < len(order):
        return stored
    order.insert(target, order.pop(place))
    for position, one in enumerate(order, start=1):
        one.position = position
    CharterSection.objects.bulk_update(order, ["position"])
    _raise_revision(charter)
    _record(actor, charter, "charter.section_moved", {}, stored)
    return stored


@transaction.atomic
def remove_section(*, actor: Actor, section: CharterSection) -> CharterSection:
    """Take it out; its text stays beside the charter until this version is signed."""
    charter, stored = _own(actor, section)
    if stored.removed_at:
        return stored
    stored.removed_at = timezone.now()
    _store(actor, charter, stored)
    _record(actor, charter, "charter.section_removed", {}, stored)
    return stored


@transaction.atomic
def restore_section(*, actor: Actor, section: CharterSection) -> CharterSection:
    charter, stored = _own(actor, section)
    if not stored.removed_at:
        return stored
    stored.removed_at = None
    _store(actor, charter, stored)
    _record(actor, charter, "charter.put_back", {}, stored)
    return stored


def _in_workshop(actor: Actor, charter: CharterVersion) -> CharterVersion:
    """The version as it is now, locked, for one who may write in it."""
    if not actor.may("write_charter"):
        raise PermissionDenied
    stored = lock_for_update(charter, actor)
    if not stored.is_in_workshop:
        raise ValidationError(
            _("This version is not in the workshop any more. Nothing in it can be changed now."),
            code="closed",
        )
    return stored


def _own(actor: Actor, section: CharterSection) -> tuple[CharterVersion, CharterSection]:
    charter = _in_workshop(actor, section.charter)
    stored = charter.sections.select_related("edited_by").get(pk=section.pk)
    stored.charter = charter
    return charter, stored


def _store(actor: Actor, charter: CharterVersion, section: CharterSection) -> None:
    section.changed_in = _raise_revision(charter)
    if section.pk:
        section.version += 1
    section.edited_by, section.edited_side = actor.person, actor.side.value
    section.edited_at = event_time()
    section.save()


def _raise_revision(charter: CharterVersion) -> int:
    charter.revision += 1
    charter.save(update_fields=["revision"])
    return charter.revision


def _record(
    actor: Actor,
    charter: CharterVersion,
    kind: str,
    change: dict[str, Any],
    section: CharterSection | None = None,
) -> None:
    record(
        partnership=charter.partnership,
        person=actor.person,
        kind=kind,
        subject=section.title if section else str(charter),
        space=charter.space,
        change={"number": charter.number, **change},
    )
