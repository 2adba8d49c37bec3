"""The mails about risks, early warnings and the horizon: one function a mail."""

from datetime import date

from django.urls import reverse

from accounts.people.models import Person
from governance.horizon.models import HorizonItem
from governance.risks.importing.models import RiskImport
from governance.risks.models import Risk
from governance.warnings.models import EarlyWarning
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role
from partnerships.sides import Side


def risk_given(risk: Risk, by: Person) -> EmailDraft:
    """To who reviews it from now on; once for each time that it is handed over."""
    key = f"risk/{risk.pk}/owner/{risk.owner_id}/{risk.version}"
    more = {"risk": risk, "by": by}
    return email_draft(
        key, "risk_given", risk.partnership, risk.owner_side, risk.owner, risk.get_absolute_url(), more
    )


def risks_given(run: RiskImport, to: Person, side: Side, count: int) -> EmailDraft:
    """To each who reviews risks of a table from now on: one mail, however many they are."""
    key = f"risk-import/{run.pk}/person/{to.pk}"
    more = {"count": count, "by": run.person, "file": run.files[0]["name"]}
    url = reverse("risks", args=[run.partnership.reference])
    return email_draft(key, "risks_given", run.partnership, side, to, url, more)


def review_due(risk: Risk, role: Role, which: str, today: date) -> EmailDraft:
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
    return email_draft(key, "risk_review", risk.partnership, role.side, role.person, url, more)


def warning_raised(warning: EarlyWarning, role: Role) -> EmailDraft:
    key = f"warning/{warning.pk}/raised/person/{role.person_id}"
    more = {"warning": warning, "by": warning.raised_by}
    return email_draft(
        key,
        "warning_raised",
        warning.partnership,
        role.side,
        role.person,
        warning.get_absolute_url(),
        more,
    )


def warning_closing(warning: EarlyWarning, by: Person, role: Role) -> EmailDraft:
    """To a lead of the other side, once for each day on which it is closed by one side."""
    closed = warning.customer_closed_at or warning.supplier_closed_at
    day = closed.date().isoformat() if closed else ""
    key = f"warning/{warning.pk}/closing/{day}/person/{role.person_id}"
    more = {"warning": warning, "by": by}
    return email_draft(
        key,
        "warning_closing",
        warning.partnership,
        role.side,
        role.person,
        warning.get_absolute_url(),
        more,
    )


def horizon_given(item: HorizonItem, by: Person) -> EmailDraft:
    key = f"horizon/{item.pk}/watcher/{item.watcher_id}/{item.version}"
    more = {"item": item, "by": by}
    return email_draft(
        key,
        "horizon_given",
        item.partnership,
        item.watcher_side,
        item.watcher,
        item.get_absolute_url(),
        more,
    )
