"""The parts of a result page that never change once the round has closed, kept rendered.

They are kept under the digest of everything that they say, so that nothing stale and nothing of another
round can ever be found under it: other data has another digest. Who may see the round was decided before.
"""

import hashlib
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessments.charts import NARROW, WIDE, dumbbell, sparkline
from assessments.models import QuestionResult, Round
from assessments.picture import Picture
from partnering.kept import release

KEPT_SECONDS = 60 * 60


def still_parts(picture: Picture, *, compare: bool) -> dict[str, str]:
    """``picture``, ``end`` and, under its question's key, each finding's card, as HTML."""
    key = f"result/{release()}/{_digest(picture, compare)}"
    parts: dict[str, str] | None = cache.get(key)
    if parts is None:
        parts = _rendered(picture, compare)
        cache.set(key, parts, KEPT_SECONDS)
    return parts


def _rendered(picture: Picture, compare: bool) -> dict[str, str]:
    context = {
        "picture": picture,
        "round": picture.round,
        "partnership": picture.round.partnership,
        "compare": compare,
    }
    found = {
        seen.question.key: render_to_string("assessments/_result_finding.html", {**context, "seen": seen})
        for seen in picture.findings
    }
    charts = _charts(picture, compare)
    trend = sparkline(picture.history)
    return {
        **found,
        "picture": render_to_string("assessments/_result_picture.html", {**context, "charts": charts}),
        "end": render_to_string("assessments/_result_end.html", {**context, "trend": trend}),
    }


def _charts(picture: Picture, compare: bool) -> dict[str, Any]:
    results = [seen.result for seen in picture.questions]
    earlier = [seen.earlier for seen in picture.questions if seen.earlier] if compare else []
    return {
        geometry.name: dumbbell(
            picture.round, results, earlier=earlier, earlier_label=picture.since, geometry=geometry
        )
        for geometry in (WIDE, NARROW)
    }


def _digest(picture: Picture, compare: bool) -> str:
    partnership = picture.round.partnership
    said: list[Any] = [
        get_language(),
        compare,
        partnership.reference,
        str(partnership.customer),
        str(partnership.supplier),
        *(_figures(round) for round in picture.history),
        *(_said(result) for seen in picture.questions for result in (seen.result, seen.earlier)),
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _figures(round: Round) -> tuple[Any, ...]:
    return (
        round.pk, str(round), round.instrument_key, round.instrument_version, round.going_well,
        round.attention, round.gaps, round.not_answered, round.customer_mean, round.supplier_mean,
    )  # fmt: skip


def _said(result: QuestionResult | None) -> tuple[Any, ...]:
    if result is None:
        return ()
    return (
        result.question_key, result.position, result.status, result.customer_answer, result.supplier_answer,
        result.customer_counts, result.supplier_counts, result.comments,
    )  # fmt: skip
