from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.paging import page_of
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView
from partnerships.timeline.exports import TIMELINE, exported
from partnerships.timeline.forms import TimelineFilter, matching
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import event_texts

A_PAGE = 50


class Timeline(PartnershipView):
    """Everything that happened, as far as the actor may see it. Nothing on it can be changed."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = TimelineFilter(self.actor, request.GET)
        given = form.given()
        first = None if given else partial(FIRST.by, self.actor)
        page = page_of(seen_by(self.actor, given), LATEST, request.GET, size=A_PAGE, first=first)
        context = {
            "nav": "timeline",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": page,
            "events": event_texts(page.rows, reference),
        }
        return render(request, "partnerships/timeline/timeline.html", context)


def seen_by(actor: Actor, given: dict[str, Any]) -> SpacedQuerySet:
    return matching(TimelineEvent.objects.visible_to(actor), given).select_related("person")


LATEST = ("-at", "-pk")
FIRST = PreparedForActor(lambda anyone: seen_by(anyone, {}).order_by(*LATEST)[: A_PAGE + 1])


class TimelineExport(ListExport):
    export = TIMELINE

    def items(self) -> Iterator[TimelineEvent]:
        return exported(seen_by(self.actor, TimelineFilter(self.actor, self.request.GET).given()))
