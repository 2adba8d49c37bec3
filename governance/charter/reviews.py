"""Looking at the charter together: when, who is reminded, what came of it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.months import months_after
from common.sweeping import in_batches
from governance.action_items.owners import owning_roles
from governance.agendas.services import take_suggestions
from governance.charter import emails
from governance.charter.agenda import review_of
from governance.charter.models import CharterReview, CharterVersion
from governance.charter.services import start_charter
from governance.meetings.models import Meeting
from governance.meetings.services import add_meeting
from outbox.queueing import EmailDraft, queue_all
from partnerships.access.actors import Actor
from partnerships.access.days import latest_day
from partnerships.access.locks import lock_for_update, lock_partnership
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import RUNNING_STAGES, SENIOR_PART, Level, Part, Side
from partnerships.timeline.services import record

#: Who looks at it together (domain.md §4).
REVIEWERS: Final = (Part.LEAD, Part.SRO, Part.SRIE, Part.FACILITATOR)
MONTH = timedelta(days=30)
BATCH: Final = 500


@transaction.atomic
def set_review(*, actor: Actor, charter: CharterVersion, months: int, review_on: date) -> CharterVersion:
    """How often both look at the charter, and when they do so next."""
    charter = _own(actor, charter)
    if review_on < charter.partnership.today():
        refusal = _("This day has passed. Choose one that is still to come.")
        raise ValidationError({"review_on": refusal})
    before = {"review_months": charter.review_months, "review_on": charter.review_on}
    charter.review_months = months
    _look_on(charter, review_on)
    charter.full_clean()
    change = {
        name: [str(value), str(getattr(charter, name))]
        for name, value in before.items()
        if getattr(charter, name) != value
    }
    if change:
        charter.save()
        _record(actor, charter, "charter.review_set", change)
    return charter


@transaction.atomic
def plan_review(*, actor: Actor, charter: CharterVersion, starts_at: datetime, **where: Any) -> Meeting:
    """A meeting of those who answer for the partnership on both sides, about the charter."""
    lock_partnership(actor)  # the meeting is counted in it
    charter = _own(actor, charter)
    roles = owning_roles(charter.partnership).filter(part__in=REVIEWERS)
    meeting = add_meeting(
        actor=actor,
        title=_("Charter review"),
        level=Level.STRATEGIC,
        starts_at=starts_at,
        attendees=list({role.person_id: role.person for role in roles}.values()),
        **where,
    )
    charter.review_meeting = meeting
    _look_on(charter, starts_at.astimezone(meeting.zone).date())
    charter.save()
    take_suggestions(actor=actor, meeting=meeting, marks={review_of(charter).mark})
    return meeting


@transaction.atomic
def record_review(
    *, actor: Actor, charter: CharterVersion, held_on: date, outcome: str, **seen: str
) -> CharterReview:
    """What both saw, and whether the charter still holds. The next review follows by itself."""
    if outcome == CharterReview.Outcome.NEW_VERSION:
        lock_partnership(actor)  # the version that follows is counted in it
    charter = _own(actor, charter)
    today = charter.partnership.today()
    if held_on > today:
        raise ValidationError({"held_on": _("That day is still to come.")})
    review = CharterReview(
        partnership=charter.partnership,
        space=charter.space,
        charter=charter,
        held_on=held_on,
        outcome=outcome,
        recorded_by=actor.person,
        **{name: text.strip() for name, text in seen.items()},
    )
    review.full_clean()
    review.save()
    charter.review_meeting = None
    _look_on(charter, max(months_after(held_on, charter.review_months), today))
    charter.save()
    _record(actor, charter, "charter.reviewed", {"came_of_it": outcome})
    if outcome == CharterReview.Outcome.NEW_VERSION:
        start_charter(actor=actor)
    return review


def remind_charter_reviews(now: datetime) -> int:
    """Remind the leads of both sides a month before, and on the day; returns how many mails are new."""
    return in_batches(
        gettext_noop("Reminders of charter reviews"), _due(now), BATCH, lambda ids: _remind(ids, now)
    )


def _remind(ids: Sequence[int], now: datetime) -> int:
    parties = ("partnership__customer", "partnership__supplier")
    charters = list(_due(now).filter(pk__in=ids).select_related(*parties, "review_meeting"))
    new = queue_all(_drafts(charters, now))
    for which in ("month", "day"):
        due = [charter.pk for charter in charters if which_reminder(charter, now) == which]
        CharterVersion.objects.filter(pk__in=due).update(reminded=which)
    return new


def which_reminder(charter: CharterVersion, now: datetime) -> str:
    """The reminder whose time it is where the customer is, or none."""
    if charter.review_on is None:
        return ""
    days = (charter.review_on - charter.partnership.today(now)).days
    which = "day" if days <= 0 else "month" if days <= MONTH.days else ""
    return which if which != charter.reminded else ""


def _due(now: datetime) -> "QuerySet[CharterVersion]":
    """Those that are due wherever the day has begun; ``which_reminder`` looks at each."""
    latest = latest_day(now)
    soon = Q(review_on__gt=latest, review_on__lte=latest + MONTH, reminded="")
    now_due = Q(review_on__lte=latest) & ~Q(reminded="day")
    running: QuerySet[CharterVersion] = CharterVersion.objects.current().filter(
        soon | now_due,
        partnership__state=Partnership.State.BINDING,
        partnership__stage__in=RUNNING_STAGES,
    )
    return running.order_by("pk")


def _drafts(charters: list[CharterVersion], now: datetime) -> Iterator[EmailDraft]:
    asked = (Part.LEAD, *SENIOR_PART.values())
    found = Role.objects.current().filter(partnership__in=[c.partnership_id for c in charters])
    by_partnership: dict[int, list[Role]] = {}
    for role in found.filter(part__in=asked).select_related("person").order_by("pk"):
        by_partnership.setdefault(role.partnership_id, []).append(role)
    for charter in charters:
        which = which_reminder(charter, now)
        if not which or (which == "month" and _was_set_late(charter)):
            continue
        for role in _reminded(by_partnership.get(charter.partnership_id, [])):
            yield emails.review_due(charter, role, which, charter.partnership.today(now))


def _was_set_late(charter: CharterVersion) -> bool:
    """A review that was set nearer than a month ahead needs no reminder of that."""
    return bool(
        charter.review_on and charter.review_set_on and charter.review_set_on > charter.review_on - MONTH
    )


def _reminded(roles: list[Role]) -> Iterator[Role]:
    """The leads of each side; where a side has none, its SRO or SRIE."""
    for side in Side:
        own = [role for role in roles if role.side == side]
        yield from [role for role in own if role.part == Part.LEAD] or own


def _look_on(charter: CharterVersion, day: date) -> None:
    if day != charter.review_on:
        charter.review_on, charter.review_set_on, charter.reminded = day, charter.partnership.today(), ""


def _own(actor: Actor, charter: CharterVersion) -> CharterVersion:
    """The current version, locked, for one who may lead it."""
    if not actor.may("lead_charter"):
        raise PermissionDenied
    stored = lock_for_update(charter, actor)
    if stored.state != CharterVersion.State.CURRENT:
        raise ValidationError(_("Only the current charter is reviewed."))
    return stored


def _record(actor: Actor, charter: CharterVersion, kind: str, change: dict[str, Any]) -> None:
    record(
        partnership=charter.partnership,
        person=actor.person,
        kind=kind,
        subject=str(charter),
        space=charter.space,
        change={"number": charter.number, **change},
    )
