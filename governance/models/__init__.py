from governance.models.action import Action
from governance.models.agenda import Agenda, AgendaItem
from governance.models.board import Board, BoardMember
from governance.models.decision import Decision
from governance.models.horizon import HorizonItem
from governance.models.idea import Idea
from governance.models.lesson import Lesson
from governance.models.meeting import Attendee, Meeting
from governance.models.minutes import Came, MeetingPaper, Minutes
from governance.models.risk import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.models.warning import EarlyWarning

__all__ = [
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
    "Lesson",
    "Likelihood",
    "Meeting",
    "MeetingPaper",
    "Minutes",
    "Party",
    "Risk",
    "RiskScore",
    "level_of",
]
