from governance.models.action import Action
from governance.models.charter import LONGEST_TEXT, MOST_SECTIONS, CharterSection, CharterVersion
from governance.models.horizon import HorizonItem
from governance.models.idea import Idea
from governance.models.lesson import Lesson
from governance.models.risk import Impact, Likelihood, Party, Risk, RiskScore, level_of
from governance.models.warning import EarlyWarning

__all__ = [
    "LONGEST_TEXT",
    "MOST_SECTIONS",
    "Action",
    "CharterSection",
    "CharterVersion",
    "EarlyWarning",
    "HorizonItem",
    "Idea",
    "Impact",
    "Lesson",
    "Likelihood",
    "Party",
    "Risk",
    "RiskScore",
    "level_of",
]
