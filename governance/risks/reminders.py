"""Reminders of reviews: a week before, on the day, and weekly while a review is late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from governance.risks import emails
from governance.risks.models import Risk
from outbox.queueing import EmailDraft, queue_all
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import RUNNING_STAGES, Part, Space

WEEK = timedelta(days=7)
BATCH = 500


def remind_reviews(now: datetime) -> int:
    """Remind whoever reviews a risk; returns how many mails are new. Each goes out once, for its key is
    unique. Where that person has no part in the partnership any more, the leads of the side are told."""
    today, last, new = now.date(), 0, 0
    while risks := _due_after(last, today):
        last = risks[-1].pk
        with transaction.atomic():
            new += queue_all(_drafts(risks, today))
    return new


def which_reminder(risk: Risk, today: date) -> str:
    """The reminder whose time it is, or none. A review set nearer than a week ahead needs no other."""
    days = (today - risk.review_on).days
    if days >= 7:
        return f"late/{days // 7}"
    if days >= 0:
        return "day"
    return "week" if risk.review_set_on <= risk.review_on - WEEK else ""


def _due_after(last: int, today: date) -> list[Risk]:
    due = Risk.objects.filter(
        pk__gt=last,
        state=Risk.State.OPEN,
        review_on__lte=today + WEEK,
        partnership__state=Partnership.State.BINDING,
        partnership__stage__in=RUNNING_STAGES,
    )
    return list(
        due.select_related("owner", "partnership__customer", "partnership__supplier").order_by("pk")[:BATCH]
    )


def _drafts(risks: list[Risk], today: date) -> Iterator[EmailDraft]:
    by_partnership: dict[int, list[Role]] = {}
    roles = Role.objects.current().filter(partnership__in={risk.partnership_id for risk in risks})
    for role in roles.exclude(part=Part.READER).select_related("person").order_by("pk"):
        by_partnership.setdefault(role.partnership_id, []).append(role)
    for risk in risks:
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
