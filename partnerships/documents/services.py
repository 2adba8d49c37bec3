"""The life of a document: asked for, made by a worker, mailed to its readers."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from common.documents import Renderer
from common.waking import wake_worker
from outbox.queueing import queue_all
from partnerships.access.actors import Actor, find_actor
from partnerships.access.locks import lock_partnership
from partnerships.documents.kinds import DocumentKind, Reader, Subject, kind_of
from partnerships.documents.models import Document
from partnerships.sides import Space

State = Document.State


def request_document(
    kind: DocumentKind[Subject], subject: Subject, language: str, *, goes_out: bool
) -> Document:
    """The document in a language, asked for once. One that failed is tried anew, and so is one that says
    something else by now, where its kind can tell. ``goes_out`` mails it as soon as it is there."""
    thing: Any = subject
    document, is_new = Document.objects.get_or_create(
        kind=kind.key,
        subject_id=thing.pk,
        language=language,
        asked_by=None,
        defaults={
            "partnership": thing.partnership,
            "space": getattr(thing, "space", Space.JOINT),  # what both sides sign lies in no space
            "goes_out": goes_out,
        },
    )
    if kind.digest_of is None:
        return RENDERER.request(document, is_new=is_new)
    if goes_out and not document.goes_out:
        Document.objects.filter(pk=document.pk).update(goes_out=True)
        document.goes_out = True
    if document.state == State.MADE and document.made_from == kind.digest_of(document, subject):
        if document.goes_out:
            _mail(document, subject)
        return document
    return RENDERER.request(document, is_new=is_new, again=(State.FAILED, State.MADE))


def request_for_readers(kind: DocumentKind[Subject], subject: Subject, otherwise: str = "") -> list[Document]:
    """One for each language among those who get it; where nobody does, one for those who will look."""
    languages = {reader.person.language for reader in kind.readers(subject)}
    if not languages:
        languages = {otherwise or settings.LANGUAGE_CODE}
    return [request_document(kind, subject, language, goes_out=True) for language in sorted(languages)]


@transaction.atomic
def request_own_document(
    *, actor: Actor, kind: DocumentKind[Subject], subject: Subject, language: str
) -> Document:
    """One of the actor's own, as things stand now. Who asks again while it is being made gets the same, and
    so does who asks again for what says nothing else by now, where its kind can tell."""
    if not actor.may(kind.permission):
        raise PermissionDenied
    _check_visible(actor, subject)
    lock_partnership(actor, to_read=True)
    asked = {
        "kind": kind.key,
        "subject_id": getattr(subject, "pk", None),
        "language": language,
        "asked_by": actor.person,
    }
    same = Q(state=State.WAITING)
    if kind.digest_of:
        says = kind.digest_of(Document(partnership=actor.partnership, **asked), subject)
        same |= Q(state=State.MADE, made_from=says)
    there = Document.objects.visible_to(actor).filter(same, **asked).first()
    if isinstance(there, Document):
        return there
    document = Document.objects.create(
        partnership=actor.partnership, asked_side=actor.side.value, goes_out=True, **asked
    )
    return RENDERER.request(document, is_new=True)


def _check_visible(actor: Actor, subject: object) -> None:
    """It is of the actor's partnership, and of a space that they see. Some documents are about nothing."""
    if subject is None:
        return
    is_here = getattr(subject, "partnership_id", None) == actor.partnership.pk
    if not is_here or getattr(subject, "space", Space.JOINT) not in actor.spaces:
        raise PermissionDenied


def make_document(pk: int, now: datetime | None = None) -> Document:
    return RENDERER.make(pk, now)


def make_due_documents(now: datetime) -> int:
    return RENDERER.make_due(now)


def _load(pk: int) -> Document:
    rows = Document.objects.select_related("partnership__customer", "partnership__supplier", "asked_by")
    document: Document = rows.get(pk=pk)
    return document


def _render(document: Document) -> bytes:
    kind = kind_of(document.kind)
    return kind.render(document, kind.find(document))


def _when_made(document: Document) -> None:
    if document.goes_out:
        _mail(document, kind_of(document.kind).find(document))


def _mail(document: Document, subject: Any) -> None:
    kind = kind_of(document.kind)
    queue_all(kind.email(document, subject, reader) for reader in _readers(document, kind, subject))
    Document.objects.filter(pk=document.pk).update(goes_out=False)


def _readers(document: Document, kind: DocumentKind[Any], subject: Any) -> list[Reader]:
    """Those who read its language; or whoever asked for it, unless they have left meanwhile."""
    if document.asked_by:
        actor = find_actor(document.asked_by, document.partnership.reference)
        may = actor is not None and actor.may(kind.permission)
        return [Reader(document.asked_by, document.asked_side)] if may else []
    told = kind.hear_otherwise(subject)
    return [
        reader
        for reader in kind.readers(subject)
        if reader.person.language == document.language and reader.person.pk not in told
    ]


def _wake(pk: int) -> None:
    from partnerships.tasks import make_document as task  # the tasks call services

    wake_worker(task, pk)


RENDERER = Renderer(
    model=Document,
    folder=lambda document: kind_of(document.kind).folder,
    load=_load,
    render=_render,
    when_made=_when_made,
    wake=_wake,
)
