from governance.action_items.models import ActionItem, DueMove, next_reminder
from governance.agendas.models import Agenda, AgendaItem
from governance.boards.models import Board, BoardMember, Interval, Month, Week, Weekday
from governance.charter.models import LONGEST_TEXT, MOST_SECTIONS, CharterSection, CharterVersion
from governance.charter.review_models import CharterReview
from governance.comments.models import Comment
from governance.concerns.escalation_model import (
    LEVELS,
    EscalationPolicy,
    above,
    escalation_policy_of,
    working_days_after,
)
from governance.concerns.models import Concern, ConcernNote, Perspective
from governance.decisions.models import Decision
from governance.horizon.models import HorizonItem
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.meetings.calendar_address_model import CalendarAddress
from governance.meetings.models import INVITED_BEFORE, Attendee, Meeting
from governance.minutes.models import Came, Minutes
from governance.risks.expected_gains.models import MOST_GAINS, ExpectedGain
from governance.risks.importing.models import RiskImport
from governance.risks.models import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.warnings.models import EarlyWarning

__all__ = [
    "INVITED_BEFORE",
    "LEVELS",
    "LONGEST_TEXT",
    "MOST_GAINS",
    "MOST_SECTIONS",
    "ActionItem",
    "Agenda",
    "AgendaItem",
    "Attendee",
    "Board",
    "BoardMember",
    "CalendarAddress",
    "Came",
    "CharterReview",
    "CharterSection",
    "CharterVersion",
    "Comment",
    "Concern",
    "ConcernNote",
    "Decision",
    "DueMove",
    "EarlyWarning",
    "EscalationPolicy",
    "ExpectedGain",
    "HorizonItem",
    "Idea",
    "Impact",
    "Interval",
    "Lesson",
    "Likelihood",
    "Meeting",
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
    "escalation_policy_of",
    "level_of",
    "next_reminder",
    "working_days_after",
]
