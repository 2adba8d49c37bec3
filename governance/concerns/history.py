"""What happened to a concern, in words that do not say its title each time."""

from dataclasses import replace

from django.utils.translation import gettext as _

from governance.action_items.history import events_about
from governance.concerns.models import Concern
from partnerships.access.actors import Actor
from partnerships.timeline.texts import EventText, event_texts


def history_of_concern(concern: Concern, actor: Actor) -> list[EventText]:
    """The latest first."""
    by_somebody = {
        "concern.raised": _("%(who)s raised it"),
        "concern.edited": _("%(who)s put it in other words"),
        "concern.shared": _("%(who)s shared it with both sides"),
        "concern.noted": _("%(who)s said something"),
        "concern.viewed": _("%(who)s wrote how the other side probably sees it"),
        "concern.escalated": _("%(who)s took it to the next level"),
        "concern.waits": _("The time ran out; it waits for a missing view"),
        "concern.time_ran_out": _("The time ran out; it went to the next level"),
        "concern.handed": _("It came into other hands"),
        "concern.end_proposed": _("%(who)s put forward how it could end"),
        "concern.end_declined": _("%(who)s said what is missing"),
        "concern.ended": _("%(who)s ended it, with what was agreed"),
        "concern.reopened": _("%(who)s opened it again"),
    }
    return [
        replace(event, sentence=by_somebody[event.kind] % {"who": event.who})
        if event.kind in by_somebody
        else event
        for event in event_texts(events_about("concern.", concern.number, actor))
    ]
