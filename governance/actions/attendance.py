"""Who is to be at the meetings that are still to come: a board's people, and guests."""

from collections.abc import Collection, Mapping

from django.utils import timezone

from governance.models import Attendee, Board, Meeting
from partnerships.sides import Side


def people_changed(board: Board, joined: Mapping[int, Side], left: Collection[int]) -> None:
    """The board's meetings that are still to come follow its members. Guests of one meeting stay."""
    coming = list(Meeting.objects.planned().filter(board=board, starts_at__gt=timezone.now()))
    Attendee.objects.filter(meeting__in=coming, person__in=left, is_guest=False).delete()
    Attendee.objects.filter(meeting__in=coming, person__in=joined).update(is_guest=False)
    Attendee.objects.bulk_create(
        [
            Attendee(meeting=meeting, person_id=pk, side=side)
            for meeting in coming
            for pk, side in joined.items()
        ],
        ignore_conflicts=True,
    )
