"""Years of a partnership, told through the real actions and then dated back."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from accounts.people.models import Person
from assessments.answering.models import Answer
from assessments.instruments.definitions import CANNOT_SAY
from assessments.respondents.models import Respondent
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from outbox.models import Message
from partnerships.access.actors import Actor, find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from partnerships.timeline.services import happening_at
from portfolio.demo.answers import PASSED_OVER, Told, answer_of

SIX_WEEKS, FOUR_WEEKS = timedelta(weeks=6), timedelta(weeks=4)


def as_actor(person: Person, partnership: Partnership) -> Actor:
    actor = find_actor(person, partnership.reference)
    if actor is None:
        raise LookupError(f"{person} has no part in {partnership}")
    return actor


def morning(day: date) -> datetime:
    return datetime.combine(day, time(7), UTC)


@contextmanager
def happened(moment: datetime, partnership: Partnership, *, mails_stay: bool = False) -> Iterator[None]:
    """What is done inside happened at ``moment``. Mail of days gone by never reached the outbox; where
    it stays, it is what the demo's people find today."""
    mails = Message.objects.filter(organisation_id__in=(partnership.customer_id, partnership.supplier_id))
    last = Message.objects.aggregate(last=Max("pk", default=0))["last"]
    with happening_at(moment):
        yield
    new = mails.filter(pk__gt=last)
    if mails_stay:
        new.update(created_at=moment)
    else:
        new.delete()


def past_check(partnership: Partnership, lead: Person, anniversary: date, told: Told) -> Round:
    """A health check that was opened six weeks before an anniversary, answered and closed."""
    opened = morning(anniversary - SIX_WEEKS)
    closes = datetime.combine(anniversary - SIX_WEEKS + FOUR_WEEKS, time(21, 59), UTC)
    with happened(opened, partnership):
        round = open_round(actor=as_actor(lead, partnership))
    answer_as_told(round, told)
    with happened(closes, partnership):
        date_back(round, opened, closes, anniversary)
        close_round(round.pk, closes)
    round.refresh_from_db()
    return round


def answer_as_told(
    round: Round, told: Told, people: Collection[Person] | None = None, leave_open: int = 0
) -> None:
    """These people answer, or on each side the first seven of those who are asked. They leave so many of
    the questions without an answer. Hundreds of answers, so they are stored together."""
    said = {key: list(texts) for key, texts in told.comments.items()}
    questions = list(told.middle.items())[: len(told.middle) - leave_open]
    answers, finished = [], []
    for side in Side:
        asked = [r for r in round.respondents.filter(revoked_at=None).order_by("pk") if r.side == side]
        answering = asked[:7] if people is None else [r for r in asked if r.person in people]
        for place, respondent in enumerate(answering):
            for key, letters in questions:
                value = answer_of(letters[side is Side.SUPPLIER], place)
                waiting = said.get((key, side.value), [])
                answers.append(
                    Answer(
                        respondent=respondent,
                        question_key=key,
                        value=CANNOT_SAY if (place, key) in PASSED_OVER else value,
                        comment=waiting.pop(0) if waiting else "",
                    )
                )
            if not leave_open:
                finished.append(respondent.pk)
    Answer.objects.bulk_create(answers)
    Respondent.objects.filter(pk__in=finished).update(finished_at=timezone.now())


def date_back(round: Round, opened: datetime, closes: datetime, anniversary: date) -> None:
    Round.objects.filter(pk=round.pk).update(
        opened_at=opened, closes_at=closes, anniversary=anniversary, opened_by=None
    )
    Respondent.objects.filter(round=round).update(invited_at=opened)
    Respondent.objects.filter(round=round, finished_at__isnull=False).update(
        finished_at=opened + timedelta(days=3)
    )
    Answer.objects.filter(respondent__round=round).update(saved_at=opened + timedelta(days=3))
