"""Minutes are submitted, signed by both sides, and sealed: what was said and decided stays as it is."""

import zoneinfo
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.locks import locked
from governance.agendas.models import AgendaItem
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.content import content_of
from governance.minutes.documents import readers_of, request_sealed_minutes
from governance.minutes.models import Minutes
from governance.minutes.services import EDITING_LOCK, hold_editing_lock
from governance.minutes.text import agreed_in, text_of
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership
from partnerships.signing.content import ContentPart
from partnerships.signing.models import SignOff
from partnerships.signing.services import submit_for_signature
from partnerships.timeline.services import record

KIND = "minutes"


@transaction.atomic
def submit_minutes(*, actor: Actor, minutes: Minutes) -> SignOff:
    """Ask both sides to sign them as they are now. Until they are withdrawn, nothing in them changes."""
    if not actor.may("submit_for_signature"):
        raise PermissionDenied
    lock_partnership(actor)  # in the order of signing, which takes the partnership first
    lock_for_update(minutes.meeting, actor)  # its agenda, which is part of the text, stays as it is
    minutes = hold_editing_lock(actor, minutes)
    if not minutes.meeting.has_begun():
        raise ValidationError(_("This meeting has not begun yet."))
    if not minutes.who_came:
        raise ValidationError(_("Say first who was there."))
    _mark_meeting_held(actor, minutes)
    minutes.state, minutes.language = Minutes.State.SUBMITTED, get_language() or "en"
    minutes.agreed = agreed_in(minutes.meeting)
    minutes.writer, minutes.writer_until, minutes.asked_by = None, None, None
    minutes.save(update_fields=["state", "language", "agreed", *EDITING_LOCK])
    return submit_for_signature(
        actor=actor,
        kind=KIND,
        key=str(minutes.pk),
        title=_title(minutes.meeting),
        text=text_of(minutes),
    )


def _title(meeting: Meeting) -> str:
    """By its day: the number of a meeting says little to who is to sign."""
    day = timezone.localtime(meeting.starts_at, zoneinfo.ZoneInfo(meeting.time_zone)).date()
    said = {"meeting": meeting.name[:150], "day": date_format(day)}
    return _("Minutes: %(meeting)s, %(day)s") % said


def _mark_meeting_held(actor: Actor, minutes: Minutes) -> None:
    """What there are minutes of has taken place, whether somebody has noted it or not."""
    meeting = minutes.meeting
    planned = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.PLANNED)
    if planned.update(state=Meeting.State.HELD, remind_at=None, version=F("version") + 1):
        record(
            partnership=minutes.partnership,
            person=actor.person,
            kind="meeting.held",
            subject=meeting.name,
            space=meeting.space,
            change={"number": meeting.number},
        )


def present_content(key: str) -> list[ContentPart] | None:
    minutes = _minutes(key)
    return list(content_of(minutes)) if minutes else None


def page_of_minutes(sign_off: SignOff) -> str:
    minutes = _minutes(sign_off.key)
    number = minutes.meeting.number if minutes else 0
    return reverse("minutes", args=[sign_off.partnership.reference, number])


def seal_minutes(sign_off: SignOff, now: datetime) -> None:
    """Both have signed. From here on the database itself refuses every change."""
    minutes = _locked(sign_off)
    AgendaItem.objects.filter(meeting=minutes.meeting_id).update(state=AgendaItem.State.SEALED)
    Decision.objects.filter(meeting=minutes.meeting_id).update(state=Decision.State.SEALED)
    minutes.state, minutes.sealed_at = Minutes.State.SEALED, now
    minutes.save(update_fields=["state", "sealed_at"])
    request_sealed_minutes(minutes)


def _locked(sign_off: SignOff) -> Minutes:
    """With their meeting first, as whoever changes its agenda does."""
    meeting = locked(Meeting.objects.filter(minutes=int(sign_off.key))).get()
    minutes: Minutes = locked(Minutes.objects.filter(meeting=meeting)).get()
    return minutes


def reopen_minutes(sign_off: SignOff) -> None:
    """Withdrawn from signing: they can be corrected, and submitted again."""
    minutes = _locked(sign_off)
    minutes.state, minutes.agreed = Minutes.State.DRAFT, []
    minutes.save(update_fields=["state", "agreed"])


def get_the_minutes(sign_off: SignOff) -> set[int]:
    """Those who attended: they get the minutes themselves."""
    minutes = _minutes(sign_off.key)
    return {reader.person.pk for reader in readers_of(minutes.meeting)} if minutes else set()


def _minutes(key: str) -> Minutes | None:
    found = Minutes.objects.select_related(
        "meeting", "partnership__customer", "partnership__supplier"
    ).filter(pk=int(key) if key.isdigit() else 0)
    minutes: Minutes | None = found.first()
    return minutes
