"""Who may ask for what: every URL of the product, by name. A URL that is not here fails the test, and so
does a row whose URL is gone."""

from dataclasses import dataclass

SIDES = ("", "supplier_")


def both(*names: str) -> frozenset[str]:
    return frozenset(f"{side}{name}" for side in SIDES for name in names)


SENIORS = frozenset({"sro", "srie"})
READERS = both("reader")
MEMBERS = both("member")
LEADS = both("lead")
OFFICERS = both("officer")
ADMINISTRATORS = both("administrator")
CUSTOMERS = frozenset({"sro", "lead", "member", "reader", "officer", "administrator"})

NOBODY: frozenset[str] = frozenset()
STRANGER = frozenset({"stranger"})
WITH_ROLES = SENIORS | READERS | MEMBERS | LEADS
INSIDERS = WITH_ROLES | OFFICERS  # those who find the partnership at all
SIGNED_IN = INSIDERS | ADMINISTRATORS | STRANGER
EVERYBODY = SIGNED_IN | {"anonymous"}

WORKERS = SENIORS | MEMBERS | LEADS
CALLERS = SENIORS | LEADS  # who set boards up and call meetings
STEERING = SENIORS | LEADS | OFFICERS


@dataclass(frozen=True)
class Row:
    """Who gets an answer to GET and to POST; ``None`` where the URL does not take the method. Insiders
    without the right get 403 on a partnership's page; everyone else 404, signed-out people the sign-in."""

    get: frozenset[str] | None
    post: frozenset[str] | None = None
    #: The roles of a person's own: what others who are signed in get instead of 404.
    refused: int = 404


OFFICE = frozenset({"officer"})
OWN_ADMINISTRATOR = frozenset({"administrator"})
CUSTOMER_WORKERS = frozenset({"sro", "lead", "member"})
CUSTOMER_PARTNERS = frozenset({"sro", "lead", "member", "reader", "officer"})

