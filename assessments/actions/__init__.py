from assessments.actions.answering import finish, save_answer
from assessments.actions.closing import agree_to_close, close_due_rounds, close_round
from assessments.actions.opening import open_by_hand, open_due_rounds, open_round
from assessments.actions.reminding import remind, tell_of_silence
from assessments.actions.report import make_due_reports, make_report, want_report, want_reports
from assessments.actions.respondents import (
    add_respondent,
    choose_respondents,
    remove_respondent,
    reset_respondents,
)

__all__ = [
    "add_respondent",
    "agree_to_close",
    "choose_respondents",
    "close_due_rounds",
    "close_round",
    "finish",
    "make_due_reports",
    "make_report",
    "open_by_hand",
    "open_due_rounds",
    "open_round",
    "remind",
    "remove_respondent",
    "reset_respondents",
    "save_answer",
    "tell_of_silence",
    "want_report",
    "want_reports",
]
