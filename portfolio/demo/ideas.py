"""The demo's ideas and lessons, told through the real actions on the days when they came."""

from datetime import date, timedelta

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from governance.ideas.models import Idea
from governance.ideas.services import edit_idea, move_idea, raise_idea, set_aside
from governance.lessons.models import Lesson
from governance.lessons.services import add_lesson, share_lesson
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Side
from portfolio.demo.history import as_actor, happened, morning

Area, Stage = Idea.Area, Idea.Stage


class Teller:
    """Tells a partnership's ideas by who did what, so many days ago."""

    def __init__(self, partnership: Partnership, people: dict[str, Person], today: date) -> None:
        self.partnership, self.people, self.today = partnership, people, today

    def raised(
        self,
        ago: int,
        by: str,
        title: str,
        area: Idea.Area,
        hoped: str,
        ours: str,
        theirs: str = "",
        space: str = "joint",
    ) -> Idea:
        """``ours`` is the sponsor of the side of whoever raises it."""
        actor = as_actor(self.people[by], self.partnership)
        moment = morning(self.today - timedelta(days=ago))
        with happened(moment, self.partnership):
            idea = raise_idea(
                actor=actor, title=title, area=area, hoped=hoped, sponsor=self.people[ours], space=space
            )
            if theirs:
                sponsor = self.people[theirs]
                edit_idea(
                    actor=as_actor(sponsor, self.partnership),
                    idea=idea,
                    version=idea.version,
                    title=title,
                    area=area,
                    description="",
                    hoped=hoped,
                    sponsor=sponsor,
                )
        Idea.objects.filter(pk=idea.pk).update(created_at=moment, moved_at=moment)
        return idea

    def moved(self, ago: int, by: str, idea: Idea, stage: Idea.Stage, note: str, shown: str = "") -> None:
        moment = morning(self.today - timedelta(days=ago))
        with happened(moment, self.partnership):
            actor = as_actor(self.people[by], self.partnership)
            move_idea(actor=actor, idea=idea, stage=stage, note=note, shown=shown)
        Idea.objects.filter(pk=idea.pk).update(moved_at=moment)

    def put_aside(self, ago: int, by: str, idea: Idea, reason: str) -> None:
        moment = morning(self.today - timedelta(days=ago))
        with happened(moment, self.partnership):
            set_aside(actor=as_actor(self.people[by], self.partnership), idea=idea, reason=reason)
        Idea.objects.filter(pk=idea.pk).update(set_aside_at=moment)

    def learned(
        self,
        ago: int,
        by: str,
        title: str,
        category: Lesson.Category,
        happened_: str,
        learned: str,
        for_whom: str,
        words: str,
        space: str = "joint",
        shared: bool = False,
    ) -> None:
        moment = morning(self.today - timedelta(days=ago))
        actor = as_actor(self.people[by], self.partnership)
        with happened(moment, self.partnership):
            lesson = add_lesson(
                actor=actor,
                title=title,
                category=category,
                happened=happened_,
                learned=learned,
                for_whom=for_whom,
                words=words,
                space=space,
            )
            if shared:
                share_lesson(actor=actor, lesson=lesson)
                Lesson.objects.filter(pk=lesson.pk).update(shared_at=moment)
        Lesson.objects.filter(pk=lesson.pk).update(created_at=moment)


def school_ideas(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    tell = Teller(partnership, people, today)
    _one_with_its_effect(tell)
    _one_on_trial(tell)
    _others(tell)


def _one_with_its_effect(tell: Teller) -> None:
    grades = tell.raised(
        520,
        "maja.ek",
        "Read grades in by file instead of typing them",
        Area.PROCESSES,
        "Teachers get a working day back each term.",
        "maja.ek",
        "eva.strom",
    )
    tell.moved(470, "eva.strom", grades, Stage.ASSESSED, "Three schools would start at once.")
    tell.moved(400, "maja.ek", grades, Stage.TRIED, "One term at Björkskolan.")
    tell.moved(300, "eva.strom", grades, Stage.PUT_TO_USE, "All schools, from the autumn term.")
    tell.moved(
        80,
        "eva.strom",
        grades,
        Stage.EFFECT_SHOWN,
        "Asked of forty teachers.",
        "Six hours less per teacher and term.",
    )


def _one_on_trial(tell: Teller) -> None:
    absence = tell.raised(
        150,
        "eva.strom",
        "Let guardians report absence by text message",
        Area.BUSINESS,
        "Fewer calls to the school office before eight.",
        "eva.strom",
        "maja.ek",
    )
    tell.moved(95, "maja.ek", absence, Stage.ASSESSED, "Two weeks of work, and a text message costs 0.35 kr.")
    tell.moved(40, "eva.strom", absence, Stage.TRIED, "Two schools, until the winter break.")
    moment = morning(tell.today - timedelta(days=38))
    with happened(moment, tell.partnership):
        action = add_action(
            actor=as_actor(tell.people["eva.strom"], tell.partnership),
            title="Count the calls at both schools",
            owner=tell.people["ida.akesson"],
            due=tell.today + timedelta(days=20),
            level=Level.OPERATIONAL,
            origin=ActionItem.Origin.IDEA,
            origin_key=absence.origin_key,
            origin_label=absence.title,
        )
    ActionItem.objects.filter(pk=action.pk).update(created_at=moment)


def _others(tell: Teller) -> None:
    swap = tell.raised(
        230,
        "nils.sjogren",
        "Swap a week of work between service desk and school office",
        Area.PEOPLE,
        "Each knows what a question looks like from the other end.",
        "tor.vik",
    )
    tell.put_aside(190, "karin.lind", swap, "Not while both desks are short of people. Again next autumn.")
    tell.raised(
        6,
        "jonas.berg",
        "One sign-in for teachers across all school systems",
        Area.INFRASTRUCTURE,
        "No more forgotten passwords in the first week of term.",
        "liv.dahl",
        "karin.lind",
    )
    tell.raised(
        12,
        "karin.lind",
        "Order new modules together with the neighbouring town",
        Area.BUSINESS,
        "A better price, and somebody to compare with.",
        "sara.nyman",
        space=Side.CUSTOMER,
    )


def school_lessons(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    tell, category = Teller(partnership, people, today), Lesson.Category
    tell.learned(
        610,
        "karin.lind",
        "Name a deputy for each lead on the first day",
        category.PEOPLE,
        "In the first autumn our lead was on leave for five weeks, and nothing was decided.",
        "Each lead has a deputy who may decide, named before the start and known on both sides.",
        "Those who begin a partnership",
        "deputy, leave, first year",
        shared=True,
    )
    tell.learned(
        590,
        "jonas.berg",
        "Tell about a release in one place",
        category.COOPERATION,
        "Three of us wrote to the schools about the same release.",
        "One address on each side, one letter a week, and nothing beside it.",
        "Service managers",
        "release, letter, communication",
        shared=True,
    )
    tell.learned(
        200,
        "eva.strom",
        "Measure where it is felt",
        category.DELIVERY,
        "Lead times looked fine in the report while the schools waited.",
        "Agree with the users what is measured, and measure it at their end.",
        "Whoever agrees on indicators",
        "measuring, lead time",
    )
    tell.learned(
        120,
        "sara.nyman",
        "Ask for figures in a form that can be used",
        category.MONEY,
        "We asked for open books and got four hundred pages.",
        "Say which headings, which period and which file before asking.",
        "Contract managers",
        "open books, ledger",
        space=Side.CUSTOMER,
    )
