"""What moves in one partnership: the latest ideas and events, for its overview."""

from governance.models import Idea
from partnerships.access import Actor
from partnerships.models import TimelineEvent
from partnerships.timeline import Told, told

IDEAS = 3
EVENTS = 5


def ideas_on_their_way(actor: Actor) -> list[Idea]:
    ideas = Idea.objects.visible_to(actor).live()
    return list(ideas.only("number", "title", "stage", "space").order_by("-moved_at", "-pk")[:IDEAS])


def latest_events(actor: Actor) -> list[Told]:
    events = TimelineEvent.objects.visible_to(actor).select_related("person")
    return told(events.order_by("-at", "-pk")[:EVENTS], actor.partnership.reference)
