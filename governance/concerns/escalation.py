"""Escalation: a concern goes up by hand or by time, and what the sweep does about those whose time has run
out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.people.models import Person
from common.locks import locked
from common.sweeping import for_each, in_batches
from governance.concerns import emails
from governance.concerns.models import Concern, EscalationPolicy, working_days_after
from governance.concerns.selectors import (
    holders_on,
    recipients_of_escalation,
    recipients_of_view_request,
    seniors_of,
)
from governance.concerns.services import (
    PEOPLE,
    create_note,
    lock_concern,
    record_concern,
    refuse_unshared,
    save_concern,
    start_at_level,
)
from outbox.queueing import EmailDraft, queue_all
from partnerships.access.actors import Actor
from partnerships.access.days import day_of_partnership
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle.models import NOT_ENDED, Partnership
from partnerships.lifecycle.recipients import leads
from partnerships.people.models import Role
from partnerships.sides import Level, Side, Space
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

#: How many working days a side that has not written its view has, once the time of a level has run out.
GRACE: Final = 5
BATCH: Final = 200
DAYS: Final = ("operational_days", "tactical_days", "strategic_days")


@transaction.atomic
def escalate(*, actor: Actor, concern: Concern, from_level: str, note: str) -> Concern:
    """To the next level, by either side, once both have written how the other probably sees it.
    ``from_level`` is where it was when the page was opened: of two who take it up at once, one does."""
    concern = lock_concern(actor, concern, speaking=True)
    refuse_unshared(concern)
    if concern.level != from_level:
        raise ValidationError(_("This concern has gone up already, while you had the page open."))
    if concern.next_level is None:
        raise ValidationError(_("It is on the strategic level already: there is none above it."))
    if missing := views_missing(concern):
        refusal = _(
            "Before a concern goes up, each side writes how the other probably sees it. Missing: %(who)s."
        )
        raise ValidationError(refusal % {"who": ", ".join(str(side.label) for side in missing)})
    if not note.strip():
        raise ValidationError({"note": _("Say in a few words what the next level is asked for.")})
    create_note(actor, concern, note)
    _move_up(concern, actor, note.strip(), [])
    return concern


@transaction.atomic
def set_escalation_policy(*, actor: Actor, version: int, **days: int) -> EscalationPolicy:
    """How long each level has from now on, said by a lead of either side; the other side's leads are told.
    What is on its way keeps its day."""
    if not actor.may("set_escalation_policy"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    policy = EscalationPolicy.objects.filter(partnership=partnership).first() or EscalationPolicy(
        partnership=partnership
    )
    refuse_stale(policy, version, partnership=partnership, kinds="escalation_policy.")
    change = {
        name: [getattr(policy, name), days[name]] for name in DAYS if getattr(policy, name) != days[name]
    }
    if not change:
        return policy
    for name in DAYS:
        setattr(policy, name, days[name])
    policy.full_clean()
    policy.version += 1
    policy.save()
    record(
        partnership=partnership,
        person=actor.person,
        kind="escalation_policy.set",
        subject=partnership.title,
        change=change,
    )
    others = leads(partnership, actor.side.other)
    queue_all(emails.escalation_policy_set(policy, actor.side.other, to, actor.person) for to in others)
    return policy


def escalate_overdue(now: datetime) -> int:
    """What the escalation policies ask for; returns how many concerns were taken a step further. Those whose
    time on a level has run out go up. Where a side has not written its view, it is reminded first and has
    ``GRACE`` days; then the concern goes up without, and says so, and that side's SRO or SRIE is told."""
    today = day_of_partnership(now)
    past = Q(due_on__lt=today) & (Q(waits_until=None) | Q(waits_until__lt=today))
    due = _under_way().filter(past).exclude(level=Level.STRATEGIC).order_by("pk")
    return _replace_absent_holders() + for_each(
        gettext_noop("Concerns taken a step further"), due, lambda pk: _escalate_overdue_concern(pk, now)
    )


def remind_seniors(now: datetime) -> int:
    """Above the strategic level there is nobody: SRO and SRIE are reminded each week. Returns how many
    mails are new; each goes out once, for its key is unique."""
    today = day_of_partnership(now)
    late = _under_way().filter(level=Level.STRATEGIC, due_on__lt=today).order_by("pk")
    parties = ("partnership__customer", "partnership__supplier")
    return in_batches(
        gettext_noop("Reminders of concerns"),
        late,
        BATCH,
        lambda ids: queue_all(_to_seniors(late.filter(pk__in=ids).select_related(*parties), now)),
    )


