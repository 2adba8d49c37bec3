from governance.action_items.models import Action, DueMove, next_reminder
from governance.agendas.models import Agenda, AgendaItem
from governance.boards.models import Board, BoardMember, Interval, Month, Week, Weekday
from governance.charter.document_models import CharterPaper
from governance.charter.models import LONGEST_TEXT, MOST_SECTIONS, CharterSection, CharterVersion
from governance.charter.review_models import CharterReview
from governance.comments.models import Comment
from governance.concerns.escalation_model import RUNGS, Ladder, above, ladder_of, working_days_after
from governance.concerns.models import Concern, ConcernNote, Perspective
from governance.decisions.models import Decision
from governance.horizon.models import HorizonItem
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.meetings.calendar_address_model import CalendarAddress
from governance.meetings.models import INVITED_BEFORE, Attendee, Meeting
from governance.minutes.models import Came, MeetingPaper, Minutes
from governance.risks.expected_gains.models import MOST_GAINS, Gain
from governance.risks.importing.models import RiskImport
from governance.risks.models import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.warnings.models import EarlyWarning

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
