from governance.action_items.importing.models import ActionImport
from governance.action_items.models import ActionItem, DueMove
from governance.agendas.models import Agenda, AgendaItem
from governance.boards.models import Board, BoardMember
from governance.charter.models import CharterReview, CharterSection, CharterVersion
from governance.comments.models import Comment
from governance.concerns.models import Concern, ConcernNote, EscalationPolicy, Perspective
from governance.decisions.models import Decision
from governance.horizon.models import HorizonItem
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.meetings.models import Attendee, CalendarAddress, Meeting
from governance.minutes.models import Minutes
from governance.risks.expected_gains.models import ExpectedGain
from governance.risks.importing.models import RiskImport
from governance.risks.models import Risk, RiskScore
from governance.warnings.models import EarlyWarning

__all__ = [
    "ActionImport",
    "ActionItem",
    "Agenda",
    "AgendaItem",
    "Attendee",
    "Board",
    "BoardMember",
    "CalendarAddress",
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
    "Lesson",
    "Meeting",
    "Minutes",
    "Perspective",
    "Risk",
    "RiskImport",
    "RiskScore",
]
