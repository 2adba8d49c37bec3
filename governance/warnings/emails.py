from accounts.people.models import Person
from governance.warnings.models import EarlyWarning
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role


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
