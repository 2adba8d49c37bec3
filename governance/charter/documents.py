"""The charter and the annex on paper: asked for, made by a worker, mailed to whoever asked."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.documents import Press
from governance.charter import emails
from governance.charter.document_models import CharterPaper
from governance.charter.models import CharterVersion
from governance.charter.rendering import render_paper
from outbox.queueing import queue
from partnerships.access.actors import Actor, find_actor
from partnerships.access.locks import lock_partnership


@transaction.atomic
def want_charter_paper(
    *, actor: Actor, kind: str, charter: CharterVersion | None, language: str
) -> CharterPaper:
    """Have it made in the asker's language. Who asks again while it is being made gets the same."""
    if not actor.may("view"):
        raise PermissionDenied
    lock_partnership(actor)
    own = CharterPaper.objects.visible_to(actor).filter(
        kind=kind, charter=charter, language=language, asked_by=actor.person
    )
    paper = own.filter(state=CharterPaper.State.WAITING).first()
    if isinstance(paper, CharterPaper):
        return paper
    paper = CharterPaper.objects.create(
        partnership=actor.partnership,
        kind=kind,
        charter=charter,
        language=language,
        asked_by=actor.person,
        asked_side=actor.side.value,
    )
    return PRESS.wanted(paper, is_new=True)


def make_charter_paper(paper_id: int, now: datetime | None = None) -> CharterPaper:
    return PRESS.make(paper_id, now)


def make_due_charter_papers(now: datetime) -> int:
    return PRESS.make_due(now)


def _load(pk: int) -> CharterPaper:
    paper: CharterPaper = CharterPaper.objects.select_related(
        "partnership__customer", "partnership__supplier", "charter", "asked_by"
    ).get(pk=pk)
    return paper


def _mail(paper: CharterPaper) -> None:
    """To whoever asked, unless they have left meanwhile."""
    actor = find_actor(paper.asked_by, paper.partnership.reference)
    if actor and actor.may("view"):
        queue(emails.paper_ready(paper))


def _wake(paper_id: int) -> None:
    from governance.tasks import make_charter_paper as task

    task.delay(paper_id)


PRESS = Press(
    papers=CharterPaper,
    folder="charters",
    load=_load,
    render=render_paper,
    when_made=_mail,
    wake=_wake,
)
