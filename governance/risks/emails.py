"""The mails about risks: one function a mail."""

from datetime import date

from accounts.people.models import Person
from governance.risks.models import Risk
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role


def risk_given(risk: Risk, by: Person) -> EmailDraft:
    """To who reviews it from now on; once for each time that it is handed over."""
    key = f"risk/{risk.pk}/owner/{risk.owner_id}/{risk.version}"
    more = {"risk": risk, "by": by}
    return email_draft(
        key, "risk_given", risk.partnership, risk.owner_side, risk.owner, risk.get_absolute_url(), more
    )


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
    return email_draft(
        key,
        "risk_review",
        risk.partnership,
        role.side,
        role.person,
        url,
        more,
        is_reminder=True,
        due=risk.review_on,
    )
