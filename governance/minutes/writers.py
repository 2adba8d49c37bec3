"""Who may write the minutes of a meeting: those who attend it, and the leads of both sides (domain.md §4)."""

from governance.meetings.models import Attendee, Meeting
from partnerships.access.actors import Actor


def may_write(actor: Actor, meeting: Meeting) -> bool:
    if not actor.may("write_minutes"):
        return False
    return actor.is_lead or Attendee.objects.filter(meeting=meeting, person=actor.person).exists()
