"""Every sweep: ask the database what is due at a moment, and call the action for it. A sweep keeps no
schedule of its own; a missed one is caught up by the next, and two at once do nothing twice."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from common.sweeping import forget_broken_sweeps, forget_old, is_out_of_time, note_broken_sweep

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
    "action_imports_resumed": "governance.action_items.importing.services.resume_action_imports",
    "people_imports_resumed": "partnerships.people.importing.services.resume_people_imports",
    "files_swept": "partnerships.files.services.sweep_files",
    "passwords_asked_for": "accounts.sign_in.forgotten.answer_forgotten",
    "old_mails_emptied": "outbox.retention.remove_old_texts",
    "old_counters_removed": "common.limits.remove_old_counters",
    "old_sessions_removed": "accounts.sign_in.sessions.remove_old_sessions",
    "old_marks_removed": "common.idempotency.remove_old_marks",
    "reminders_grouped": "outbox.grouping.group_reminders",
    "mails_delivered": "outbox.delivery.deliver_due",
}
FAILED: Final = "failed"
#: What each is called where people read of it.
LABELS: Final[dict[str, str]] = {
    "health_checks_closed": gettext_noop("Health checks closed"),
    "health_checks_opened": gettext_noop("Health checks opened"),
    "reminders_queued": gettext_noop("Reminders written"),
    "silent_sides_told": gettext_noop("Told that their side has not answered"),
    "seats_filled": gettext_noop("Boards whose seats followed a role"),
    "meetings_made": gettext_noop("Meetings planned"),
    "meetings_invited": gettext_noop("Invitations to meetings"),
    "meetings_reminded": gettext_noop("Reminders of meetings"),
    "actions_reminded": gettext_noop("Reminders of actions"),
    "reviews_reminded": gettext_noop("Reminders of risk reviews"),
    "signers_reminded": gettext_noop("Reminders of signatures"),
    "concerns_taken_further": gettext_noop("Concerns taken a step further"),
    "concerns_reminded": gettext_noop("Reminders of concerns"),
    "agendas_proposed": gettext_noop("Agendas filled"),
    "charter_reviews_reminded": gettext_noop("Reminders of charter reviews"),
    "documents_made": gettext_noop("Documents made"),
    "imports_resumed": gettext_noop("Imports taken up again"),
    "risk_imports_resumed": gettext_noop("Imports of risks taken up again"),
    "action_imports_resumed": gettext_noop("Imports of actions taken up again"),
    "people_imports_resumed": gettext_noop("Imports of people taken up again"),
    "files_swept": gettext_noop("Files deleted that nothing refers to"),
    "passwords_asked_for": gettext_noop("Emails for a new password written"),
    "old_mails_emptied": gettext_noop("Old emails whose text was removed"),
    "old_counters_removed": gettext_noop("Counts of limits removed that had ended"),
    "old_sessions_removed": gettext_noop("Sessions removed that had ended"),
    "old_marks_removed": gettext_noop("Marks of sent forms removed"),
    "reminders_grouped": gettext_noop("Reminders of one kind put into one email"),
    "mails_delivered": gettext_noop("Emails delivered"),
    FAILED: gettext_noop("Sweeps that failed (see the log)"),
}


def run_sweeps(now: datetime) -> dict[str, int]:
    """Run every sweep as of ``now``. Returns how much each did, and under ``failed`` how many broke: one
    that breaks is logged, shown to administrators, and stops no other. That one thing of a sweep fails is its
    own matter (``common.sweeping``)."""
    done = {FAILED: 0}
    broken: set[str] = set()
    for name, path in SWEEPS.items():
        try:
            sweep: Callable[[datetime], int] = import_string(path)
            done[name] = sweep(now)
        except Exception as error:
            if is_out_of_time(error):
                raise
            broken.add(LABELS.get(name, name))
            _note_broken(LABELS.get(name, name), error)
            done[name] = 0
            done[FAILED] += 1
    forget_broken_sweeps(but=broken)
    forget_old(now)
    return done


def _note_broken(sweep: str, error: Exception) -> None:
    try:
        note_broken_sweep(sweep, error)
    except Exception:
        log.exception("that a sweep failed could not be written down")
