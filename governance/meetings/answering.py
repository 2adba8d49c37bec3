"""Whether one comes: said on the meeting's page, or by the link in the mail."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locks import locked
from governance.meetings.models import Attendee, Meeting
from partnerships.access.actors import Actor, find_actor
from partnerships.access.ended import refuse_if_ended_now


@transaction.atomic
def answer_meeting(*, actor: Actor, meeting: Meeting, answer: str) -> Attendee:
    """The actor's own answer, which may be changed until the meeting begins."""
    refuse_if_ended_now(actor)
    if not actor.may("answer_meeting"):
        raise PermissionDenied
    own = Attendee.objects.filter(meeting=meeting, meeting__in=Meeting.objects.visible_to(actor))
    attendee = own.filter(person=actor.person).select_related("meeting").first()
    if attendee is None:
        raise ValidationError(_("You are not among those who are to come."))
    return _answered(attendee, answer)


@transaction.atomic
def answer_by_link(*, attendee: Attendee, answer: str) -> Attendee:
    """The same for whoever holds the link of this one invitation."""
    actor = find_actor(attendee.person, attendee.meeting.partnership.reference)
    if actor is None:
        raise PermissionDenied
    return answer_meeting(actor=actor, meeting=attendee.meeting, answer=answer)


def _answered(attendee: Attendee, answer: str) -> Attendee:
    # a meeting that is moved at this moment forgets its answers: first the one, then the other
    meeting = locked(Meeting.objects.filter(pk=attendee.meeting_id)).get()
    if not meeting.is_planned:
        raise ValidationError(_("This meeting is held or cancelled."))
    if meeting.has_begun():
        raise ValidationError(_("This meeting has begun already."))
    if not answer or answer not in Attendee.Answer.values:
        raise ValidationError({"answer": _("Say whether you come.")})
    if attendee.answer != answer:
        attendee.answer, attendee.answered_at = answer, timezone.now()
        attendee.save(update_fields=["answer", "answered_at"])
    return attendee
