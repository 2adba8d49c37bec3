"""Reminders of reviews: a week before, on the day, and weekly while a review is late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from common.sweeping import in_batches
from governance.risks import emails
from governance.risks.models import Risk
from outbox.queueing import EmailDraft, queue_all
from partnerships.access.days import latest_day
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import RUNNING_STAGES, Part, Space

WEEK = timedelta(days=7)
BATCH = 500


def remind_reviews(now: datetime) -> int:
    """Remind whoever reviews a risk; returns how many mails are new. Each goes out once, for its key is
    unique. Where that person has no part in the partnership any more, the leads of the side are told."""
    due = _due(now)
    parties = ("owner", "partnership__customer", "partnership__supplier")
    return in_batches(
        gettext_noop("Reminders of risk reviews"),
        due,
        BATCH,
        lambda ids: queue_all(_drafts(list(due.filter(pk__in=ids).select_related(*parties)), now)),
    )


def which_reminder(risk: Risk, today: date) -> str:
    """The reminder whose time it is, or none. A review set nearer than a week ahead needs no other."""
    days = (today - risk.review_on).days
    if days >= 7:
        return f"late/{days // 7}"
    if days >= 0:
        return "day"
    is_near = risk.review_on <= today + WEEK
    return "week" if is_near and risk.review_set_on <= risk.review_on - WEEK else ""


def _due(now: datetime) -> "QuerySet[Risk]":
    """Those that are due wherever the day has begun; ``which_reminder`` looks at each."""
    due: QuerySet[Risk] = Risk.objects.filter(
        state=Risk.State.OPEN,
        review_on__lte=latest_day(now) + WEEK,
        partnership__state=Partnership.State.BINDING,
        partnership__stage__in=RUNNING_STAGES,
    )
    return due.order_by("pk")


def _drafts(risks: list[Risk], now: datetime) -> Iterator[EmailDraft]:
    by_partnership: dict[int, list[Role]] = {}
    roles = Role.objects.current().filter(partnership__in={risk.partnership_id for risk in risks})
    for role in roles.exclude(part=Part.READER).select_related("person").order_by("pk"):
        by_partnership.setdefault(role.partnership_id, []).append(role)
    for risk in risks:
        today = risk.partnership.today(now)
        which = which_reminder(risk, today)
        if which:
            for role in _recipients(risk, by_partnership.get(risk.partnership_id, [])):
                yield emails.review_due(risk, role, which, today)


def _recipients(risk: Risk, roles: list[Role]) -> list[Role]:
    allowed = [
        role
        for role in roles
        if risk.space == Space.JOINT or (role.side == risk.space and role.part != Part.FACILITATOR)
    ]
    own = [role for role in allowed if role.person_id == risk.owner_id]
    if own:
        return own[:1]
    return [role for role in allowed if role.part == Part.LEAD and role.side == risk.owner_side]
