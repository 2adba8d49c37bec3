"""The report about a closed round as a PDF."""

import zoneinfo
from functools import partial

from django.conf import settings
from django.utils import timezone, translation

from assessments.results.charts import PRINTED, dumbbell, sparkline
from assessments.results.summary import actions_from, round_summary, rounds_before
from assessments.rounds.models import Round
from common.pdf import render_pdf
from governance.action_items.models import ActionItem
from partnerships.sides import Space


def render_report(round: Round, language: str) -> bytes:
    """The whole report, in a language and the customer's time zone. It goes to both sides, so it holds
    only what both see."""
    partnership = round.partnership
    with translation.override(language), timezone.override(zoneinfo.ZoneInfo(partnership.customer.time_zone)):
        rounds = Round.objects.filter(partnership=partnership, space=Space.JOINT)
        actions = ActionItem.objects.filter(partnership=partnership, space=Space.JOINT)
        picture = round_summary(
            round,
            rounds_before(rounds, round.instrument_key, round.closed_at),
            partial(actions_from, actions),
        )
        results = [seen.result for seen in picture.questions]
        context = {
            "picture": picture,
            "round": round,
            "partnership": partnership,
            "chart": dumbbell(round, results, geometry=PRINTED),
            "trend": sparkline(picture.history),
            "site_url": settings.SITE_URL,
        }
        return render_pdf(
            "pdf/health_check_report.html", context, language=language, title=report_title(round)
        )


def report_title(round: Round) -> str:
    return f"{round.title} – {round.partnership.title}"
