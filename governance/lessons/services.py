"""What was learned: written down, changed, and opened to the own organisation by the lead."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.lessons.models import Lesson
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Side, Space
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

SAME_CLICK = timedelta(minutes=5)
#: What is read outside the partnership; what happened stays inside.
READ_OUTSIDE = ("title", "learned", "for_whom", "words")
#: What follows a company's name without being part of it.
LEGAL_FORM = re.compile(r"[\s,]+(AB|AS|A/S|ASA|ApS|Oy|Oyj|HB|KB|Ltd|Limited|GmbH|AG|Inc|BV|kommun)\.?$", re.I)


@transaction.atomic
def add_lesson(
    *,
    actor: Actor,
    title: str,
    category: str,
    happened: str,
    learned: str,
    for_whom: str = "",
    words: str = "",
    space: str = Space.JOINT,
) -> Lesson:
    if not actor.may("add_lesson") or space not in actor.spaces:
        raise PermissionDenied
    partnership = lock_partnership(actor)
    already: Lesson | None = Lesson.objects.filter(
        partnership=partnership, title=title.strip(), space=space, created_by=actor.person,
        created_at__gt=timezone.now() - SAME_CLICK,
    ).first()  # fmt: skip
    if already:
        return already
    lesson = Lesson(
        partnership=partnership,
        space=space,
        number=next_number(Lesson, partnership),
        side=actor.side,
        title=title.strip(),
        category=category,
        happened=happened.strip(),
        learned=learned.strip(),
        for_whom=for_whom.strip(),
        words=words.strip(),
        created_by=actor.person,
    )
    lesson.full_clean()
    lesson.save()
    _record(actor, lesson, "lesson.kept", {"category": category, "for_whom": lesson.for_whom})
    return lesson


@transaction.atomic
def edit_lesson(
    *,
    actor: Actor,
    lesson: Lesson,
    version: int,
    title: str,
    category: str,
    happened: str,
    learned: str,
    for_whom: str,
    words: str,
) -> Lesson:
    """By the side whose lesson it is; while the whole organisation reads it, by its lead alone."""
    lesson = _own(actor, lesson)
    if not may_edit(actor, lesson):
        raise PermissionDenied
    refuse_stale(
        lesson, version, partnership=lesson.partnership, kinds="lesson.", about={"number": lesson.number}
    )
    new = {"title": title, "category": category, "happened": happened, "learned": learned}
    new = {name: value.strip() for name, value in (new | {"for_whom": for_whom, "words": words}).items()}
    change = {
        name: [getattr(lesson, name), value] for name, value in new.items() if getattr(lesson, name) != value
    }
    if not change:
        return lesson
    for name, value in new.items():
        setattr(lesson, name, value)
    if lesson.is_shared:
        refuse_names(lesson)
    lesson.version += 1
    lesson.full_clean()
    lesson.save()
    _record(actor, lesson, "lesson.edited", change)
    return lesson


@transaction.atomic
def share_lesson(*, actor: Actor, lesson: Lesson) -> Lesson:
    """Let the side's whole organisation read it. That is for the side's lead to say."""
    lesson = _own(actor, lesson)
    if not actor.may("share_lesson"):
        raise PermissionDenied
    if lesson.is_shared:
        return lesson
    refuse_names(lesson)
    lesson.shared_at, lesson.shared_by = timezone.now(), actor.person
    lesson.version += 1
    lesson.save()
    _record(actor, lesson, "lesson.shared", {}, space=actor.side.value)
    return lesson


@transaction.atomic
def unshare_lesson(*, actor: Actor, lesson: Lesson) -> Lesson:
    lesson = _own(actor, lesson)
    if not actor.may("share_lesson"):
        raise PermissionDenied
    if not lesson.is_shared:
        return lesson
    lesson.shared_at, lesson.shared_by = None, None
    lesson.version += 1
    lesson.save()
    _record(actor, lesson, "lesson.unshared", {}, space=actor.side.value)
    return lesson


def is_own(actor: Actor, lesson: Lesson) -> bool:
    """The lesson is the actor's side's; an outside facilitator's side is nobody's organisation."""
    return lesson.side == actor.side and not actor.is_outsider


def may_edit(actor: Actor, lesson: Lesson) -> bool:
    needed = "share_lesson" if lesson.is_shared else "change_lesson"
    return is_own(actor, lesson) and actor.may(needed)


def refuse_names(lesson: Lesson) -> None:
    """What leaves the partnership names neither the partner, nor its people, nor the partnership."""
    for field in READ_OUTSIDE:
        text = getattr(lesson, field)
        for name in _names(lesson.partnership, Side(lesson.side).other):
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I):
                said = {"name": name, "field": Lesson._meta.get_field(field).verbose_name}  # type: ignore[union-attr]
                raise ValidationError(
                    _(
                        "“%(name)s” stands under “%(field)s”. Whoever reads it outside this partnership is "
                        "not to know the partner: write it without the name."
                    )
                    % said,
                    code=field,
                )


def _names(partnership: Partnership, side: Side) -> Iterator[str]:
    organisation = partnership.organisation(side)
    if organisation:
        yield organisation.name
        yield LEGAL_FORM.sub("", organisation.name)
    yield partnership.title
    roles = Role.objects.filter(partnership=partnership, side=side).select_related("person")
    yield from {role.person.name for role in roles}


def _own(actor: Actor, lesson: Lesson) -> Lesson:
    """The lesson as it is now, locked, for one of the side whose it is."""
    stored = lock_for_update(lesson, actor)
    if not is_own(actor, stored):
        raise PermissionDenied
    return stored


def _record(actor: Actor, lesson: Lesson, kind: str, change: Mapping[str, object], space: str = "") -> None:
    record(
        partnership=lesson.partnership,
        person=actor.person,
        kind=kind,
        subject=lesson.title,
        space=space or lesson.space,
        change={"number": lesson.number, **{name: value for name, value in change.items() if value}},
    )
