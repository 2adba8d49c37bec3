from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import gettext_noop

from assessments.respondents.emails import reminder
from assessments.respondents.models import Respondent
from assessments.respondents.people import seniors_of, still_asked
from assessments.rounds import emails
from assessments.rounds.models import Round
from common.sweeping import in_batches
from outbox.queueing import queue_all
from partnerships.sides import Side

WEEK, DAY = timedelta(days=7), timedelta(days=1)
BATCH = 100
#: So long before the closing, those who answer for a side that is silent hear of it.
SILENT = timedelta(days=3)


def remind(now: datetime) -> int:
    """Remind those who have not finished, a week and a day before the closing (domain.md §7.2); returns
    how many mails are new. Each goes out once, for its key is unique."""
    open_rounds = Round.objects.going().filter(closes_at__gt=now, closes_at__lte=now + WEEK)
    return in_batches(
        gettext_noop("Reminders written"),
        open_rounds.order_by("pk"),
        BATCH,
        lambda ids: _remind_batch(ids, now),
    )


def tell_of_silence(now: datetime) -> int:
    """Tell the SRO or SRIE of a side that was asked, and from which nobody has finished, three days before
    the closing. Returns how many mails are new; each goes out once, for its key is unique."""
    closing = Round.objects.going().filter(closes_at__gt=now, closes_at__lte=now + SILENT)
    due = closing.filter(opened_at__lte=F("closes_at") - SILENT).order_by("pk")
    return in_batches(
        gettext_noop("Told that their side has not answered"), due, BATCH, lambda ids: _tell_batch(ids, now)
    )


def _tell_batch(ids: Sequence[int], now: datetime) -> int:
    rounds = Round.objects.filter(pk__in=ids).select_related("partnership").in_bulk()
    asked = Respondent.objects.filter(round__in=ids, revoked_at=None).order_by("round", "side")
    sides = asked.values("round", "side").annotate(finished=Count("finished_at"))
    silent = [(rounds[row["round"]], Side(row["side"])) for row in sides if not row["finished"]]
    seniors = seniors_of({round.partnership_id for round, _side in silent}, now)
    return queue_all(
        emails.nobody_answers(round, side, to)
        for round, side in silent
        for to in seniors.get((round.partnership_id, side), [])
    )


def _which(round: Round, now: datetime) -> str:
    """The reminder whose time it is, or none: a check that was opened later than that needs no other."""
    which, before = ("day", DAY) if round.closes_at - now <= DAY else ("week", WEEK)
    return which if round.opened_at <= round.closes_at - before else ""


def _remind_batch(ids: Sequence[int], now: datetime) -> int:
    waiting = (
        Respondent.objects.filter(round__in=ids, finished_at=None, revoked_at=None)
        .select_related("round__partnership", "person")
        .annotate(answered=Count("answers", filter=~Q(answers__value="")))
        .order_by("pk")
    )
    drafts = []
    for respondent in still_asked(list(waiting), now):
        if not (which := _which(respondent.round, now)):
            continue
        zone = respondent.person.time_zone if respondent.person else "UTC"
        left = len(respondent.questions) - respondent.answered
        drafts.append(reminder(respondent, zone, which, left))
    return queue_all(drafts)
