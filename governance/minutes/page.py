"""What the page of the minutes shows, to who writes and to who reads along."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.rows import Line, lines_of
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import agenda_of
from governance.agendas.services import agenda_version
from governance.decisions.models import Decision
from governance.meetings.models import Attendee, Meeting
from governance.minutes.models import Minutes
from governance.minutes.text import agreed_line, origin_of
from partnerships.access.actors import Actor
from partnerships.sides import Space
from partnerships.signing.models import SignOff
from partnerships.timeline.models import TimelineEvent

#: Open actions of the level that a meeting follows up on its page; more are on the list.
FOLLOWED = 15


@dataclass
class DiscussedItem:
    """One item of the agenda with what was said, decided and agreed about it."""

    number: int
    item: AgendaItem
    decisions: list[Decision]
    actions: list[ActionItem]


@dataclass
class MinutesPageState:
    """The minutes of one meeting, as one person has them before them, in a fixed number of queries."""

    actor: Actor
    meeting: Meeting
    minutes: Minutes | None
    attendees: list[Attendee]
    discussed_items: list[DiscussedItem] = field(default_factory=list)
    further: list[Decision] = field(default_factory=list)
    agreed: list[ActionItem] = field(default_factory=list)

    @property
    def may_write(self) -> bool:
        """See ``governance.minutes.writers``, from what is read already."""
        attends = any(one.person_id == self.actor.person.pk for one in self.attendees)
        return self.actor.may("write_minutes") and (self.actor.is_lead or attends)

    @property
    def writes(self) -> bool:
        """Whether the reader holds the editing lock; one whose page was not heard of for a while holds it
        still, as long as nobody else took it."""
        minutes = self.minutes
        return bool(
            minutes and minutes.is_draft and minutes.writer_id == self.actor.person.pk and self.may_write
        )

    @property
    def lock(self) -> str:
        """Who holds the editing lock: "mine", "free" or "other"."""
        if self.minutes is None or self.minutes.lock_is_free():
            return "mine" if self.writes else "free"
        return "mine" if self.writes else "other"

    @property
    def writers(self) -> list[Person]:
        """To whom the editing lock can be handed over."""
        people = [one.person for one in self.attendees if one.person_id != self.actor.person.pk]
        asked = self.minutes.asked_by if self.minutes else None
        return people if asked is None or asked in people else [*people, asked]

    @property
    def attendance(self) -> list[dict[str, Any]]:
        """Who was expected, and whether they came; who was invited meanwhile is there too."""
        known: list[dict[str, Any]] = [*self.minutes.attendance] if self.minutes else []
        listed = {one["person"] for one in known}
        return known + [
            {"person": one.person_id, "name": one.person.name, "side": one.side, "came": ""}
            for one in self.attendees
            if one.person_id not in listed
        ]

    @property
    def agreed_lines(self) -> list[str]:
        """What was agreed, as it stood when the minutes were submitted."""
        return [agreed_line(action) for action in self.minutes.agreed] if self.minutes else []

    @property
    def mark(self) -> str:
        """Another one whenever the page would show something else."""
        minutes = self.minutes
        if minutes is None:
            return "none"
        # whatever is agreed, decided or put on the agenda meanwhile leaves an event; a new order does not
        events = TimelineEvent.objects.visible_to(self.actor).count()
        order = agenda_version(self.meeting)
        parts = (minutes.version, minutes.state, minutes.writer_id, minutes.asked_by_id, self.lock)
        return ".".join(str(part) for part in (*parts, events, order))


def minutes_page_state(actor: Actor, meeting: Meeting) -> MinutesPageState:
    minutes = (
        Minutes.objects.visible_to(actor)
        .filter(meeting=meeting)
        .select_related("writer", "asked_by", "begun_by")
        .first()
    )
    if isinstance(minutes, Minutes):
        minutes.meeting, minutes.partnership = meeting, actor.partnership
    attendees = Attendee.objects.filter(meeting=meeting).select_related("person").order_by("side", "pk")
    return MinutesPageState(actor, meeting, minutes, list(attendees))


def load_content(page_state: MinutesPageState) -> MinutesPageState:
    """The texts, with what was decided and agreed."""
    decisions = list(
        Decision.objects.visible_to(page_state.actor)
        .filter(meeting=page_state.meeting)
        .select_related("replaces")
        .order_by("number")
    )
    agreed = ActionItem.objects.visible_to(page_state.actor).filter(
        origin_key__startswith=origin_of(page_state.meeting), space=Space.JOINT
    )
    page_state.agreed = list(agreed.select_related("owner").order_by("number"))
    for row in (*decisions, *page_state.agreed):
        row.partnership = page_state.actor.partnership
    items = agenda_of(page_state.meeting)
    page_state.discussed_items = [
        DiscussedItem(
            number,
            item,
            [one for one in decisions if one.item_id == item.pk],
            [one for one in page_state.agreed if one.origin_key == origin_of(page_state.meeting, item)],
        )
        for number, item in enumerate(items, start=1)
    ]
    page_state.further = [one for one in decisions if one.item_id is None]
    return page_state


def followed_up(page_state: MinutesPageState) -> list[Line]:
    """What is open on the meeting's level, the latest first: the list that the meeting goes through."""
    rows = ActionItem.objects.visible_to(page_state.actor).filter(
        state=ActionItem.State.OPEN, level=page_state.meeting.level, space=Space.JOINT
    )
    return lines_of(rows.order_by("due", "pk")[:FOLLOWED], page_state.actor.partnership)


def latest_sign_off(minutes: Minutes) -> SignOff | None:
    """By which they were submitted last."""
    if minutes.is_draft:
        return None
    rows = SignOff.objects.filter(partnership=minutes.partnership, kind="minutes", key=str(minutes.pk))
    found = rows.prefetch_related("signatures").order_by("-submitted_at", "-pk").first()
    if isinstance(found, SignOff):
        found.partnership = minutes.partnership
        return found
    return None


def is_over(meeting: Meeting) -> bool:
    return meeting.starts_at <= timezone.now()
