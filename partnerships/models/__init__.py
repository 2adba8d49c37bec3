from partnerships.models.event import TimelineEvent, TimelineIsFinal
from partnerships.models.line import LineTrial
from partnerships.models.paper import Paper
from partnerships.models.partnership import Partnership
from partnerships.models.role import Role
from partnerships.models.space import SpacedModel, SpacedQuerySet

__all__ = [
    "LineTrial",
    "Paper",
    "Partnership",
    "Role",
    "SpacedModel",
    "SpacedQuerySet",
    "TimelineEvent",
    "TimelineIsFinal",
]
