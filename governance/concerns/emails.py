"""The mails about concerns: one function a mail. Their words are as calm as the page's."""

from typing import Any

from django.urls import reverse

from accounts.people.models import Person
from governance.concerns.escalation_model import RUNGS, Ladder
from governance.concerns.models import Concern
from governance.emails import letter
from outbox.queueing import Letter
from partnerships.people.models import Role
from partnerships.sides import Level, Side


def raised(concern: Concern, role: Role, by: Person) -> Letter:
    """To those in whose hands it comes, when both sides begin to see it."""
    return _to(role, concern, "concern_raised", "raised", by=by)


def escalated(
    concern: Concern, role: Role, by: Person | None, before: str, note: str, missing: list[Side]
) -> Letter:
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
        is_holder=role.person_id in (concern.customer_holder_id, concern.supplier_holder_id),
    )


def view_missing(concern: Concern, role: Role, side: Side) -> Letter:
    """To a side that has written no view when the time of a level has run out."""
    return _to(role, concern, "concern_view", f"view/{side.value}/{concern.level}/{concern.waits_until}")


def side_silent(concern: Concern, role: Role) -> Letter:
    """To the SRO or SRIE of a side that has written no view although it was reminded."""
    return _to(role, concern, "concern_silent", f"silent/{concern.level}/{concern.version}")


def top_limit(concern: Concern, role: Role, weeks: int) -> Letter:
    """To SRO and SRIE, each week that a concern stays longer on their level than its time."""
    return _to(role, concern, "concern_limit", f"limit/{concern.due_on}/{weeks}", weeks=weeks)


def end_proposed(concern: Concern, role: Role, by: Person) -> Letter:
    return _to(role, concern, "concern_end", f"end/{concern.version}", by=by, is_agreed=False)


def end_agreed(concern: Concern, role: Role, by: Person) -> Letter:
    return _to(role, concern, "concern_end", f"ended/{concern.version}", by=by, is_agreed=True)


def news(concern: Concern, role: Role, what: str, about: str, *, by: Person | None, said: str = "") -> Letter:
    """``what`` is "note", "views", "missing", "reopened" or "taken"."""
    return _to(role, concern, "concern_news", f"{what}/{about}", by=by, what=what, said=said)


def ladder_set(ladder: Ladder, side: Side, to: Person, by: Person) -> Letter:
    partnership = ladder.partnership
    rungs = [(level.label, ladder.days_on(level)) for level in RUNGS]
    return letter(
        f"ladder/{ladder.pk}/{ladder.version}/person/{to.pk}",
        "ladder_set",
        partnership,
        side,
        to,
        reverse("ladder", args=[partnership.reference]),
        {"by": by, "rungs": rungs},
    )


def _to(role: Role, concern: Concern, template: str, about: str, **more: Any) -> Letter:
    return letter(
        f"concern/{concern.pk}/{about}/person/{role.person_id}",
        template,
        concern.partnership,
        Side(role.side),
        role.person,
        concern.get_absolute_url(),
        {"concern": concern, **more},
    )
