from partnerships.models.attachment import Attachment, StoredContent
from partnerships.models.event import TimelineEvent
from partnerships.models.line import LineTrial
from partnerships.models.mandate import Mandate
from partnerships.models.once import OnceModel, OnceQuerySet, WrittenOnce
from partnerships.models.paper import Paper
from partnerships.models.partnership import Partnership
from partnerships.models.role import Role
from partnerships.models.sign_off import Signature, SignOff
from partnerships.models.sign_off_paper import SignOffPaper
from partnerships.models.space import SpacedModel, SpacedQuerySet

__all__ = [
    "Attachment",
    "LineTrial",
    "Mandate",
    "OnceModel",
    "OnceQuerySet",
    "Paper",
    "Partnership",
    "Role",
    "SignOff",
    "SignOffPaper",
    "Signature",
    "SpacedModel",
    "SpacedQuerySet",
    "StoredContent",
    "TimelineEvent",
    "WrittenOnce",
]
