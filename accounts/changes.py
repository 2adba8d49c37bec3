"""Names, languages and memberships show on every page: when one changes, no page from before is shown."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from accounts.models import Membership, Organisation, Person
from partnering.kept import people_changed


def watch() -> None:
    for model in (Membership, Organisation, Person):
        post_save.connect(_saved, sender=model)
        post_delete.connect(people_changed, sender=model)


def _saved(update_fields: frozenset[str] | None = None, **signal: Any) -> None:
    if set(update_fields or ()) != {"last_login"}:
        people_changed()
