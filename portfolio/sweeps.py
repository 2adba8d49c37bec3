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
    "health_checks_closed": "assessments.rounds.closing.close_due_rounds",
    "health_checks_opened": "assessments.rounds.opening.open_due_rounds",
    "reminders_queued": "assessments.rounds.reminding.remind",
    "silent_sides_told": "assessments.rounds.reminding.tell_of_silence",
    "seats_filled": "governance.boards.seats.fill_all_seats",
    "meetings_made": "governance.boards.planning.make_meetings",
    "meetings_invited": "governance.meetings.inviting.invite_due",
    "agendas_proposed": "governance.agendas.proposing.propose_agendas",
    "meetings_reminded": "governance.agendas.reminders.remind_meetings",
    "actions_reminded": "governance.action_items.digest.remind_of_actions",
    "reviews_reminded": "governance.risks.reminders.remind_reviews",
    "signers_reminded": "partnerships.signing.reminders.remind_signers",
    "concerns_taken_further": "governance.concerns.escalation.escalate_overdue",
    "concerns_reminded": "governance.concerns.escalation.remind_seniors",
    "charter_reviews_reminded": "governance.charter.reviews.remind_charter_reviews",
    "documents_made": "partnerships.documents.services.make_due_documents",
    "imports_resumed": "agreements.importing.services.resume_imports",
    "risk_imports_resumed": "governance.risks.importing.services.resume_risk_imports",
    "files_swept": "partnerships.files.services.sweep_files",
    "old_mails_emptied": "outbox.retention.remove_old_texts",
    "old_counters_removed": "common.limits.remove_old_counters",
    "old_marks_removed": "common.idempotency.remove_old_marks",
    "mails_delivered": "outbox.delivery.deliver_due",
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
