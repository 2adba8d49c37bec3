"""That something was declined waits for who proposed it, until they have read why."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.people.models import Person
from partnerships.lifecycle.models import ChangeProposal, DeclineRead, Partnership


def note_decline_read(reader: Person, partnership: Partnership) -> None:
    """The proposer has opened the page that says why. Others change nothing by looking."""
    is_news = partnership.state == Partnership.State.DECLINED and partnership.answer_seen_at is None
    if is_news and partnership.proposed_by_id == reader.pk:
        unread = Partnership.objects.filter(
            pk=partnership.pk, version=partnership.version, state=Partnership.State.DECLINED
        )
        unread.update(answer_seen_at=timezone.now())


def note_changes_read(reader: Person, proposals: Iterable[ChangeProposal]) -> None:
    """The same for the changes that stand on the page."""
    read = [
        proposal
        for proposal in proposals
        if proposal.proposed_by_id == reader.pk and proposal.state == ChangeProposal.State.DECLINED
    ]
    if read:
        rows = [DeclineRead(proposal=proposal) for proposal in read]
        DeclineRead.objects.bulk_create(rows, ignore_conflicts=True)
