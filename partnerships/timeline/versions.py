"""Two people edit the same thing: the later one is told, not overwritten."""

from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.lifecycle.models import Partnership
from partnerships.timeline.models import TimelineEvent


class Versioned(Protocol):
    version: int


def refuse_stale(
    stored: Versioned,
    version: int,
    *,
    partnership: Partnership,
    kinds: str,
    about: dict[str, Any] | None = None,
) -> None:
    """Raise, where the record has changed since the form was opened, naming who changed what. ``kinds`` is
    the beginning of its events' kinds; ``about`` are the facts that tell it from its likes."""
    if stored.version == version:
        return
    events = TimelineEvent.objects.filter(partnership=partnership, kind__startswith=kinds)
    for name, value in (about or {}).items():
        events = events.filter(**{f"change__{name}": value})
    event = events.select_related("person").first()
    who = event.person.name if event and event.person else ""
    if who:
        message = _("%(who)s changed this while you had it open. Look at it as it is now, then save again.")
    else:
        message = _("This was changed while you had it open. Look at it as it is now, then save again.")
    raise ValidationError(message % {"who": who}, code="stale")
