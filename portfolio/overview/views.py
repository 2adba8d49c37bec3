from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.risks.matrix import matrix
from partnerships.access.views import PartnershipView
from partnerships.people.contacts import contacts
from partnerships.people.vacancies import sides_of, vacancies
from portfolio.calendar.dates import dates_of, next_meetings, next_review
from portfolio.my_work.waiting.task import late_in_words
from portfolio.overview.recent_activity import glances, latest_events, promises, waiting_changes
from portfolio.overview.relationship import life, open_actions, open_by_origin, relationship, who_answers


class OverviewView(PartnershipView):
    """One partnership at a glance."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        actor = self.actor
        today = actor.partnership.today()
        by_origin = open_by_origin(actor)
        health = relationship(actor, by_origin)
        promised = promises(actor)
        planned = [*next_meetings(actor), *next_review(actor, promised.review_on)]
        own = contacts([actor.partnership.pk], today).get(actor.partnership.pk, [])
        context = {
            "nav": "overview",
            "partnership": actor.partnership,
            "steps": life(actor.partnership.stage),
            "health": health,
            "actions": [(action, _late(action.days_late(today))) for action in open_actions(actor)],
            "open_actions": sum(by_origin.values()),
            "peers": who_answers(own),
            "vacancies": len(vacancies(own, sides_of(actor.partnership))),
            "dates": dates_of(actor.partnership, health.open, today, planned),
            "events": latest_events(actor),
            "charter": promised.charter,
            "reservations": promised.reservations,
            **glances(actor),
            "risks": matrix(actor),
            "may_add": actor.may("add_action"),
            "may_complete": actor.may("change_action"),
            "changes": waiting_changes(actor),
            "may_see_proposal": actor.may("see_proposal"),
        }
        return render(request, "portfolio/overview/overview.html", context)


def _late(days: int) -> str:
    return late_in_words(days) if days else ""
