from governance.models.action import Action
from governance.models.board import Board, BoardMember, Interval, Month, Week, Weekday
from governance.models.horizon import HorizonItem
from governance.models.idea import Idea
from governance.models.lesson import Lesson
from governance.models.meeting import INVITED_BEFORE, Attendee, Meeting
from governance.models.risk import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.models.warning import EarlyWarning

__all__ = [
    "INVITED_BEFORE",
    "Action",
    "Attendee",
    "Board",
    "BoardMember",
    "EarlyWarning",
    "HorizonItem",
    "Idea",
    "Impact",
    "Interval",
    "Lesson",
    "Likelihood",
    "Meeting",
    "Month",
    "Party",
    "Risk",
    "RiskScore",
    "Week",
    "Weekday",
    "level_of",
]
