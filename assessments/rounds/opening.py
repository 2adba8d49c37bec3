"""Opening a health check: by a lead, or by itself six weeks before an anniversary (domain.md §7.1)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.people.models import Person
from assessments.instruments.definitions import instrument
from assessments.respondents.emails import invitation
from assessments.respondents.models import Respondent
from assessments.respondents.people import asked_alike, asked_in, seniors_of
from assessments.rounds import emails
from assessments.rounds.due import due_anniversaries
from assessments.rounds.models import Round
from common.locks import locked
from common.sweeping import in_batches
from outbox.queueing import EmailDraft, queue_all
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import RUNNING_STAGES, Side
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.services import event_time

OPEN_FOR = timedelta(weeks=4)
LONGEST = timedelta(days=90)
BATCH = 100


def open_round(*, actor: Actor, closes_on: date | None = None) -> Round:
    """Open a health check now, to close at the end of ``closes_on`` in the customer's time zone (four
    weeks from today where none is given). Raises ``ValidationError`` when one is open already, when the
    partnership does not bind yet or has ended, or the day is not within 90 days from tomorrow."""
    if not actor.may("open_health_check"):
        raise PermissionDenied
    return open_by_hand(actor.partnership, closes_on, opened_by=actor.person)


def open_by_hand(
    partnership: Partnership, closes_on: date | None = None, opened_by: Person | None = None
) -> Round:
    """The same for the operator, who asks nobody's leave; raises as ``open_round`` does."""
    now = timezone.now()
    with transaction.atomic():
        mine = locked(Partnership.objects.filter(pk=partnership.pk))
        partnership = mine.select_related("customer", "supplier").get()
        _check_may_open(partnership)
        today = partnership.today(now)
        if closes_on and not today < closes_on <= today + LONGEST:
            raise ValidationError({"closes_on": _("Choose a day from tomorrow to 90 days ahead.")})
        return _open([_new_round(partnership, now, closes_on or today + OPEN_FOR, opened_by)], now)[0]


def _check_may_open(partnership: Partnership) -> None:
    if not partnership.is_binding:
        raise ValidationError(_("Both sides have to accept the partnership first."))
    if partnership.stage not in RUNNING_STAGES:
        raise ValidationError(_("A health check is for a partnership that is running."))
    if Round.objects.filter(partnership=partnership, instrument_key="health_check", closed_at=None).exists():
        raise ValidationError(_("A health check is open already."))


def open_due_rounds(now: datetime) -> int:
    """Open what is due at ``now`` and not open yet; returns how many. A fixed number of queries for every
    hundred. A missed day is caught up until the anniversary itself."""
    due = Partnership.objects.filter(pk__in=due_anniversaries(now)).order_by("pk")
    return in_batches(gettext_noop("Health checks opened"), due, BATCH, lambda ids: _open_batch(ids, now))


def _open_batch(ids: Sequence[int], now: datetime) -> int:
    with transaction.atomic():
        rows = locked(Partnership.objects.filter(pk__in=ids))
        partnerships = list(rows.select_related("customer", "supplier"))
        # looked at again under the lock: another beat may have been here
        still_due = due_anniversaries(now, Partnership.objects.filter(pk__in=ids))
        open_now = {
            round.partnership_id: round
            for round in Round.objects.filter(
                partnership__in=still_due, instrument_key="health_check", closed_at=None
            )
        }
        new, adopted = [], []
        for partnership in partnerships:
            if partnership.pk not in still_due:
                continue
            anniversary = still_due[partnership.pk]
            if already := open_now.get(partnership.pk):
                # a check that a lead has opened counts as this anniversary's
                already.anniversary = anniversary
                adopted.append(already)
                continue
            closes_on = partnership.today(now) + OPEN_FOR
            new.append(_new_round(partnership, now, closes_on, anniversary=anniversary))
        Round.objects.bulk_update(adopted, ["anniversary"])
        return len(_open(new, now))


def _new_round(
    partnership: Partnership,
    now: datetime,
    closes_on: date,
    opened_by: Person | None = None,
    anniversary: date | None = None,
) -> Round:
    return Round(
        partnership=partnership,
        instrument_key="health_check",
        instrument_version=instrument("health_check").version,
        opened_at=now,
        opened_by=opened_by,
        anniversary=anniversary,
        closes_at=datetime.combine(closes_on, time(23, 59), partnership.zone),
    )


def _open(rounds: Sequence[Round], now: datetime) -> list[Round]:
    """Store the rounds, ask their respondents, tell a side that has nobody to ask."""
    if not rounds:
        return []
    rounds = Round.objects.bulk_create(rounds)
    ids = [round.partnership_id for round in rounds]
    asked = asked_in(ids, now)
    zones: dict[tuple[int, str], str] = {}
    respondents = []
    for round in rounds:
        for side in Side:
            for one in asked.get((round.partnership_id, side), []):
                zones[round.partnership_id, one.email] = one.time_zone
                respondents.append(
                    Respondent(
                        round=round,
                        side=side,
                        person_id=one.person_id,
                        name=one.name,
                        email=one.email,
                        language=one.language,
                        uses_service=one.uses_service,
                        invited_at=now,
                    )
                )
    respondents = Respondent.objects.bulk_create(respondents)
    drafts = [
        invitation(
            one,
            zones[one.round.partnership_id, one.email],
            asked_alike(one, asked[one.round.partnership_id, Side(one.side)]),
            is_by_itself=one.round.anniversary is not None,
        )
        for one in respondents
    ]
    empty = [(r, side) for r in rounds for side in Side if not asked.get((r.partnership_id, side))]
    queue_all(drafts + _tell_seniors(empty, now))
    TimelineEvent.objects.bulk_create(
        TimelineEvent(
            partnership=round.partnership,
            person=round.opened_by,
            at=event_time(now),
            kind="health_check.opened",
            subject=round.title,
            change={"closes": round.closes_at.isoformat()},
        )
        for round in rounds
    )
    return list(rounds)


def _tell_seniors(empty: list[tuple[Round, Side]], now: datetime) -> list[EmailDraft]:
    if not empty:
        return []
    seniors = seniors_of({round.partnership_id for round, _side in empty}, now)
    return [
        emails.nobody_to_ask(round, side, to)
        for round, side in empty
        for to in seniors.get((round.partnership_id, side), [])
    ]
