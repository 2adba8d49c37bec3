"""The charter for the wall, and the collaboration annex: made by a worker, mailed to whoever asked."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from governance.charter import emails
from governance.charter.models import CharterVersion
from governance.charter.rendering import ANNEX, WALL, digest_of, name_of_file, render_charter
from partnerships.access.actors import Actor
from partnerships.documents.kinds import DocumentKind
from partnerships.documents.models import Document
from partnerships.documents.services import request_own_document


def request_charter_document(
    *, actor: Actor, kind: str, charter: CharterVersion | None, language: str
) -> Document:
    """Have it made in the asker's language. The annex may be asked for before there is a charter."""
    return request_own_document(actor=actor, kind=KINDS[kind], subject=charter, language=language)


def _find(document: Document) -> CharterVersion | None:
    versions = CharterVersion.objects.filter(pk=document.subject_id or 0)
    charter: CharterVersion | None = versions.first()
    if charter:
        charter.partnership = document.partnership
    return charter


_about_the_charter = partial(
    DocumentKind[CharterVersion | None],
    folder="charters",
    permission="view",
    find=_find,
    render=render_charter,
    file_name=name_of_file,
    email=emails.charter_document_ready,
    digest_of=digest_of,
)
KINDS = {
    WALL: _about_the_charter(key=WALL, label=_("Charter for the wall")),
    ANNEX: _about_the_charter(key=ANNEX, label=_("Collaboration annex")),
}
