"""What changes on the floors below and matters here: who is SRO or SRIE."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART


def watch() -> None:
    post_save.connect(_role_changed, sender=Role)
    post_delete.connect(_role_changed, sender=Role)


def _role_changed(instance: Role, **_signal: Any) -> None:
    """The seats of SRO and SRIE follow the role in the same transaction. A day that passes, or a person who
    leaves the organisation, is seen by the daily sweep."""
    from governance.boards.seats import fill_seats

    if instance.part in SENIOR_PART.values():
        fill_seats(instance.partnership_id)
