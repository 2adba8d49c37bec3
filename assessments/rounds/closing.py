"""Closing a round: by date, or early by both leads. What was answered becomes the result, once."""

import random
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.answering.models import Answer
from assessments.reports.documents import report_result
from assessments.respondents.models import Respondent
from assessments.respondents.people import leads_of
from assessments.results.arithmetic import Finding, Given, findings, mean_of
from assessments.results.models import QuestionResult
from assessments.rounds import emails
from assessments.rounds.models import Round
from common.locks import locked
from common.sweeping import for_each
from outbox.queueing import queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update
from partnerships.sides import Side
from partnerships.timeline.services import record

Status = QuestionResult.Status


def close_due_rounds(now: datetime) -> int:
    """Close every round whose time has come; returns how many."""
    due = Round.objects.going().filter(closes_at__lte=now).order_by("closes_at", "pk")
    return for_each(gettext_noop("Health checks closed"), due, lambda pk: close_round(pk, now))


def agree_to_close(*, actor: Actor, round: Round) -> bool:
    """A lead agrees to close before the day. True once both sides' leads have, and it is closed; the
    first one's wish is mailed to the other side's leads. Saying it twice changes nothing."""
    if not actor.may("close_health_check"):
        raise PermissionDenied
    with transaction.atomic():
        round = lock_for_update(round, actor)
        now = timezone.now()  # whoever held the lock may have saved an answer while this waited for it
        if not round.is_open:
            raise ValidationError(_("This health check has closed already."))
        if round.closes_early(actor.side) is None:
            setattr(round, f"{actor.side.value}_closes", actor.person)
            round.save(update_fields=[f"{actor.side.value}_closes"])
            record(
                partnership=round.partnership,
                person=actor.person,
                kind="health_check.close_agreed",
                subject=round.title,
            )
        if round.closes_early(actor.side.other) is not None:
            return close_round(round.pk, now)
        leads = leads_of(round.partnership_id, actor.side.other, now)
        queue_all(emails.close_proposed(round, actor.side.other, to, actor.person.name) for to in leads)
        return False


def close_round(round_id: int, now: datetime) -> bool:
    """Close the round and write its result; False where it is closed already. Personal links end, the
    reports are asked for. A closed round is never opened again."""
    with transaction.atomic():
        round = locked(Round.objects.filter(pk=round_id)).select_related("partnership").get()
        if not round.is_open:
            return False
        respondents = list(round.respondents.filter(revoked_at=None))
        answers = list(Answer.objects.filter(respondent__round=round, respondent__revoked_at=None))
        found = findings(round.instrument, _given(respondents, answers))
        QuestionResult.objects.bulk_create(
            question_result(round, position, finding) for position, finding in enumerate(found, start=1)
        )
        _write_figures(round, respondents, answers, found)
        round.respondents.filter(person=None, revoked_at=None).update(revoked_at=now)
        round.closed_at = now
        round.save()  # from here on the database itself refuses every change
        record(
            partnership=round.partnership,
            person=None,
            kind="health_check.closed",
            subject=round.title,
            change={"going_well": round.going_well, "attention": round.attention, "gaps": round.gaps},
        )
        report_result(round)
        return True


def _given(respondents: list[Respondent], answers: list[Answer]) -> list[Given]:
    sides = {respondent.pk: Side(respondent.side) for respondent in respondents}
    given = [Given(sides[a.respondent_id], a.question_key, a.value, a.comment) for a in answers]
    # the order in which comments are kept must not follow the order of the people
    random.SystemRandom().shuffle(given)
    return given


def question_result(round: Round, position: int, finding: Finding) -> QuestionResult:
    return QuestionResult(
        round=round,
        position=position,
        question_key=finding.question.key,
        status=finding.status,
        customer_answer=finding.answers[Side.CUSTOMER],
        supplier_answer=finding.answers[Side.SUPPLIER],
        customer_counts=finding.counts[Side.CUSTOMER],
        supplier_counts=finding.counts[Side.SUPPLIER],
        comments=finding.comments,
    )


def _write_figures(
    round: Round, respondents: list[Respondent], answers: list[Answer], found: list[Finding]
) -> None:
    answered = {answer.respondent_id for answer in answers if answer.value}
    for side in Side:
        asked = [r for r in respondents if r.side == side]
        setattr(round, f"{side.value}_asked", len(asked))
        setattr(round, f"{side.value}_answered", sum(r.pk in answered for r in asked))
    write_counts(round, found)


def write_counts(round: Round, found: list[Finding]) -> None:
    """What the lists and the trend line show of a closed round, on the round itself."""
    for side in Side:
        setattr(round, f"{side.value}_mean", mean_of(side, found))
    statuses = [finding.status for finding in found]
    round.going_well = statuses.count(Status.GOING_WELL)
    round.gaps = statuses.count(Status.GAP)
    round.attention = statuses.count(Status.ATTENTION) + round.gaps
    round.not_answered = statuses.count(Status.NOT_ANSWERED)
