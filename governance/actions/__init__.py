from governance.actions.action import add_action, edit_action, reopen, tick_off
from governance.actions.agenda import (
    add_item,
    edit_item,
    move_item,
    order_agenda,
    remove_item,
    take_suggestions,
)
from governance.actions.agreeing import agree_action
from governance.actions.attending import answer_by_link, answer_meeting
from governance.actions.board import add_board, close_board, edit_board
from governance.actions.calendar_address import end_calendar_address, make_calendar_address
from governance.actions.charter import (
    Clash,
    add_section,
    move_section,
    put_back_section,
    remove_section,
    start_charter,
    write_section,
)
from governance.actions.charter_paper import make_charter_paper, make_due_charter_papers, want_charter_paper
from governance.actions.charter_review import plan_review, record_review, remind_charter_reviews, set_review
from governance.actions.charter_signing import put_up_charter, reopen_charter
from governance.actions.comment import say_about
from governance.actions.concern import (
    act_on_concern,
    raise_concern,
    reword_concern,
    say,
    share_concern,
    write_perspective,
)
from governance.actions.concern_end import agree_to_end, ask_for_more, propose_end, reopen_concern
from governance.actions.concern_ladder import escalate, remind_seniors, set_ladder, walk_ladders
from governance.actions.decision import add_decision, edit_decision, withdraw_decision
from governance.actions.digest import remind_of_actions
from governance.actions.gain import add_gain, remove_gain
from governance.actions.horizon import add_horizon_item, edit_horizon_item, prepare_for, watch_horizon_item
from governance.actions.idea import edit_idea, move_idea, raise_idea, set_aside, share_idea, take_up_again
from governance.actions.inviting import invite_due, remind_meetings
from governance.actions.lesson import edit_lesson, keep_lesson, share_lesson, unshare_lesson
from governance.actions.meeting import add_meeting, cancel_meeting, edit_meeting, hold_meeting
from governance.actions.minutes import (
    begin_minutes,
    hand_over_pen,
    keep_pen,
    lay_down_pen,
    renew_pen,
    save_minutes,
    take_pen,
)
from governance.actions.openness import answer_openness
from governance.actions.paper import (
    make_due_meeting_papers,
    make_meeting_paper,
    send_pre_read,
    want_minutes_paper,
    want_pre_read,
)
from governance.actions.planning import make_meetings
from governance.actions.proposing import propose_agendas
from governance.actions.reviewing import remind_reviews
from governance.actions.risk import add_risk, close_risk, edit_risk, reopen_risk, score_risk, treat_risk
from governance.actions.risk_import import (
    discard_risk_import,
    resume_risk_imports,
    start_risk_import,
    store_risk_import,
    work_on_risk_import,
)
from governance.actions.sealing import put_up_minutes
from governance.actions.seats import fill_seats, seats_follow
from governance.actions.warning import close_warning, keep_warning_open, raise_warning

__all__ = [
    "Clash",
    "act_on_concern",
    "add_action",
    "add_board",
    "add_decision",
    "add_gain",
    "add_horizon_item",
    "add_item",
    "add_meeting",
    "add_risk",
    "add_section",
    "agree_action",
    "agree_to_end",
    "answer_by_link",
    "answer_meeting",
    "answer_openness",
    "ask_for_more",
    "begin_minutes",
    "cancel_meeting",
    "close_board",
    "close_risk",
    "close_warning",
    "discard_risk_import",
    "edit_action",
    "edit_board",
    "edit_decision",
    "edit_horizon_item",
    "edit_idea",
    "edit_item",
    "edit_lesson",
    "edit_meeting",
    "edit_risk",
    "end_calendar_address",
    "escalate",
    "fill_seats",
    "hand_over_pen",
    "hold_meeting",
    "invite_due",
    "keep_lesson",
    "keep_pen",
    "keep_warning_open",
    "lay_down_pen",
    "make_calendar_address",
    "make_charter_paper",
    "make_due_charter_papers",
    "make_due_meeting_papers",
    "make_meeting_paper",
    "make_meetings",
    "move_idea",
    "move_item",
    "move_section",
    "order_agenda",
    "plan_review",
    "prepare_for",
    "propose_agendas",
    "propose_end",
    "put_back_section",
    "put_up_charter",
    "put_up_minutes",
    "raise_concern",
    "raise_idea",
    "raise_warning",
    "record_review",
    "remind_charter_reviews",
    "remind_meetings",
    "remind_of_actions",
    "remind_reviews",
    "remind_seniors",
    "remove_gain",
    "remove_item",
    "remove_section",
    "renew_pen",
    "reopen",
    "reopen_charter",
    "reopen_concern",
    "reopen_risk",
    "resume_risk_imports",
    "reword_concern",
    "save_minutes",
    "say",
    "say_about",
    "score_risk",
    "seats_follow",
    "send_pre_read",
    "set_aside",
    "set_ladder",
    "set_review",
    "share_concern",
    "share_idea",
    "share_lesson",
    "start_charter",
    "start_risk_import",
    "store_risk_import",
    "take_pen",
    "take_suggestions",
    "take_up_again",
    "tick_off",
    "treat_risk",
    "unshare_lesson",
    "walk_ladders",
    "want_charter_paper",
    "want_minutes_paper",
    "want_pre_read",
    "watch_horizon_item",
    "withdraw_decision",
    "work_on_risk_import",
    "write_perspective",
    "write_section",
]
