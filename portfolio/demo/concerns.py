"""What the demo's people wish were different: worked out, half-way up the ladder, still one side's own."""

from contextlib import AbstractContextManager
from datetime import date, timedelta

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.concerns.ending import agree_to_end, propose_end
from governance.concerns.escalation import escalate
from governance.concerns.models import Concern
from governance.concerns.services import act_on_concern, add_note, raise_concern, write_perspective
from governance.lessons.models import Lesson
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Side
from portfolio.demo.history import as_actor, happened, morning


class Teller:
    """Tells concerns by who did what, so many days ago."""

    def __init__(self, partnership: Partnership, people: dict[str, Person], today: date) -> None:
        self.partnership, self.people, self.today = partnership, people, today

    def raised(
        self, ago: int, by: str, title: str, text: str, effect: str, wish: str, **more: str
    ) -> Concern:
        with self._when(ago):
            actor = self._actor(by)
            return raise_concern(actor=actor, title=title, text=text, effect=effect, wish=wish, **more)

    def seen(self, ago: int, by: str, concern: Concern, text: str) -> None:
        with self._when(ago):
            write_perspective(actor=self._actor(by), concern=concern, text=text, version=0)

    def said(self, ago: int, by: str, concern: Concern, text: str) -> None:
        with self._when(ago):
            add_note(actor=self._actor(by), concern=concern, text=text)

    def taken_up(self, ago: int, by: str, concern: Concern, note: str) -> None:
        with self._when(ago):
            escalate(actor=self._actor(by), concern=concern, from_level=concern.level, note=note)

    def to_do(self, ago: int, by: str, concern: Concern, title: str, owner: str, days: int) -> None:
        moment = morning(self.today - timedelta(days=ago))
        with self._when(ago):
            action = act_on_concern(
                actor=self._actor(by),
                concern=concern,
                title=title,
                owner=self.people[owner],
                due=self.today + timedelta(days=days),
                level=Level.TACTICAL,
            )
        ActionItem.objects.filter(pk=action.pk).update(created_at=moment)

    def ended(self, ago: int, by: str, other: str, concern: Concern, **said: str) -> None:
        with self._when(ago + 1):
            concern = propose_end(actor=self._actor(by), concern=concern, **said)
        with self._when(ago):
            concern = agree_to_end(actor=self._actor(other), concern=concern, version=concern.version)
        moment = morning(self.today - timedelta(days=ago))
        if concern.lesson:
            Lesson.objects.filter(pk=concern.lesson.pk).update(created_at=moment)

    def _when(self, ago: int) -> AbstractContextManager[None]:
        return happened(morning(self.today - timedelta(days=ago)), self.partnership)

    def _actor(self, name: str) -> Actor:
        return as_actor(self.people[name], self.partnership)


def school_concerns(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    tell = Teller(partnership, people, today)
    _worked_out(tell)
    _half_way_up(tell)
    tell.raised(
        2, "ida.akesson",
        "We laugh about the supplier’s letters among ourselves",
        "In the staff room, when the weekly letter comes.",
        "Nobody reads it any more, and then we ask what stood in it.",
        "That we tell them what we would rather read.",
        space=Side.CUSTOMER,
    )  # fmt: skip


def _worked_out(tell: Teller) -> None:
    concern = tell.raised(
        310, "nils.sjogren",
        "Praise stays on one side, and what is wrong goes to everybody",
        "Faults come as mails to eight people. When something has gone well, we hear it by chance.",
        "New colleagues think that they are doing badly.",
        "What went well is told in the same place, to the same people.",
    )  # fmt: skip
    tell.seen(306, "maja.ek", concern, "They want to be sure that a fault is seen: lessons depend on it.")
    tell.seen(304, "eva.strom", concern, "They work for us all day, and only hear from us when it hurts.")
    tell.said(303, "eva.strom", concern, "We had not seen how many get those mails. Shall we begin there?")
    tell.ended(
        296, "maja.ek", "eva.strom", concern,
        outcome="A fault goes to the service desk alone. Every service meeting begins with what went well.",
        lesson_title="Say what went well in the same place as what did not",
        lesson_text="The first point of every service meeting is what has gone well since the last one.",
    )  # fmt: skip


def _half_way_up(tell: Teller) -> None:
    concern = tell.raised(
        17, "eva.strom",
        "Our questions about next year come back unanswered",
        "In the last three meetings the planning of the next school year was moved to the next one. Two "
        "mails about it have not been answered.",
        "We begin to plan alone, and that is not what we want.",
        "Half an hour on next year in every meeting, at the beginning.",
    )  # fmt: skip
    tell.seen(
        15, "eva.strom", concern,
        "They have lost two people this spring, and would rather promise nothing than what they cannot keep.",
    )  # fmt: skip
    tell.said(14, "maja.ek", concern, "You are right about the mails. I do not know the answer, so I wait.")
    tell.seen(
        13, "maja.ek", concern,
        "They have to tell the schools something in January, and stand there with empty hands.",
    )  # fmt: skip
    tell.said(12, "eva.strom", concern, "Then it is not between the two of us. Who could say yes?")
    tell.taken_up(
        7, "maja.ek", concern,
        "We agree on the half hour, and have begun with it. Who works on next year is not ours to promise.",
    )  # fmt: skip
    tell.to_do(
        5, "jonas.berg", concern, "Say by the joint board who works on the next school year", "jonas.berg", 12
    )
    tell.said(4, "karin.lind", concern, "Thank you both for saying it so plainly. We take it from here.")
