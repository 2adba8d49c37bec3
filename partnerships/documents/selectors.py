from typing import Any

from django.db.models import CharField

from common.prepared import Given, Prepared
from partnerships.documents.kinds import DocumentKind, Subject
from partnerships.documents.models import Document

#: Asked by every page that offers a document.
ABOUT = Prepared(
    lambda: Document.objects.filter(
        kind=Given("kind", CharField()),
        subject_id=Given("subject"),
        language=Given("language", CharField()),
        asked_by=None,
    ).order_by()[:1]
)


def document_about(kind: DocumentKind[Subject], subject: Subject, language: str) -> Document | None:
    """The one that is there for everybody who sees what it is about; asked for, made, or given up."""
    thing: Any = subject
    return next(iter(ABOUT.ask(kind=kind.key, subject=thing.pk, language=language)), None)
