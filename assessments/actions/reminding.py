from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from assessments import emails
from assessments.models import Respondent, Round
from outbox.actions import queue_all

WEEK, DAY = timedelta(days=7), timedelta(days=1)
BATCH = 100


def remind(now: datetime) -> int:
    """Remind those who have not finished, a week and a day before the closing (domain.md §7.2); returns
    how many mails are new. Each goes out once, for its key is unique."""
    open_rounds = Round.objects.filter(closed_at=None, closes_at__gt=now, closes_at__lte=now + WEEK)
    ids = [round.pk for round in open_rounds.order_by("pk") if _which(round, now)]
    return sum(_remind_batch(ids[first : first + BATCH], now) for first in range(0, len(ids), BATCH))


def _which(round: Round, now: datetime) -> str:
    """The reminder whose time it is, or none: a check that was opened later than that needs no other."""
    which, before = ("day", DAY) if round.closes_at - now <= DAY else ("week", WEEK)
    return which if round.opened_at <= round.closes_at - before else ""


def _remind_batch(ids: list[int], now: datetime) -> int:
    waiting = (
        Respondent.objects.filter(round__in=ids, finished_at=None, revoked_at=None)
        .select_related("round__partnership", "person")
        .annotate(answered=Count("answers", filter=~Q(answers__value="")))
        .order_by("pk")
    )
    letters = []
    for respondent in waiting:
        zone = respondent.person.time_zone if respondent.person else "UTC"
        left = len(respondent.round.instrument.questions) - respondent.answered
        letters.append(emails.reminder(respondent, zone, _which(respondent.round, now), left))
    with transaction.atomic():
        return queue_all(letters)
