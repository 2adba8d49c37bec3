"""The mails about concerns: one function a mail. Their words are as calm as the page's."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.people.models import Person
from governance.concerns.models import LEVELS, Concern, EscalationPolicy
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role
from partnerships.sides import Level, Side


def raised(concern: Concern, role: Role, by: Person) -> EmailDraft:
    """To those in whose hands it comes, when both sides begin to see it."""
    return _to(role, concern, "concern_raised", "raised", by=by)


def escalated(
    concern: Concern, role: Role, by: Person | None, before: str, note: str, missing: list[Side]
) -> EmailDraft:
    """``by`` is nobody where the time had run out; ``missing`` are the sides without a view."""
    return _to(
        role,
        concern,
        "concern_escalated",
        f"level/{concern.level}/{concern.version}",
        by=by,
        before=Level(before).label,
        note=note,
        missing=missing,
        is_reminder=by is None,
        is_holder=role.person_id in (concern.customer_holder_id, concern.supplier_holder_id),
    )


def view_missing(concern: Concern, role: Role, side: Side) -> EmailDraft:
    """To a side that has written no view when the time of a level has run out."""
    about = f"view/{side.value}/{concern.level}/{concern.waits_until}"
    return _to(role, concern, "concern_view", about, is_reminder=True, due=concern.waits_until)


def side_silent(concern: Concern, role: Role) -> EmailDraft:
    """To the SRO or SRIE of a side that has written no view although it was reminded."""
    return _to(role, concern, "concern_silent", f"silent/{concern.level}/{concern.version}", is_reminder=True)


def top_limit(concern: Concern, role: Role, weeks: int) -> EmailDraft:
    """To SRO and SRIE, each week that a concern stays longer on their level than its time."""
    about = f"limit/{concern.due_on}/{weeks}"
    return _to(role, concern, "concern_limit", about, is_reminder=True, weeks=weeks)


def end_proposed(concern: Concern, role: Role, by: Person) -> EmailDraft:
    return _to(role, concern, "concern_end", f"end/{concern.version}", by=by, is_agreed=False)


def end_agreed(concern: Concern, role: Role, by: Person) -> EmailDraft:
    return _to(role, concern, "concern_end", f"ended/{concern.version}", by=by, is_agreed=True)


def news(
    concern: Concern, role: Role, what: str, about: str, *, by: Person | None, said: str = ""
) -> EmailDraft:
    """``what`` is "note", "views", "missing", "reopened" or "taken", which nobody has done."""
    return _to(
        role,
        concern,
        "concern_news",
        f"{what}/{about}",
        is_reminder=by is None,
        by=by,
        what=what,
        said=said,
    )


def escalation_policy_set(policy: EscalationPolicy, side: Side, to: Person, by: Person) -> EmailDraft:
    partnership = policy.partnership
    levels = [(level.label, policy.days_on(level)) for level in LEVELS]
    return email_draft(
        f"escalation-policy/{policy.pk}/{policy.version}/person/{to.pk}",
        "escalation_policy_set",
        partnership,
        side,
        to,
        reverse("escalation_policy", args=[partnership.reference]),
        {"by": by, "levels": levels},
    )


def _to(
    role: Role,
    concern: Concern,
    template: str,
    about: str,
    *,
    is_reminder: bool = False,
    due: date | None = None,
    **more: Any,
) -> EmailDraft:
    """Where it is in somebody's hands, there is a day by which it is to find its answer."""
    return email_draft(
        f"concern/{concern.pk}/{about}/person/{role.person_id}",
        template,
        concern.partnership,
        Side(role.side),
        role.person,
        concern.get_absolute_url(),
        {"concern": concern, **more},
        is_reminder=is_reminder,
        due=due or concern.due_on,
    )
