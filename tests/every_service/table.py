"""Who may call which service, whatever door they come through. A service that is not here fails the test, and
so does a row whose service is gone. Those who may hear what makes no sense now; others are refused."""

from typing import Final

from tests.every_url.table import (
    CALLERS,
    CUSTOMER_WORKERS,
    INSIDERS,
    LEADS,
    NOBODY,
    OFFICE,
    OWN_ADMINISTRATOR,
    SENIORS,
    SIGNED_IN,
    STEERING,
    STRANGER,
    WORKERS,
)

People = frozenset[str]
SUPPLIER_WORKERS: Final[People] = frozenset({"supplier_member", "supplier_lead", "srie"})
CUSTOMER_STEERING: Final[People] = frozenset({"sro", "lead", "officer"})
CUSTOMER_LEAD: Final[People] = frozenset({"lead"})
CUSTOMER_PROPOSERS: Final[People] = frozenset({"lead", "officer"})
SUPPLIER_ANSWERERS: Final[People] = frozenset({"supplier_lead", "srie"})
ANSWERING: Final[People] = frozenset({"supplier_officer", "supplier_administrator"})


def _of(people: People, *paths: str) -> dict[str, People]:
    return {f"{paths[0]}.{name}": people for name in " ".join(paths[1:]).split()}


