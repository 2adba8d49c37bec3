"""The kinds of documents. A room declares its own in its ``documents.py`` and offers them
(``common.offers``). Here is what the worker, the mails and the download have to know of one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from accounts.people.models import Person
from outbox.queueing import EmailDraft

if TYPE_CHECKING:
    from partnerships.documents.models import Document

#: What documents of a kind are about: a round, a meeting, a version of the charter.
Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Reader:
    """Somebody who gets a document by mail, and the side for which they get it."""

    person: Person
    side: str


@dataclass(frozen=True)
class DocumentKind(Generic[Subject]):
    key: str
    #: What such a document is called: "Minutes".
    label: Any
    #: The folder in which the files are kept.
    folder: str
    #: Who may have it.
    permission: str
    #: What a document is about, with its partnership and both parties.
    find: Callable[["Document"], Subject]
    render: Callable[["Document", Subject], bytes]
    file_name: Callable[["Document", Subject], str]
    #: The mail that brings it to one reader.
    email: Callable[["Document", Subject, Reader], EmailDraft]
    #: Who gets it by mail once it is made, each in their language; of one's own, that is who asked for it.
    readers: Callable[[Subject], Iterable[Reader]] = lambda _subject: ()
    #: Those among the readers who hear of the same in another mail.
    hear_otherwise: Callable[[Subject], set[int]] = lambda _subject: set()
    #: The digest of what it would say now, where one that says something else is made anew.
    digest_of: Callable[["Document", Subject], str] | None = None


_kinds: dict[str, DocumentKind[Any]] = {}


def offer_documents(*kinds: DocumentKind[Any]) -> None:
    """Let documents of these kinds be made. For the rooms' ``offers``."""
    _kinds.update({kind.key: kind for kind in kinds})


def kind_of(key: str) -> DocumentKind[Any]:
    return _kinds[key]


def label_of(key: str) -> str:
    kind = _kinds.get(key)
    return str(kind.label) if kind else key
