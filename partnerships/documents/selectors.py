from typing import Any

from partnerships.documents.kinds import DocumentKind, Subject
from partnerships.documents.models import Document


def document_about(kind: DocumentKind[Subject], subject: Subject, language: str) -> Document | None:
    """The one that is there for everybody who sees what it is about; asked for, made, or given up."""
    thing: Any = subject
    found: Document | None = Document.objects.filter(
        kind=kind.key, subject_id=thing.pk, language=language, asked_by=None
    ).first()
    return found
