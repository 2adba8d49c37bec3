"""The charter comes up in the meeting that was called for it, or, where none was, in the first one on the
strategic level after its review is due."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.prepared import GivenList, Prepared
from governance.agendas.candidates import day_of, partnerships_of
from governance.agendas.selectors import Fact, Found, Suggestion
from governance.charter.models import CharterVersion
from governance.meetings.models import Meeting
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Space

MINUTES = 45
CURRENT = Prepared(
    lambda: (
        CharterVersion.objects.current()
        .filter(partnership__among=GivenList("partnerships"), space=Space.JOINT)
        .order_by()  # one is in force at a time
    )
)


def reviews(meetings: Sequence[Meeting], now: datetime) -> Found:
    charters = CURRENT.ask(partnerships=partnerships_of(meetings))
    by_partnership = {charter.partnership_id: charter for charter in charters}
    found: Found = {meeting.pk: [] for meeting in meetings}
    for meeting in meetings:
        charter = by_partnership.get(meeting.partnership_id)
        if charter and _comes_up(charter, meeting):
            found[meeting.pk].append(review_of(charter))
    return found


def _comes_up(charter: CharterVersion, meeting: Meeting) -> bool:
    if charter.review_meeting_id:
        return bool(charter.review_meeting_id == meeting.pk)
    is_due = charter.review_on is not None and charter.review_on <= day_of(meeting)
    return is_due and meeting.level == Level.STRATEGIC


def review_of(charter: CharterVersion) -> Suggestion:
    day = date_format(charter.review_on) if charter.review_on else ""
    why = _("review due on %(day)s") % {"day": day}
    return Suggestion("charter", str(charter.number), _("Does our charter still hold?"), why, MINUTES)


def charter_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    versions = CharterVersion.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    return {str(version.number): _about(partnership, version) for version in versions}


def _about(partnership: Partnership, charter: CharterVersion) -> Fact:
    rows = [(_("Version"), str(charter.number))]
    if charter.signed_at:
        rows.append((_("Signed by both"), date_format(charter.signed_at)))
    rows.append((_("State"), str(charter.get_state_display())))
    # one version as a rule: what is read before one talks about it
    page = reverse("charter_version", args=[partnership.reference, charter.number])
    return Fact(page, rows, charter.text())
