from governance.actions.action import add_action, edit_action, reopen, tick_off
from governance.actions.attending import answer_by_link, answer_meeting
from governance.actions.board import add_board, close_board, edit_board
from governance.actions.horizon import add_horizon_item, edit_horizon_item, prepare_for, watch_horizon_item
from governance.actions.idea import edit_idea, move_idea, raise_idea, set_aside, share_idea, take_up_again
from governance.actions.inviting import invite_due, remind_meetings
from governance.actions.lesson import edit_lesson, keep_lesson, share_lesson, unshare_lesson
from governance.actions.meeting import add_meeting, cancel_meeting, edit_meeting, hold_meeting
from governance.actions.openness import answer_openness
from governance.actions.planning import make_meetings
from governance.actions.reviewing import remind_reviews
from governance.actions.risk import add_risk, close_risk, edit_risk, reopen_risk, score_risk, treat_risk
from governance.actions.seats import fill_seats, seats_follow
from governance.actions.warning import close_warning, keep_warning_open, raise_warning

__all__ = [
    "add_action",
    "add_board",
    "add_horizon_item",
    "add_meeting",
    "add_risk",
    "answer_by_link",
    "answer_meeting",
    "answer_openness",
    "cancel_meeting",
    "close_board",
    "close_risk",
    "close_warning",
    "edit_action",
    "edit_board",
    "edit_horizon_item",
    "edit_idea",
    "edit_lesson",
    "edit_meeting",
    "edit_risk",
    "fill_seats",
    "hold_meeting",
    "invite_due",
    "keep_lesson",
    "keep_warning_open",
    "make_meetings",
    "move_idea",
    "prepare_for",
    "raise_idea",
    "raise_warning",
    "remind_meetings",
    "remind_reviews",
    "reopen",
    "reopen_risk",
    "score_risk",
    "seats_follow",
    "set_aside",
    "share_idea",
    "share_lesson",
    "take_up_again",
    "tick_off",
    "treat_risk",
    "unshare_lesson",
    "watch_horizon_item",
]
