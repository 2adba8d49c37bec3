"""Sealed minutes as PDF: what was said and decided, who signed, and with which reservation."""

from django.conf import settings
from django.utils.translation import gettext as _

from common.pdf import render_pdf
from governance.agendas.models import AgendaItem
from governance.agendas.pre_read import as_read
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.models import Attendance, Minutes
from governance.minutes.text import agreed_line
from partnerships.sides import Side
from partnerships.signing.models import SignOff


def render_minutes(meeting: Meeting, language: str) -> bytes:
    minutes: Minutes = Minutes.objects.select_related("partnership__customer", "partnership__supplier").get(
        meeting=meeting
    )
    sign_off = signed(minutes)
    with as_read(meeting, language):
        decisions = list(
            Decision.objects.filter(meeting=meeting).select_related("replaces").order_by("number")
        )
        items = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")
        context = {
            "minutes": minutes,
            "meeting": meeting,
            "partnership": minutes.partnership,
            "when": meeting.when(),
            "attendance": attendance(minutes, sign_off),
            "points": [(item, [one for one in decisions if one.item_id == item.pk]) for item in items],
            "further": [one for one in decisions if one.item_id is None],
            "agreed": [agreed_line(action) for action in minutes.agreed],
            "sign_off": sign_off,
            "site_url": settings.SITE_URL,
        }
        title = _("Minutes: %(meeting)s") % {"meeting": f"{meeting.name} – {minutes.partnership.title}"}
        return render_pdf("pdf/minutes.html", context, language=language, title=title)


def attendance(
    minutes: Minutes, sign_off: SignOff | None
) -> list[tuple[Side, str, list[tuple[str, list[str]]]]]:
    """By side: its organisation, by the name under which it signed, and the names of those who came, sent
    apologies or were absent."""
    signed_as = {one.side: one.organisation for one in sign_off.signatures.all()} if sign_off else {}
    found = []
    for side in Side:
        organisation = minutes.partnership.organisation(side)
        said = [
            (str(came.label), names)
            for came in (Attendance.PRESENT, Attendance.APOLOGIES, Attendance.ABSENT)
            if (names := minutes.who(came, side))
        ]
        name = organisation.name if organisation else str(side.label)
        found.append((side, signed_as.get(side, name), said))
    return found


def signed(minutes: Minutes) -> SignOff | None:
    """The sign-off by which they were sealed, with its signatures."""
    found: SignOff | None = (
        SignOff.objects.filter(kind="minutes", key=str(minutes.pk), state=SignOff.State.SIGNED)
        .prefetch_related("signatures")
        .first()
    )
    return found
