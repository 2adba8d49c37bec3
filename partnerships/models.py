from common.documents import Paper
from common.immutable import OnceModel, OnceQuerySet, WrittenOnce
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.files.models import Attachment, StoredContent
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate
from partnerships.people.models import LineTrial, Role
from partnerships.signing.documents_model import SignOffPaper
from partnerships.signing.models import Signature, SignOff
from partnerships.timeline.models import TimelineEvent

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
