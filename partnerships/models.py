from common.immutable import ImmutableModel, ImmutableQuerySet, RowIsImmutable
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.documents.models import Document
from partnerships.files.models import Attachment, StoredContent
from partnerships.importing.models import ColumnMapping
from partnerships.lifecycle.models import ChangeProposal, DeclineRead, Partnership
from partnerships.mandates.models import Mandate
from partnerships.people.importing.models import PeopleImport
from partnerships.people.models import InvitedRole, LineTrial, Role
from partnerships.signing.models import Signature, SignOff
from partnerships.timeline.models import TimelineEvent

__all__ = [
    "Attachment",
    "ChangeProposal",
    "ColumnMapping",
    "DeclineRead",
    "Document",
    "ImmutableModel",
    "ImmutableQuerySet",
    "InvitedRole",
    "LineTrial",
    "Mandate",
    "Partnership",
    "PeopleImport",
    "Role",
    "RowIsImmutable",
    "SignOff",
    "Signature",
    "SpacedModel",
    "SpacedQuerySet",
    "StoredContent",
    "TimelineEvent",
]
