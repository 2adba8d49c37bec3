from governance.models.action import Action, DueMove, next_reminder
from governance.models.agenda import Agenda, AgendaItem
from governance.models.board import Board, BoardMember, Interval, Month, Week, Weekday
from governance.models.calendar_address import CalendarAddress
from governance.models.charter import LONGEST_TEXT, MOST_SECTIONS, CharterSection, CharterVersion
from governance.models.charter_paper import CharterPaper
from governance.models.charter_review import CharterReview
from governance.models.comment import Comment
from governance.models.concern import Concern, ConcernNote, Perspective
from governance.models.decision import Decision
from governance.models.gain import MOST_GAINS, Gain
from governance.models.horizon import HorizonItem
from governance.models.idea import Idea
from governance.models.ladder import RUNGS, Ladder, above, ladder_of, working_days_after
from governance.models.lesson import Lesson
from governance.models.meeting import INVITED_BEFORE, Attendee, Meeting
from governance.models.minutes import Came, MeetingPaper, Minutes
from governance.models.risk import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.models.risk_import import RiskImport
from governance.models.warning import EarlyWarning

__all__ = [
    "INVITED_BEFORE",
    "LONGEST_TEXT",
    "MOST_GAINS",
    "MOST_SECTIONS",
    "RUNGS",
    "Action",
    "Agenda",
    "AgendaItem",
    "Attendee",
    "Board",
    "BoardMember",
    "CalendarAddress",
    "Came",
    "CharterPaper",
    "CharterReview",
    "CharterSection",
    "CharterVersion",
    "Comment",
    "Concern",
    "ConcernNote",
    "Decision",
    "DueMove",
    "EarlyWarning",
    "Gain",
    "HorizonItem",
    "Idea",
    "Impact",
    "Interval",
    "Ladder",
    "Lesson",
    "Likelihood",
    "Meeting",
    "MeetingPaper",
    "Minutes",
    "Month",
    "Party",
    "Perspective",
    "Risk",
    "RiskImport",
    "RiskScore",
    "Week",
    "Weekday",
    "above",
    "ladder_of",
    "level_of",
    "next_reminder",
    "working_days_after",
]
