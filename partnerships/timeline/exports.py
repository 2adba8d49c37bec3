"""The timeline to take along: all of it that the filter asks for."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import Export, Value
from partnerships.access.models import SpacedQuerySet
from partnerships.sides import Space
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import event_text

AT_ONCE = 1000


def exported(events: SpacedQuerySet) -> Iterator[TimelineEvent]:
    """A thousand at a time, the latest first; each portion starts after the last row of the last."""
    ordered = events.order_by("-at", "-pk")
    rows = list(ordered[:AT_ONCE])
    while rows:
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]
        earlier = ordered.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
        rows = list(earlier[:AT_ONCE])


def _headings() -> list[str]:
    return [_("When"), _("Who"), _("About"), _("What happened"), _("Details"), _("Who sees it"), _("Kind")]


def _row(told: TimelineEvent) -> list[Value]:
    event = event_text(told)
    return [
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        event.who,
        event.group,
        event.sentence,
        "; ".join(event.details),
        str(Space(event.space).label),
        event.kind,
    ]


TIMELINE = Export[TimelineEvent](gettext_lazy("Timeline"), _headings, _row)