TABLE: dict[str, Row] = {
    # the machine's own
    "healthz": Row(EVERYBODY),
    "readyz": Row(EVERYBODY),
    # people
    "profile": Row(SIGNED_IN, SIGNED_IN),
    "set_language": Row(EVERYBODY, EVERYBODY),  # to GET it answers by leading back, and changes nothing
    # the operator's, who is none of these
    "organisations": Row(NOBODY),
    "organisations_csv": Row(NOBODY),
    "organisations_xlsx": Row(NOBODY),
    "add_organisation": Row(NOBODY, NOBODY),
    "organisation": Row(OWN_ADMINISTRATOR),
    "organisation_csv": Row(OWN_ADMINISTRATOR),
    "organisation_xlsx": Row(OWN_ADMINISTRATOR),
    "edit_organisation": Row(OWN_ADMINISTRATOR, OWN_ADMINISTRATOR),
    "invite": Row(OWN_ADMINISTRATOR, OWN_ADMINISTRATOR),
    "renew_invitation": Row(None, OWN_ADMINISTRATOR),
    "revoke_invitation": Row(None, OWN_ADMINISTRATOR),
    "membership": Row(OWN_ADMINISTRATOR, OWN_ADMINISTRATOR),
    "remove_person": Row(None, OWN_ADMINISTRATOR),
    "invitation": Row(EVERYBODY, EVERYBODY),
    # partnerships
    "partnerships": Row(SIGNED_IN),
    "partnerships_csv": Row(SIGNED_IN),
    "partnerships_xlsx": Row(SIGNED_IN),
    "new_partnership": Row(OFFICERS | STRANGER, OFFICERS | STRANGER, refused=403),
    "overview": Row(INSIDERS),
    # answered already: whoever may see it is led back to it, and nothing changes
    "proposal": Row(STEERING | {"supplier_administrator"}, STEERING | {"supplier_administrator"}),
    "edit_partnership": Row(STEERING, STEERING),
    "change_proposals": Row(INSIDERS),
    "change_proposals_csv": Row(INSIDERS),
    "change_proposals_xlsx": Row(INSIDERS),
    # the customer's lead has proposed it, whose side withdraws it
    "answer_change": Row(None, frozenset({"sro", "lead", "officer"})),
    "people": Row(INSIDERS),
    "people_csv": Row(INSIDERS),
    "people_xlsx": Row(INSIDERS),
    "give_role": Row(STEERING, STEERING),
    "invite_to_role": Row(STEERING, STEERING),
    # the customer's
    "withdraw_invited_role": Row(None, frozenset({"sro", "lead", "officer"})),
    "role": Row(frozenset({"sro", "lead", "officer"}), frozenset({"sro", "lead", "officer"})),
    "escalation": Row(STEERING, STEERING),
    "line": Row(INSIDERS, WORKERS),
    # the customer's member hands over
    "hand_over": Row(frozenset({"sro", "lead", "officer"}), frozenset({"sro", "lead", "officer"})),
    "supplier_suggestions": Row(OFFICERS | STRANGER, refused=403),
    # what both sign
    "sign_offs": Row(INSIDERS),
    "sign_offs_csv": Row(INSIDERS),
    "sign_offs_xlsx": Row(INSIDERS),
    "sign_off": Row(INSIDERS),
    "sign": Row(None, SENIORS),
    "withdraw_sign_off": Row(None, SENIORS | LEADS),
    "sign_off_txt": Row(INSIDERS),
    "sign_off_pdf": Row(INSIDERS, INSIDERS),
    "signers": Row(INSIDERS, SENIORS),
    "signers_csv": Row(INSIDERS),
    "signers_xlsx": Row(INSIDERS),
    # the customer's
    "end_mandate": Row(None, frozenset({"sro"})),
    # agreements
    "agreements": Row(SIGNED_IN),
    "agreements_csv": Row(SIGNED_IN),
    "agreements_xlsx": Row(SIGNED_IN),
    "agreement": Row(OFFICE),
    "new_agreement": Row(OFFICERS | STRANGER, OFFICERS | STRANGER),
    "edit_agreement": Row(OFFICE, OFFICE),
    "start_partnership": Row(OFFICE, OFFICE),
    "imports": Row(OFFICERS | STRANGER, OFFICERS | STRANGER),
    "imports_csv": Row(OFFICERS | STRANGER),
    "imports_xlsx": Row(OFFICERS | STRANGER),
    "import_run": Row(OFFICE, OFFICE),
    # actions
    "comment": Row(WORKERS, WORKERS),
    "actions": Row(INSIDERS, WORKERS),
    "actions_csv": Row(INSIDERS),
    "actions_xlsx": Row(INSIDERS),
    "action": Row(INSIDERS),
    "new_action": Row(WORKERS, WORKERS),
    "edit_action": Row(WORKERS, WORKERS),
    "complete_action": Row(None, WORKERS),
    # boards and meetings
    "boards": Row(INSIDERS),
    "boards_csv": Row(INSIDERS),
    "boards_xlsx": Row(INSIDERS),
    "board": Row(INSIDERS),
    "new_board": Row(CALLERS, CALLERS),
    "edit_board": Row(CALLERS, CALLERS),
    "meetings": Row(INSIDERS),
    "meetings_csv": Row(INSIDERS),
    "meetings_xlsx": Row(INSIDERS),
    "meeting": Row(INSIDERS),
    "new_meeting": Row(CALLERS, CALLERS),
    # agendas, minutes, decisions: in a meeting that everybody who works there attends
    "agenda": Row(INSIDERS, WORKERS),
    "take_suggestions": Row(None, WORKERS),
    "order_agenda": Row(None, WORKERS),
    "agenda_item": Row(WORKERS, WORKERS),
    "pre_read": Row(INSIDERS, INSIDERS),
    "send_pre_read": Row(None, WORKERS),
    "pre_read_file": Row(INSIDERS),
    "minutes": Row(INSIDERS, WORKERS),
    "minutes_editing_lock": Row(None, WORKERS),
    "minutes_state": Row(INSIDERS),
    "submit_minutes": Row(None, SENIORS | LEADS),
    "minutes_document": Row(INSIDERS, INSIDERS),
    "new_decision": Row(None, WORKERS),
    "agree_action": Row(None, WORKERS),
    "decisions": Row(INSIDERS),
    "decisions_csv": Row(INSIDERS),
    "decisions_xlsx": Row(INSIDERS),
    "decision": Row(INSIDERS),
    "edit_decision": Row(WORKERS, WORKERS),
    "close_board": Row(CALLERS, CALLERS),
    "edit_meeting": Row(CALLERS, CALLERS),
    "cancel_meeting": Row(CALLERS, CALLERS),
    "hold_meeting": Row(None, CALLERS),
    "invite_again": Row(None, CALLERS),
    "answer_meeting": Row(None, WORKERS),
    "attend": Row(EVERYBODY, EVERYBODY),
    "calendar_address": Row(SIGNED_IN, SIGNED_IN),
    "calendar_feed": Row(EVERYBODY),
    "calendar": Row(SIGNED_IN),
    # files
    "files": Row(INSIDERS),
    "files_csv": Row(INSIDERS),
    "files_xlsx": Row(INSIDERS),
    "file": Row(INSIDERS),
    "attach_file": Row(WORKERS, WORKERS),
    "remove_file": Row(frozenset({"lead"}), frozenset({"lead"})),
    # ideas, lessons, the timeline
    "ideas": Row(INSIDERS),
    "ideas_csv": Row(INSIDERS),
    "ideas_xlsx": Row(INSIDERS),
    "idea": Row(INSIDERS),
    "new_idea": Row(WORKERS, WORKERS),
    "edit_idea": Row(WORKERS, WORKERS),
    "move_idea": Row(None, WORKERS),
    "set_aside_idea": Row(None, WORKERS),
    "share_idea": Row(None, WORKERS),
    "idea_action": Row(WORKERS, WORKERS),
    "shared_lessons": Row(SIGNED_IN),
    "shared_lessons_csv": Row(SIGNED_IN),
    "shared_lessons_xlsx": Row(SIGNED_IN),
    "lessons": Row(INSIDERS),
    "lessons_csv": Row(INSIDERS),
    "lessons_xlsx": Row(INSIDERS),
    "lesson": Row(INSIDERS),
    "new_lesson": Row(WORKERS, WORKERS),
    # the customer's lesson, of which the supplier reads what is joint
    "edit_lesson": Row(CUSTOMER_WORKERS, CUSTOMER_WORKERS),
    "share_lesson": Row(None, frozenset({"lead"})),
    "timeline": Row(INSIDERS),
    "timeline_csv": Row(INSIDERS),
    "timeline_xlsx": Row(INSIDERS),
    "openness": Row(INSIDERS, SENIORS | LEADS),
    "charter": Row(INSIDERS),
    "start_charter": Row(None, SENIORS | LEADS),
    "compare_charters": Row(INSIDERS),
    "charter_version": Row(INSIDERS),
    "submit_charter": Row(SENIORS | LEADS, SENIORS | LEADS),
    "reopen_charter": Row(None, SENIORS | LEADS),
    "record_review": Row(SENIORS | LEADS, SENIORS | LEADS),
    "plan_review": Row(SENIORS | LEADS, SENIORS | LEADS),
    "request_charter_document": Row(None, INSIDERS),
    "charter_document": Row(INSIDERS),
    "charter_workshop": Row(INSIDERS, WORKERS),
    "charter_changes": Row(INSIDERS, WORKERS),
    "write_section": Row(None, WORKERS),
    "arrange_section": Row(None, WORKERS),
    # risks, early warnings, horizon
    "risks": Row(INSIDERS),
    "risks_csv": Row(INSIDERS),
    "risks_xlsx": Row(INSIDERS),
    "risk": Row(INSIDERS),
    "new_risk": Row(WORKERS, WORKERS),
    "edit_risk": Row(WORKERS, WORKERS),
    "review_risk": Row(WORKERS, WORKERS),
    "close_risk": Row(None, WORKERS),
    "gains": Row(INSIDERS, WORKERS),
    "gains_csv": Row(INSIDERS),
    "gains_xlsx": Row(INSIDERS),
    "remove_gain": Row(None, CUSTOMER_WORKERS),
    "risk_imports": Row(WORKERS, WORKERS),
    "risk_imports_csv": Row(WORKERS),
    "risk_imports_xlsx": Row(WORKERS),
    "risk_import": Row(CUSTOMER_WORKERS, CUSTOMER_WORKERS),
    "risk_import_columns": Row(CUSTOMER_WORKERS, CUSTOMER_WORKERS),
    "action_imports": Row(WORKERS, WORKERS),
    "action_imports_csv": Row(WORKERS),
    "action_imports_xlsx": Row(WORKERS),
    "action_import": Row(CUSTOMER_WORKERS, CUSTOMER_WORKERS),
    "action_import_columns": Row(CUSTOMER_WORKERS, CUSTOMER_WORKERS),
    "people_imports": Row(STEERING, STEERING),
    "people_imports_csv": Row(STEERING),
    "people_imports_xlsx": Row(STEERING),
    # the customer's
    "people_import": Row(CUSTOMER_PARTNERS - {"member", "reader"}, CUSTOMER_PARTNERS - {"member", "reader"}),
    "people_import_columns": Row(
        CUSTOMER_PARTNERS - {"member", "reader"}, CUSTOMER_PARTNERS - {"member", "reader"}
    ),
    "treat_risk": Row(WORKERS, WORKERS),
    "warnings": Row(INSIDERS, WORKERS),
    "warnings_csv": Row(INSIDERS),
    "warnings_xlsx": Row(INSIDERS),
    "close_warning": Row(None, WORKERS),
    # concerns
    "concerns": Row(INSIDERS),
    "concerns_csv": Row(INSIDERS),
    "concerns_xlsx": Row(INSIDERS),
    "concern": Row(INSIDERS),
    "new_concern": Row(WORKERS, WORKERS),
    "edit_concern": Row(WORKERS, WORKERS),
    "share_concern": Row(None, WORKERS),
    "say_about_concern": Row(None, WORKERS),
    "act_on_concern": Row(WORKERS, WORKERS),
    "concern_perspective": Row(WORKERS, WORKERS),
    "escalate_concern": Row(WORKERS, WORKERS),
    "end_concern": Row(WORKERS, WORKERS),
    "answer_end": Row(None, WORKERS),
    "reopen_concern": Row(WORKERS, WORKERS),
    "escalation_policy": Row(INSIDERS, LEADS),
    "horizon": Row(INSIDERS),
    "horizon_csv": Row(INSIDERS),
    "horizon_xlsx": Row(INSIDERS),
    "new_horizon_item": Row(WORKERS, WORKERS),
    "horizon_item": Row(INSIDERS, WORKERS),
    "edit_horizon_item": Row(WORKERS, WORKERS),
    "prepare_for": Row(WORKERS, WORKERS),
    # health checks
    "health_checks": Row(INSIDERS),
    "health_checks_csv": Row(INSIDERS),
    "health_checks_xlsx": Row(INSIDERS),
    "open_health_check": Row(LEADS, LEADS),
    "respondents": Row(LEADS, LEADS),
    "health_check": Row(INSIDERS),
    "close_health_check": Row(None, LEADS),
    "answer": Row(WITH_ROLES),
    "answer_question": Row(WITH_ROLES, WITH_ROLES),
    "answer_finished": Row(WITH_ROLES, WITH_ROLES),
    "finding": Row(INSIDERS, WORKERS),
    "report": Row(STEERING, STEERING),
    "answer_by_link": Row(EVERYBODY),
    "answer_by_link_question": Row(EVERYBODY, EVERYBODY),
    "answer_by_link_finished": Row(EVERYBODY, EVERYBODY),
    # outbox
    "outbox": Row(ADMINISTRATORS | STRANGER),
    "outbox_csv": Row(ADMINISTRATORS | STRANGER),
    "outbox_xlsx": Row(ADMINISTRATORS | STRANGER),
    "message": Row(OWN_ADMINISTRATOR),
    "message_html": Row(OWN_ADMINISTRATOR),
    "attachment": Row(OWN_ADMINISTRATOR),
    "send_again": Row(None, OWN_ADMINISTRATOR),
    "send_all_again": Row(None, ADMINISTRATORS | STRANGER),
    # what one sees first
    "my_work": Row(SIGNED_IN),
    "search": Row(SIGNED_IN),
}

#: django-allauth's own pages, which know no partnership: whether they need somebody signed in.
ALLAUTH: dict[str, bool] = {
    "account_login": False,
    "account_logout": True,
    "sign_out_everywhere": True,
    "account_inactive": False,
    "account_signup": False,
    "account_reauthenticate": True,
    "account_change_password": True,
    "account_set_password": True,
    "account_reset_password": False,
    "account_reset_password_done": False,
    "account_reset_password_from_key": False,
    "account_reset_password_from_key_done": False,
}