TABLE: Final[dict[str, People]] = {
    # accounts: about one's own organisation, and oneself
    **_of(OWN_ADMINISTRATOR, "accounts.invitations.services", "invite revoke_invitation"),
    # the operator's, who is none of these
    **_of(NOBODY, "accounts.invitations.adding", "add_organisation"),
    **_of(OWN_ADMINISTRATOR, "accounts.organisations.memberships", "change_rights remove_person"),
    **_of(OWN_ADMINISTRATOR, "accounts.organisations.services", "edit_organisation"),
    **_of(OWN_ADMINISTRATOR, "outbox.sending_again", "send_again"),
    # the invitation is the stranger's, by its address
    **_of(STRANGER, "accounts.invitations.services", "accept_invitation_as"),
    **_of(SIGNED_IN, "accounts.people.services", "edit_profile"),
    **_of(SIGNED_IN, "governance.meetings.calendar_address", "make_calendar_address end_calendar_address"),
    # the office: proposals and the register
    **_of(OFFICE, "partnerships.lifecycle.proposals", "propose_partnership"),
    **_of(OFFICE, "agreements.importing.services", "start_import store_import discard_import"),
    **_of(OFFICE, "agreements.register.services", "add_agreement edit_agreement"),
    **_of(OFFICE, "agreements.register.starting", "start_partnership"),
    **_of(ANSWERING, "partnerships.lifecycle.proposals", "accept_proposal decline_proposal"),
    **_of(CUSTOMER_PROPOSERS, "partnerships.lifecycle.proposals", "propose_again withdraw_proposal"),
    # the partnership, its people and papers
    **_of(STEERING, "partnerships.lifecycle.services", "edit_partnership"),
    # the customer's lead has proposed it
    **_of(SUPPLIER_ANSWERERS, "partnerships.lifecycle.changes", "accept_change decline_change"),
    **_of(CUSTOMER_STEERING, "partnerships.lifecycle.changes", "withdraw_change"),
    **_of(INSIDERS, "partnerships.documents.services", "request_own_document"),
    **_of(INSIDERS, "governance.charter.documents", "request_charter_document"),
    **_of(WORKERS, "partnerships.files.services", "add_attachment"),
    **_of(CUSTOMER_LEAD, "partnerships.files.services", "remove_attachment"),
    **_of(SENIORS, "partnerships.mandates.services", "name_signer"),
    **_of(frozenset({"sro"}), "partnerships.mandates.services", "end_mandate"),
    **_of(CUSTOMER_STEERING, "partnerships.people.hand_over", "hand_over"),
    **_of(CUSTOMER_STEERING, "partnerships.people.services", "change_role end_role name_peer"),
    **_of(STEERING, "partnerships.people.inviting", "invite_to_role"),
    **_of(CUSTOMER_STEERING, "partnerships.people.inviting", "withdraw_invited_role"),
    **_of(STEERING, "partnerships.people.services", "give_role name_escalation"),
    **_of(WORKERS, "partnerships.people.lines", "try_line"),
    **_of(CALLERS, "partnerships.signing.services", "submit_for_signature withdraw_sign_off"),
    # the lead is named in writing
    **_of(SENIORS | {"lead"}, "partnerships.signing.services", "sign"),
    # health checks
    **_of(WORKERS, "assessments.results.services", "propose_action"),
    **_of(LEADS, "assessments.rounds.opening", "open_round"),
    **_of(LEADS, "assessments.rounds.closing", "agree_to_close"),
    **_of(
        LEADS, "assessments.respondents.services",
        "choose_respondents add_respondent remove_respondent reset_respondents send_invitation_again",
    ),
    # working together
    **_of(WORKERS, "governance.action_items.services", "add_action edit_action complete reopen"),
    **_of(
        WORKERS, "governance.agendas.services",
        "add_item take_suggestions edit_item remove_item move_item order_agenda",
    ),
    **_of(CALLERS, "governance.boards.services", "add_board edit_board close_board"),
    **_of(
        WORKERS, "governance.charter.services",
        "write_section add_section move_section remove_section restore_section",
    ),
    **_of(CALLERS, "governance.charter.services", "start_charter"),
    **_of(CALLERS, "governance.charter.reviews", "set_review plan_review record_review"),
    **_of(CALLERS, "governance.charter.signing", "submit_charter"),
    # waits in another partnership, whose SRO is the lead now
    **_of(LEADS | {"srie"}, "governance.charter.signing", "reopen_charter"),
    **_of(WORKERS, "governance.comments.services", "add_comment"),
    **_of(
        WORKERS, "governance.concerns.services", "raise_concern add_note write_perspective act_on_concern"
    ),
    **_of(frozenset({"member"}), "governance.concerns.services", "reword_concern"),
    **_of(CUSTOMER_WORKERS, "governance.concerns.services", "share_concern"),
    **_of(WORKERS, "governance.concerns.escalation", "escalate"),
    **_of(LEADS, "governance.concerns.escalation", "set_escalation_policy"),
    **_of(WORKERS, "governance.concerns.ending", "propose_end reopen_concern"),
    # proposed by the customer
    **_of(SUPPLIER_WORKERS, "governance.concerns.ending", "agree_to_end ask_for_more"),
    **_of(WORKERS, "governance.decisions.services", "add_decision edit_decision withdraw_decision"),
    **_of(
        WORKERS, "governance.horizon.services",
        "add_horizon_item edit_horizon_item watch_horizon_item prepare_for",
    ),
    **_of(WORKERS, "governance.ideas.services", "raise_idea edit_idea move_idea set_aside take_up_again"),
    **_of(CUSTOMER_WORKERS, "governance.ideas.services", "share_idea"),
    **_of(WORKERS, "governance.lessons.services", "add_lesson"),
    **_of(CUSTOMER_WORKERS, "governance.lessons.services", "edit_lesson"),
    **_of(CUSTOMER_LEAD, "governance.lessons.services", "share_lesson unshare_lesson"),
    **_of(WORKERS, "governance.meetings.answering", "answer_meeting"),
    **_of(
        CALLERS, "governance.meetings.services",
        "add_meeting edit_meeting cancel_meeting hold_meeting invite_again",
    ),
    **_of(WORKERS, "governance.minutes.agreeing", "agree_action"),
    **_of(WORKERS, "governance.minutes.documents", "send_pre_read"),
    **_of(CALLERS, "governance.minutes.sealing", "submit_minutes"),
    **_of(
        WORKERS, "governance.minutes.services",
        "begin_minutes take_editing_lock renew_editing_lock hand_over_editing_lock keep_editing_lock"
        " release_editing_lock save_minutes",
    ),
    **_of(CALLERS, "governance.openness.services", "answer_openness"),
    **_of(WORKERS, "governance.risks.expected_gains.services", "add_expected_gain"),
    **_of(CUSTOMER_WORKERS, "governance.risks.expected_gains.services", "remove_expected_gain"),
    **_of(WORKERS, "governance.risks.importing.services", "start_risk_import"),
    **_of(
        CUSTOMER_WORKERS, "governance.risks.importing.services",
        "choose_risk_columns find_risk_table store_risk_import discard_risk_import",
    ),
    **_of(WORKERS, "governance.action_items.importing.services", "start_action_import"),
    **_of(
        CUSTOMER_WORKERS, "governance.action_items.importing.services",
        "choose_action_columns find_action_table store_action_import discard_action_import",
    ),
    **_of(STEERING, "partnerships.people.importing.services", "start_people_import"),
    **_of(
        CUSTOMER_STEERING, "partnerships.people.importing.services",
        "choose_people_columns find_people_table store_people_import discard_people_import",
    ),
    **_of(
        WORKERS, "governance.risks.services",
        "add_risk edit_risk score_risk close_risk reopen_risk treat_risk",
    ),
    **_of(WORKERS, "governance.warnings.services", "raise_warning close_warning keep_warning_open"),
}  # fmt: skip

#: Narrowed to what the person administers, so that there is nobody to refuse.
NARROWED: Final = {"outbox.sending_again.send_all_again"}
#: Told who did it by the service that calls them, which has asked.
PARTS: Final = {
    "accounts.invitations.services.invite_colleague",
    "accounts.invitations.services.invite_first_administrator",
    "accounts.organisations.memberships.end_sessions",
    "governance.boards.seats.change_members",
    "governance.concerns.emails.news",
    "partnerships.lifecycle.changes.propose_changes",
    "partnerships.timeline.services.record",
    "partnerships.timeline.services.record_all",
}
#: Read, and taken along, after the end as well.
AFTER_THE_END: Final = {
    "partnerships.documents.services.request_own_document",
    "governance.charter.documents.request_charter_document",
}
