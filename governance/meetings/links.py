"""The link in an invitation: whoever opens it says whether that one person comes to that one meeting, and
nothing else. It ends when the meeting begins, is cancelled, or the person is no longer asked."""

from typing import Literal

from django.conf import settings
from django.core import signing
from django.urls import reverse

from governance.meetings.models import Attendee, Meeting
from partnerships.access.actors import find_actor

SALT = "attend"
Reason = Literal["unknown", "gone", "over", "cancelled"]


class LinkRefused(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def answer_link(attendee: Attendee) -> str:
    token = signing.dumps([attendee.pk, attendee.person_id], salt=SALT)
    return f"{settings.SITE_URL}{reverse('attend', args=[token])}"


def attendee_from_token(token: str) -> Attendee:
    """Raises ``LinkRefused``. The person, the meeting and its partnership come loaded."""
    try:
        pk, person_id = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkRefused("unknown") from None
    attendee = (
        Attendee.objects.select_related("person", "meeting__partnership__customer")
        .filter(pk=pk, person=person_id)
        .first()
    )
    if attendee is None:
        raise LinkRefused("gone")
    meeting = attendee.meeting
    if meeting.state == Meeting.State.CANCELLED:
        raise LinkRefused("cancelled")
    if not meeting.is_planned or meeting.has_begun():
        raise LinkRefused("over")
    actor = find_actor(attendee.person, meeting.partnership.reference)
    if actor is None or not actor.may("answer_meeting"):
        raise LinkRefused("gone")
    return attendee
