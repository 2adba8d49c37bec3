"""How each service is called on the prepared world: by its address, with what it takes by name."""

from typing import Final

from tests.locks import calls_governance, calls_of_others, calls_of_tables
from tests.locks.given import Calls

CALLS: Final[Calls] = {**calls_of_others.CALLS, **calls_governance.CALLS, **calls_of_tables.CALLS}

#: Called by services within their transaction, and recorded with them.
PARTS: Final = {
    "accounts.invitations.services.revoke_for",
    "accounts.invitations.services.withdraw_invitation",
    "accounts.organisations.administration.lock_organisation",
    "agreements.importing.importing.import_file",
    "common.locks.locked",
    "common.sweeping.for_each",
    "common.sweeping.in_batches",
    "governance.boards.planning.make_meetings_for",
    "governance.boards.replanning.upcoming_of",
    "governance.concerns.services.lock_concern",
    "governance.meetings.attendance.follow_board_members",
    "governance.meetings.inviting.send_due",
    "governance.meetings.offers.cancel_coming",
    "governance.meetings.offers.move",
    "governance.minutes.sealing.reopen_minutes",
    "governance.minutes.sealing.seal_minutes",
    "governance.action_items.importing.storing.store_actions",
    "governance.risks.importing.storing.store_lines",
    # called by the services of each room
    "partnerships.importing.services.choose",
    "partnerships.importing.services.discard",
    "partnerships.importing.services.look_elsewhere",
    "partnerships.importing.services.start",
    "partnerships.importing.services.store",
    "partnerships.people.importing.storing.store_people",
    "outbox.queueing.queue_all",
    "partnerships.access.locks.lock_for_update",
    "partnerships.access.locks.lock_partnership",
    "partnerships.files.store.sweep_contents",
    "partnerships.people.holdings.pass_on",
    "partnerships.people.inviting.give_invited_roles",
    "partnerships.people.inviting.lock_partnerships",
    "partnerships.people.services.locked_for_people",
}

#: Not raced: why.
ALONE: Final = {
    "accounts.organisations.founding.found_organisation": "the way into an empty installation",
    "partnerships.documents.services.make_due_documents": "each statement is a transaction of its own",
    "outbox.delivery.deliver_due": "each statement is a transaction of its own",
    "agreements.importing.services.resume_imports": "calls work_on_import for each",
    "governance.risks.importing.services.resume_risk_imports": "calls work_on_risk_import for each",
    "governance.action_items.importing.services.resume_action_imports": "calls work_on_action_import",
    "partnerships.people.importing.services.resume_people_imports": "calls work_on_people_import for each",
}
