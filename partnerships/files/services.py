"""Files come to things and go: stored once, counted for the organisation of whoever adds them."""

import unicodedata
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.organisations.models import Organisation
from common.locks import locked
from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_if_ended_now
from partnerships.files import store
from partnerships.files.kinds import NAME_LENGTH, kind_of
from partnerships.files.models import Attachment, StoredContent
from partnerships.files.targets import AttachmentTarget, found
from partnerships.sides import Space
from partnerships.timeline.services import event_time, record


def add_attachment(
    *,
    actor: Actor,
    kind: str,
    number: int,
    file: "UploadedFile[Any]",
    space: str = Space.JOINT,
    note: str = "",
) -> Attachment:
    """Put a file on something that the actor may change. It is read a chunk at a time, and lies in the
    store before the transaction begins, which is to be short."""
    refuse_if_ended_now(actor)
    carrier, thing = _changeable(actor, kind, number)
    space = _space_on(actor, thing, space)
    organisation = actor.partnership.organisation(actor.side)
    if organisation is None:
        raise PermissionDenied
    name = name_of(file)
    size = _size_of(file, name)
    refuse_when_full(organisation, size)
    looked_at = kind_of(name, file)
    sha256 = store.digest_of(file)
    content = store.keep(file, sha256, size)
    with transaction.atomic():
        locked(Organisation.objects.filter(pk=organisation.pk)).get()  # those who add at once take turns
        refuse_when_full(organisation, size)
        locked(StoredContent.objects.filter(pk=content.pk)).get()
        about = f"{kind}/{number}"
        same = Attachment.objects.filter(
            partnership=actor.partnership, about=about, space=space, name=name, content=content
        )
        if same.exists():
            raise ValidationError({"file": _("“%(name)s” is here already, unchanged.") % {"name": name}})
        attachment = Attachment.objects.create(
            partnership=actor.partnership,
            space=space,
            about=about,
            about_title=str(thing)[:200],
            name=_free_name(actor, about, name),
            note=note.strip(),
            content=content,
            size=size,
            content_type=looked_at.content_type,
            group=looked_at.group,
            added_by=actor.person,
            added_at=event_time(),
            side=actor.side,
            organisation=organisation,
        )
        _record(actor, attachment, carrier, "file.added")
    return attachment


def _free_name(actor: Actor, about: str, name: str) -> str:
    """Another file of this name on the same thing keeps it, and the new one is told apart: "minutes (2).pdf".
    Only what the actor sees counts, so that a number tells nothing of the other side's own files."""
    there = Attachment.objects.visible_to(actor).filter(about=about)
    names = {other.casefold() for other in there.values_list("name", flat=True)}
    stem, dot, ending = name.rpartition(".")
    free, number = name, 1
    while free.casefold() in names:
        number += 1
        free = f"{stem[: NAME_LENGTH - 12]} ({number}){dot}{ending}"
    return free


def _space_on(actor: Actor, thing: Any, space: str) -> str:
    """The space that was asked for; on something of one side, as private as that."""
    of_thing = getattr(thing, "space", Space.JOINT)
    space = space if of_thing == Space.JOINT else of_thing
    if space not in actor.spaces:
        raise PermissionDenied
    return space


@transaction.atomic
def remove_attachment(*, actor: Actor, attachment: Attachment) -> None:
    """It disappears from the list; that it was there stays on the timeline."""
    refuse_if_ended_now(actor)
    visible = Attachment.objects.visible_to(actor).filter(pk=attachment.pk)
    stored = locked(visible, to_delete=True).first()
    if stored is None:
        if Attachment.objects.filter(pk=attachment.pk).exists():
            raise PermissionDenied
        return  # somebody else has removed it
    thing = found(actor, stored.about_kind, stored.about_number)
    if thing is None or not may_remove(actor, stored, *thing):
        raise PermissionDenied
    _record(actor, stored, thing[0], "file.removed")
    stored.delete()


def sweep_files(now: datetime) -> int:
    """Delete from the store what no attachment refers to any more. Returns how many."""
    return store.sweep_contents(now)


def may_remove(actor: Actor, attachment: Attachment, carrier: AttachmentTarget, thing: Any) -> bool:
    return (
        attachment.may_be_removed_by(actor)
        and carrier.may_change(actor, thing)
        and not carrier.is_sealed(thing)
    )


def name_of(file: "UploadedFile[Any]") -> str:
    """What the file is called, without the folders it came from."""
    name = (file.name or "").replace("\\", "/").rpartition("/")[2]
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if len(name) > NAME_LENGTH:
        message = _(
            "The file's name is longer than %(limit)s characters. Give it a shorter one, then try again."
        )
        raise ValidationError({"file": message % {"limit": NAME_LENGTH}})
    if not name.rpartition(".")[0].strip(". ") or not name.isprintable():
        raise ValidationError({"file": _("Give the file a name like “minutes.pdf”, then try again.")})
    return name


def _size_of(file: "UploadedFile[Any]", name: str) -> int:
    size = int(file.size or 0)
    if not size:
        raise ValidationError({"file": _("“%(name)s” is empty.") % {"name": name}})
    if size > settings.UPLOAD_LIMIT_BYTES:
        raise ValidationError({"file": too_large(size)})
    return size


def too_large(size: int) -> str:
    return _("This file has %(size)s; at most %(limit)s are taken.") % {
        "size": filesizeformat(size),
        "limit": filesizeformat(settings.UPLOAD_LIMIT_BYTES),
    }


def refuse_when_full(organisation: Organisation, size: int) -> None:
    limit = settings.FILES_PER_ORGANISATION_BYTES
    if Attachment.objects.all().size_of(organisation.pk) + size <= limit:
        return
    message = _(
        "%(organisation)s has no room left for this file: together its files may have %(limit)s. "
        "Remove some that nobody needs, or ask whoever runs Partnering for more room."
    )
    words = {"organisation": organisation.name, "limit": filesizeformat(limit)}
    raise ValidationError({"file": message % words})


def _changeable(actor: Actor, kind: str, number: int) -> tuple[AttachmentTarget, Any]:
    target = found(actor, kind, number)
    if target is None or not target[0].may_change(actor, target[1]):
        raise PermissionDenied
    return target


def _record(actor: Actor, attachment: Attachment, carrier: AttachmentTarget, kind: str) -> None:
    record(
        partnership=actor.partnership,
        person=actor.person,
        kind=kind,
        subject=attachment.name,
        space=attachment.space,
        change={
            "about": f"{carrier.label}: {attachment.about_title}",
            "size": attachment.size,
            "sha256": attachment.sha256,
        },
    )
