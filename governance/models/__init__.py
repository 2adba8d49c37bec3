from governance.models.action import Action
from governance.models.agenda import Agenda, AgendaItem
from governance.models.board import Board, BoardMember, Interval, Month, Week, Weekday
from governance.models.decision import Decision
from governance.models.horizon import HorizonItem
from governance.models.idea import Idea
from governance.models.lesson import Lesson
from governance.models.meeting import INVITED_BEFORE, Attendee, Meeting
from governance.models.minutes import Came, MeetingPaper, Minutes
from governance.models.risk import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.models.warning import EarlyWarning

__all__ = [
    "INVITED_BEFORE",
    "Action",
    "Agenda",
    "AgendaItem",
    "Attendee",
    "Board",
    "BoardMember",
    "Came",
    "Decision",
    "EarlyWarning",
    "HorizonItem",
    "Idea",
    "Impact",
    "Interval",
    "Lesson",
    "Likelihood",
    "Meeting",
    "MeetingPaper",
    "Minutes",
    "Month",
    "Party",
    "Risk",
    "RiskScore",
    "Week",
    "Weekday",
    "level_of",
]
