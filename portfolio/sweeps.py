"""Every sweep: ask the database what is due at a moment, and call the action for it. A sweep keeps no
schedule of its own; a missed one is caught up by the next, and two at once do nothing twice."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

#: What is done, in this order, and by whom: a check that closes wants a report, a report wants a mail.
SWEEPS: Final[dict[str, str]] = {
    "health_checks_closed": "assessments.actions.close_due_rounds",
    "health_checks_opened": "assessments.actions.open_due_rounds",
    "reminders_queued": "assessments.actions.remind",
    "silent_sides_told": "assessments.actions.tell_of_silence",
    "seats_filled": "governance.actions.seats_follow",
    "meetings_made": "governance.actions.make_meetings",
    "meetings_invited": "governance.actions.invite_due",
    "agendas_proposed": "governance.actions.propose_agendas",
    "meetings_reminded": "governance.actions.remind_meetings",
    "actions_reminded": "governance.actions.remind_of_actions",
    "reviews_reminded": "governance.actions.remind_reviews",
    "signers_reminded": "partnerships.actions.remind_signers",
    "sign_offs_printed": "partnerships.sign_off_papers.make_due_sign_off_papers",
    "concerns_taken_further": "governance.actions.walk_ladders",
    "concerns_reminded": "governance.actions.remind_seniors",
    "meeting_papers_made": "governance.actions.make_due_meeting_papers",
    "reports_made": "assessments.actions.make_due_reports",
    "charter_reviews_reminded": "governance.actions.remind_charter_reviews",
    "charter_papers_made": "governance.actions.make_due_charter_papers",
    "imports_resumed": "agreements.actions.resume_imports",
    "risk_imports_resumed": "governance.actions.resume_risk_imports",
    "files_swept": "partnerships.actions.sweep_files",
    "mails_delivered": "outbox.actions.deliver_due",
}
FAILED: Final = "failed"


def run_sweeps(now: datetime) -> dict[str, int]:
    """Run every sweep as of ``now``. Returns how much each did, and under ``failed`` how many broke: one
    that breaks is logged and stops no other."""
    done = {FAILED: 0}
    for name, path in SWEEPS.items():
        try:
            sweep: Callable[[datetime], int] = import_string(path)
            done[name] = sweep(now)
        except Exception:
            log.exception("sweep %s failed", name)
            done[name] = 0
            done[FAILED] += 1
    return done