def views_missing(concern: Concern) -> list[Side]:
    present = set(concern.perspectives.values_list("side", flat=True))
    return [side for side in Side if side not in present]


def _under_way() -> QuerySet[Concern]:
    """Open concerns that both sides see, in partnerships that have not ended."""
    found: QuerySet[Concern] = Concern.objects.going().filter(
        NOT_ENDED, space=Space.JOINT, partnership__state=Partnership.State.BINDING
    )
    return found


@transaction.atomic
def _escalate_overdue_concern(pk: int, now: datetime) -> int:
    concern = _lock_concern(pk)
    # another sweep, or a person, may have been here since the database was asked
    if concern is None or concern.next_level is None:
        return 0
    today = concern.partnership.today(now)
    if not concern.is_past(today):
        return 0
    if concern.waits_until and concern.waits_until >= today:
        return 0
    missing = views_missing(concern)
    if missing and concern.waits_until is None:
        concern.waits_until = working_days_after(today, GRACE)
        save_concern(concern)
        record_concern(None, concern, "concern.waits", {"missing": [side.value for side in missing]})
        queue_all(
            emails.view_missing(concern, role, side)
            for side in missing
            for role in recipients_of_view_request(concern, side)
        )
        return 1
    _move_up(concern, None, "", missing, today)
    return 1


def _move_up(
    concern: Concern, actor: Actor | None, note: str, missing: list[Side], today: date | None = None
) -> None:
    """``actor`` is ``None`` where its time had run out; ``missing`` are the sides that have written no
    view."""
    before = concern.level
    recipients = recipients_of_escalation(concern, actor)
    concern.level = concern.next_level or concern.level
    start_at_level(concern, today)
    save_concern(concern)
    by = actor.person if actor else None
    change = {"level": [before, concern.level], "missing": [side.value for side in missing], "note": note}
    kind = "concern.escalated" if by else "concern.time_ran_out"
    record_concern(by, concern, kind, {name: value for name, value in change.items() if value})
    queue_all(emails.escalated(concern, role, by, before, note, missing) for role in recipients)
    if missing:
        seniors = seniors_of([concern.partnership_id]).get(concern.partnership_id, [])
        queue_all(emails.side_silent(concern, role) for role in seniors if role.side in missing)


def _lock_concern(pk: int) -> Concern | None:
    found = locked(Concern.objects.filter(pk=pk))
    parties = ("partnership__customer", "partnership__supplier")
    concern: Concern | None = found.select_related(*PEOPLE, *parties).first()
    return concern


def _replace_absent_holders() -> int:
    """Where whoever had a concern in hand has no part in the partnership any more, the level's contact of
    that side takes it over."""
    absent = {}
    for side in Side:
        present = Role.objects.current().filter(
            partnership=OuterRef("partnership"), side=side, person=OuterRef(f"{side.value}_holder")
        )
        absent[side] = ~Exists(present)
    return for_each(
        gettext_noop("Concerns handed to who is there"),
        _under_way().filter(absent[Side.CUSTOMER] | absent[Side.SUPPLIER]).order_by("pk"),
        lambda pk: sum(_replace_absent_holder(pk, side) for side in Side),
    )


@transaction.atomic
def _replace_absent_holder(pk: int, side: Side) -> int:
    concern = _lock_concern(pk)
    if concern is None or not concern.is_open:
        return 0
    is_there = Role.objects.current().filter(
        partnership=concern.partnership_id, side=side, person=concern.holder(side)
    )
    role = holders_on(concern.partnership_id, concern.level).get(side)
    if role is None or role.person == concern.holder(side) or is_there.exists():
        return 0
    change_holder(concern, side, role.person)
    queue_all([emails.news(concern, role, "taken", f"{concern.version}", by=None)])
    return 1


def change_holder(concern: Concern, side: Side, person: Person, by: Person | None = None) -> None:
    """Call it in a transaction that holds the concern."""
    before = concern.holder(side)
    concern.set_holder(side, person)
    save_concern(concern)
    names = [before.name if before else None, person.name]
    record_concern(by, concern, "concern.handed", {"side": side.value, "holder": names})


def _to_seniors(concerns: Iterable[Concern], now: datetime) -> Iterator[EmailDraft]:
    concerns = list(concerns)
    seniors = seniors_of(concern.partnership_id for concern in concerns)
    for concern in concerns:
        if concern.due_on is None:
            continue  # the filter leaves none of these; the type does not know
        weeks = (concern.partnership.today(now) - concern.due_on).days // 7
        for role in seniors.get(concern.partnership_id, []):
            yield emails.top_limit(concern, role, weeks)
