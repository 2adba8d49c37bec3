from common.documents import Paper
from common.immutable import ImmutableModel, ImmutableQuerySet, RowIsImmutable
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
    "ImmutableModel",
    "ImmutableQuerySet",
    "LineTrial",
    "Mandate",
    "Paper",
    "Partnership",
    "Role",
    "RowIsImmutable",
    "SignOff",
    "SignOffPaper",
    "Signature",
    "SpacedModel",
    "SpacedQuerySet",
    "StoredContent",
    "TimelineEvent",
]
