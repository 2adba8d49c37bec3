from governance.actions.action import add_action, edit_action, reopen, tick_off
from governance.actions.charter import (
    Clash,
    add_section,
    move_section,
    put_back_section,
    remove_section,
    start_charter,
    write_section,
)
from governance.actions.charter_signing import put_up_charter, reopen_charter
from governance.actions.horizon import add_horizon_item, edit_horizon_item, prepare_for, watch_horizon_item
from governance.actions.idea import edit_idea, move_idea, raise_idea, set_aside, share_idea, take_up_again
from governance.actions.lesson import edit_lesson, keep_lesson, share_lesson, unshare_lesson
from governance.actions.openness import answer_openness
from governance.actions.reviewing import remind_reviews
from governance.actions.risk import add_risk, close_risk, edit_risk, reopen_risk, score_risk, treat_risk
from governance.actions.warning import close_warning, keep_warning_open, raise_warning

__all__ = [
    "Clash",
    "add_action",
    "add_horizon_item",
    "add_risk",
    "add_section",
    "answer_openness",
    "close_risk",
    "close_warning",
    "edit_action",
    "edit_horizon_item",
    "edit_idea",
    "edit_lesson",
    "edit_risk",
    "keep_lesson",
    "keep_warning_open",
    "move_idea",
    "move_section",
    "prepare_for",
    "put_back_section",
    "put_up_charter",
    "raise_idea",
    "raise_warning",
    "remind_reviews",
    "remove_section",
    "reopen",
    "reopen_charter",
    "reopen_risk",
    "score_risk",
    "set_aside",
    "share_idea",
    "share_lesson",
    "start_charter",
    "take_up_again",
    "tick_off",
    "treat_risk",
    "unshare_lesson",
    "watch_horizon_item",
    "write_section",
]
