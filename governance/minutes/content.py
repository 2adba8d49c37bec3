"""What minutes say themselves, point by point: without the names of people and organisations, and without the
app's own words."""

from collections.abc import Iterator
from datetime import UTC

from django.utils.translation import gettext as _

from governance.agendas.models import AgendaItem
from governance.decisions.models import Decision
from governance.minutes.models import Minutes
from partnerships.signing.content import ContentPart


def content_of(minutes: Minutes) -> Iterator[ContentPart]:
    meeting = minutes.meeting
    when = meeting.starts_at.astimezone(UTC).isoformat()
    yield ContentPart("meeting", _("When and where"), [meeting.number, when, meeting.place])
    came = sorted([one["person"], one["came"]] for one in minutes.attendance if one["came"])
    yield ContentPart("attendance", _("Who was there"), [came, minutes.guest_names])
    for item in AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"):
        yield ContentPart(f"item/{item.pk}", item.title, [item.title, item.said])
    for decision in Decision.objects.filter(meeting=meeting).order_by("number"):
        yield _decision(decision)
    if minutes.text:
        yield ContentPart("text", _("In general"), minutes.text)
    agreed = [[one["number"], one["title"], one["side"], one["due"]] for one in minutes.agreed]
    if agreed:
        yield ContentPart("agreed", _("What we agreed to do"), agreed)


def _decision(decision: Decision) -> ContentPart:
    said = [
        decision.number, decision.title, decision.text, decision.item_id, decision.takes_over,
        decision.moved_back, decision.replaces_id,
    ]  # fmt: skip
    return ContentPart(f"decision/{decision.number}", f"{decision.name}: {decision.title}", said)
