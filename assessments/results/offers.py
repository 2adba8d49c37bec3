"""What the last health check found, as something that a meeting talks about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments.definitions import instruments
from assessments.results.charts import PRINTED, answers_of, dumbbell, flag_of
from assessments.results.models import QuestionResult
from assessments.rounds.models import Round
from common.offers import page
from common.prepared import GivenList, Prepared
from common.stored_words import offer_stored_words
from governance.agendas.candidates import partnerships_of
from governance.agendas.selectors import MOST_OF_A_KIND, Fact, Found, Source, Suggestion, offer_to_agendas
from governance.meetings.models import Meeting
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space

KEY: Final = "health_check"
finding_page = page("finding")
FOUND: Final = (QuestionResult.Status.GAP, QuestionResult.Status.ATTENTION)


def _last_findings() -> QuerySet[QuestionResult]:
    last = (
        Round.objects.filter(
            partnership=OuterRef("round__partnership"),
            space=Space.JOINT,
            instrument_key=KEY,
            closed_at__isnull=False,
        )
        .order_by("-closed_at", "-pk")
        .values("pk")[:1]
    )
    rows = QuestionResult.objects.filter(
        round__partnership__among=GivenList("partnerships"),
        round=Subquery(last),
        status__in=FOUND,
    )
    # neither the counts nor what people wrote: only what the suggestion names
    return rows.select_related("round").order_by("position").only(
        "position", "status", "question_key", "round__partnership", "round__opened_at",
        "round__instrument_key", "round__instrument_version",
    )  # fmt: skip


FINDINGS = Prepared(_last_findings)


def findings(meetings: Sequence[Meeting], now: datetime) -> Found:
    """Gaps first, for they are worth more than a bad mark (domain.md §1)."""
    by_partnership: dict[int, list[QuestionResult]] = {}
    for row in FINDINGS.ask(partnerships=partnerships_of(meetings)):
        by_partnership.setdefault(row.round.partnership_id, []).append(row)
    for found in by_partnership.values():
        found.sort(key=lambda row: (row.status != QuestionResult.Status.GAP, row.position))
    return {
        meeting.pk: [_finding(row) for row in by_partnership.get(meeting.partnership_id, [])[:MOST_OF_A_KIND]]
        for meeting in meetings
    }


def _finding(row: QuestionResult) -> Suggestion:
    question = row.round.instrument.question(row.question_key)
    title = f"{row.round.title}: {question.short}"
    return Suggestion("finding", f"{row.round_id}/{row.question_key}", title[:200], flag_of(row.status), 10)


def finding_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    """Both sides' answers, with the picture that the report has."""
    pairs = {key: key.split("/", 1) for key in keys}
    rows = QuestionResult.objects.filter(
        round__partnership=partnership,
        round__space=Space.JOINT,
        round__closed_at__isnull=False,
        round__in=[int(pk) for pk, _question in pairs.values()],
        question_key__in={question for _pk, question in pairs.values()},
    ).select_related("round")
    known = {f"{row.round_id}/{row.question_key}": row for row in rows}
    return {key: _fact(partnership, known[key]) for key in keys if key in known}


def _fact(partnership: Partnership, row: QuestionResult) -> Fact:
    question = row.round.instrument.question(row.question_key)
    said = [(_("What was asked"), question.text), (_("What came out"), flag_of(row.status))]
    for side, value in answers_of(row).items():
        said.append((str(side.label), str(question.answers.get(value, "")) or _("Not answered")))
    return Fact(
        finding_page(partnership.reference, row.round_id, row.question_key),
        said,
        picture=_picture(row),
    )


def _picture(row: QuestionResult) -> str:
    """For paper; the page shows the answers in words."""
    chart = replace(dumbbell(row.round, [row], geometry=PRINTED), prefix=f"finding-{row.pk}")
    return render_to_string("assessments/results/_dumbbell.html", {"chart": chart})


def _url(reference: str, key: str) -> str:
    round_id, question_key = key.split("/", 1)
    return finding_page(reference, round_id, question_key)


offer_to_agendas(
    Source(
        kind="finding",
        label=gettext_lazy("Health check"),
        icon="heart-pulse",
        position=45,
        facts=finding_facts,
        url=_url,
        find=findings,
    )
)
offer_stored_words(
    lambda: [question.short_id for each in instruments().values() for question in each.questions]
)
