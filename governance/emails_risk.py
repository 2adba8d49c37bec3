"""The mails about risks, early warnings and the horizon: one function a mail."""

from datetime import date

from accounts.models import Person
from governance.letters import letter
from governance.models import EarlyWarning, HorizonItem, Risk
from outbox.actions import Letter
from partnerships.models import Role


def risk_given(risk: Risk, by: Person) -> Letter:
    """To who reviews it from now on; once for each time that it is handed over."""
    key = f"risk/{risk.pk}/owner/{risk.owner_id}/{risk.version}"
    more = {"risk": risk, "by": by}
    return letter(
        key, "risk_given", risk.partnership, risk.owner_side, risk.owner, risk.get_absolute_url(), more
    )


def review_due(risk: Risk, role: Role, which: str, today: date) -> Letter:
    """``which`` is "week", "day" or "late/<weeks>"; a review put off to another day begins anew."""
    key = f"risk/{risk.pk}/review/{risk.review_on.isoformat()}/{which}/person/{role.person_id}"
    more = {
        "risk": risk,
        "is_coming": which == "week",
        "days": (risk.review_on - today).days,
        "late": risk.days_late(today),
        "is_stand_in": role.person_id != risk.owner_id,
    }
    url = risk.get_absolute_url()
    return letter(key, "risk_review", risk.partnership, role.side, role.person, url, more)


def warning_raised(warning: EarlyWarning, role: Role) -> Letter:
    key = f"warning/{warning.pk}/raised/person/{role.person_id}"
    more = {"warning": warning, "by": warning.raised_by}
    return letter(
        key,
        "warning_raised",
        warning.partnership,
        role.side,
        role.person,
        warning.get_absolute_url(),
        more,
    )


def warning_closing(warning: EarlyWarning, by: Person, role: Role) -> Letter:
    """To a lead of the other side, once for each day on which it is closed by one side."""
    closed = warning.customer_closed_at or warning.supplier_closed_at
    day = closed.date().isoformat() if closed else ""
    key = f"warning/{warning.pk}/closing/{day}/person/{role.person_id}"
    more = {"warning": warning, "by": by}
    return letter(
        key,
        "warning_closing",
        warning.partnership,
        role.side,
        role.person,
        warning.get_absolute_url(),
        more,
    )


def horizon_given(item: HorizonItem, by: Person) -> Letter:
    key = f"horizon/{item.pk}/watcher/{item.watcher_id}/{item.version}"
    more = {"item": item, "by": by}
    return letter(
        key,
        "horizon_given",
        item.partnership,
        item.watcher_side,
        item.watcher,
        item.get_absolute_url(),
        more,
    )
