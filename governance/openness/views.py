from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from governance.openness.selectors import (
    MEANINGS,
    Answer,
    OpennessState,
    Question,
    is_open,
    openness_state,
    who_answers,
)
from governance.openness.services import answer_openness
from partnerships.access.views import PartnershipView
from partnerships.sides import Side
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import event_texts

EVENTS = 20


@dataclass(frozen=True)
class Row:
    question: Question
    asks: Any
    switches: Any
    page: str
    stands: list[OpennessState]
    is_open: bool


class Openness(PartnershipView):
    """The six questions, with the answers of both sides beside each other; one's own side's are buttons."""

    permission = "view"
    permissions = {"post": "answer_openness"}

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        partnership = self.actor.partnership
        people = who_answers(partnership)
        rows = [
            Row(
                question,
                meaning.asks,
                meaning.switches,
                meaning.page,
                [openness_state(partnership, question, side, people[side]) for side in Side],
                is_open(partnership, question),
            )
            for question, meaning in MEANINGS.items()
        ]
        events = TimelineEvent.objects.visible_to(self.actor).filter(kind="openness.answered")
        context = {
            "nav": "openness",
            "partnership": partnership,
            "rows": rows,
            "agreed": sum(row.is_open for row in rows),
            "answers": Answer,
            "people": people,
            "events": event_texts(events.select_related("person")[:EVENTS]),
            "may_answer": self.actor.may("answer_openness") and not self.actor.is_outsider,
        }
        return render(request, "governance/openness/openness.html", context)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            question = Question(request.POST.get("question", ""))
            answer = Answer(request.POST.get("answer", ""))
        except ValueError:
            messages.error(request, _("That was no answer to one of the six questions. Nothing has changed."))
            return redirect("openness", reference)
        partnership = answer_openness(actor=self.actor, question=question, answer=answer)
        if is_open(partnership, question):
            messages.success(request, _("Saved. Both sides have agreed: it is open."))
        elif answer == Answer.NO:
            messages.success(request, _("Saved. What is there already can still be read."))
        else:
            messages.success(request, _("Saved. It opens as soon as the other side has agreed as well."))
        back = request.POST.get("next", "")
        if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return redirect("openness", reference)
        return redirect(back)
