import zoneinfo
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.csv_rows import BYTE_ORDER_MARK, csv_lines
from common.paging import page_of
from partnerships.access.actors import Actor, Seen
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView
from partnerships.sides import Space
from partnerships.timeline.forms import TimelineFilter, matching
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.telling import EventText, event_text, event_texts

A_PAGE = 50
AT_ONCE = 1000


class Timeline(PartnershipView):
    """Everything that happened, as far as the actor may see it. Nothing on it can be changed."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = TimelineFilter(self.actor, request.GET)
        given = form.given()
        first = None if given else partial(FIRST.by, self.actor)
        page = page_of(seen_by(self.actor, given), LATEST, request.GET, size=A_PAGE, first=first)
        query = request.GET.copy()
        query.pop("after", None)
        context = {
            "nav": "timeline",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": page,
            "events": event_texts(page.rows, reference),
            "query": query.urlencode(),
        }
        return render(request, "partnerships/timeline/timeline.html", context)


def seen_by(actor: Actor, given: dict[str, Any]) -> SpacedQuerySet:
    return matching(TimelineEvent.objects.visible_to(actor), given).select_related("person")


LATEST = ("-at", "-pk")
FIRST = Seen(lambda anyone: seen_by(anyone, {}).order_by(*LATEST)[: A_PAGE + 1])


class TimelineCsv(PartnershipView):
    """The same as a file: all of it that the filter asks for."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> StreamingHttpResponse:
        events = seen_by(self.actor, TimelineFilter(self.actor, request.GET).given())
        # the lines are written after the middleware has put language and time zone back
        lines = _lines(events, translation.get_language(), timezone.get_current_timezone_name())
        return StreamingHttpResponse(
            lines,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="timeline-{reference}.csv"'},
        )


def _lines(events: SpacedQuerySet, language: str, zone: str) -> Iterator[str]:
    """A thousand lines at a time, the latest first; each portion starts after the last row of the last."""
    ordered = events.order_by("-at", "-pk")
    head = True
    rows = list(ordered[:AT_ONCE])
    while head or rows:
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            text = BYTE_ORDER_MARK + csv_lines([_headings()]) if head else ""
            text += csv_lines(_row(event_text(event)) for event in rows)
        yield text
        head = False
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]
        earlier = ordered.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
        rows = list(earlier[:AT_ONCE])


def _headings() -> list[str]:
    return [_("When"), _("Who"), _("About"), _("What happened"), _("Details"), _("Who sees it"), _("Kind")]


def _row(event: EventText) -> list[str]:
    return [
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        event.who,
        event.group,
        event.sentence,
        "; ".join(event.details),
        str(Space(event.space).label),
        event.kind,
    ]
