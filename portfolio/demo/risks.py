"""What the demo's partnerships fear, see coming, and watch on the horizon."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from accounts.people.models import Person
from governance.horizon.models import HorizonItem
from governance.horizon.services import add_horizon_item, prepare_for
from governance.risks.expected_gains.models import ExpectedGain
from governance.risks.expected_gains.services import add_expected_gain
from governance.risks.models import Risk
from governance.risks.services import add_risk, close_risk, score_risk, treat_risk
from governance.warnings.models import EarlyWarning
from governance.warnings.services import close_warning, raise_warning
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level
from portfolio.demo.history import as_actor, happened, morning

Score = tuple[int, int, int]  # likelihood, impact on the customer, impact on the supplier


@dataclass(frozen=True)
class Fear:
    event: str
    cause: str
    effect: str
    scores: tuple[Score, ...]  # a year apart, the last one recently
    bears: str
    manages: str
    reason: str
    owner: str
    review_in: int  # days
    target: Score | None = None
    closed: str = ""


SCHOOL_FEARS: Final = (
    Fear("A key developer leaves", "Two people know the timetable engine.", "Changes take months.",
         ((3, 2, 4), (2, 2, 3)), "supplier", "supplier", "They employ and train the team.", "jonas.berg", 40),
    Fear("School staff do not use the new follow-up", "Too little time to learn it before term.",
         "The hours saved never show.", ((4, 4, 2), (3, 4, 2)), "customer", "customer",
         "Only the municipality can give its staff time.", "eva.strom", 21, (2, 3, 2)),
    Fear("Personal data reach the wrong guardian", "Households change, and registers lag behind.",
         "Harm to a family; a report to the authority.", ((2, 5, 4), (2, 4, 4)), "shared", "shared",
         "The register is the customer's, the checks are the supplier's.", "mats.oberg", 60, (1, 4, 4)),
    Fear("Price index runs ahead of the budget", "The contract follows wages, the budget does not.",
         "Fewer changes can be ordered.", ((3, 3, 1), (3, 3, 1)), "customer", "shared",
         "Both can move work between years.", "lars.moller", 33),
    Fear("A subcontractor closes its service for text messages", "A small company with one owner.",
         "Guardians miss messages.", ((2, 2, 2),), "supplier", "supplier", "They chose it.", "maja.ek", 75),
    Fear("The old archive cannot be read", "Its format has no owner any more.",
         "Grades from before 2015 are lost.", ((2, 2, 1), (1, 1, 1)), "customer", "supplier",
         "They have the tools to move it.", "liv.dahl", 120),
    Fear("Timetable service fails at term start", "All schools sign in on the same two mornings.",
         "Lessons start late, and trust goes.", ((3, 4, 3), (4, 4, 3), (3, 4, 3)), "shared", "supplier",
         "They run the servers and can rehearse.", "karin.lind", -5, (2, 3, 2)),
    Fear("Decisions wait for the council", "Meetings every six weeks.", "Work stands still, and costs.",
         ((4, 2, 3),), "shared", "customer", "They know the calendar.", "karin.lind", 12, (2, 2, 2)),
    Fear("Exit takes longer than the notice", "No rehearsal of the hand-over of data.",
         "Two systems have to be paid for.", ((1, 3, 2),), "customer", "shared",
         "Both hold half of the knowledge.", "sara.nyman", 150),
    Fear("Support is short in August", "Holidays on both sides.", "Answers take a week.",
         ((4, 3, 2), (2, 2, 2)), "supplier", "supplier", "They plan the shifts.", "maja.ek", 200),
    Fear("Schools keep lists of their own", "They trust what they know.", "Figures do not agree.",
         ((2, 2, 1),), "customer", "supplier", "They can make the export good enough.", "nils.sjogren", 90),
    Fear("Sign-in through the region changes", "A new provider is being procured.",
         "Nobody gets in on the first morning.", ((1, 3, 3),), "shared", "supplier",
         "They have done it elsewhere.", "liv.dahl", 90),
    Fear("The move to the new data centre slips", "It was planned for the busiest month.",
         "Two weeks without changes.", ((3, 3, 3), (1, 1, 1)), "supplier", "supplier", "It is their move.",
         "jonas.berg", 5, closed="Moved in June, without a break."),
)  # fmt: skip
CARE_FEARS: Final = (
    Fear("Night staff plan on paper beside the system", "The first version is slow on their phones.",
         "Visits are missed.", ((3, 4, 2),), "customer", "shared", "Habits and speed both count.",
         "eva.strom", 18, (1, 3, 2)),
    Fear("The interface to the pharmacy is late", "A third party sets the pace.", "Lists are typed by hand.",
         ((4, 3, 3),), "shared", "supplier", "They speak with the pharmacy already.", "bjorn.nilsen", 30),
)  # fmt: skip


#: What each side says that it gets out of it, and how much that is.
GAINS: Final = (
    ("anna.hedlund", "Six hours a term for every teacher", 5),
    ("karin.lind", "One set of figures that schools and council both believe", 3),
    ("lars.moller", "A price that is known for ten years", 3),
    ("per.olsen", "Ten years of work to plan and to hire for", 5),
    ("jonas.berg", "A product that other municipalities come to see", 4),
)


def load_risks(school: Partnership, care: Partnership, people: dict[str, Person], today: date) -> None:
    for partnership, fears in ((school, SCHOOL_FEARS), (care, CARE_FEARS)):
        for fear in fears:
            _fear(partnership, people, fear, today)
    _treat(school, people, today)
    _warn(school, people, today)
    _look_ahead(school, people, today)
    _gain(school, people, today)


def _fear(partnership: Partnership, people: dict[str, Person], fear: Fear, today: date) -> None:
    lead = as_actor(people["karin.lind"], partnership)
    target = fear.target or (None, None, None)
    last = today - timedelta(days=25)
    days = [max(partnership.start, last - timedelta(days=330 * n)) for n in range(len(fear.scores))][::-1]
    with happened(morning(days[0]), partnership):
        likelihood, customer, supplier = fear.scores[0]
        risk = add_risk(
            actor=lead,
            event=fear.event,
            cause=fear.cause,
            effect=fear.effect,
            likelihood=likelihood,
            impact_customer=customer,
            impact_supplier=supplier,
            bears=fear.bears,
            manages=fear.manages,
            reason=fear.reason,
            owner=people[fear.owner],
            review_on=today + timedelta(days=max(0, fear.review_in)),
            target_likelihood=target[0],
            target_impact_customer=target[1],
            target_impact_supplier=target[2],
        )
    for day, (likelihood, customer, supplier) in zip(days[1:], fear.scores[1:], strict=True):
        with happened(morning(day), partnership):
            risk = score_risk(
                actor=as_actor(people[fear.owner], partnership),
                risk=risk,
                version=risk.version,
                likelihood=likelihood,
                impact_customer=customer,
                impact_supplier=supplier,
                review_on=risk.review_on,
            )
    if fear.closed:
        with happened(morning(last), partnership):
            close_risk(actor=lead, risk=risk, note=fear.closed)
    _date_back(risk, days, today + timedelta(days=fear.review_in))


def _date_back(risk: Risk, days: list[date], review_on: date) -> None:
    Risk.objects.filter(pk=risk.pk).update(
        created_at=morning(days[0]), review_on=review_on, review_set_on=days[-1]
    )


def _treat(school: Partnership, people: dict[str, Person], today: date) -> None:
    risk = Risk.objects.get(partnership=school, number=7)
    day = today - timedelta(days=20)
    with happened(morning(day), school):
        treat_risk(
            actor=as_actor(people["karin.lind"], school),
            risk=risk,
            title="Rehearse the first morning of term with four schools",
            owner=people["maja.ek"],
            due=today + timedelta(days=30),
            level=Level.OPERATIONAL,
        )


def _warn(school: Partnership, people: dict[str, Person], today: date) -> None:
    for days, who, text in (
        (12, "maja.ek", "Two schools have begun to send their questions to the developers directly"),
        (4, "eva.strom", "The principals' network talks of a survey of their own in spring"),
    ):
        day = today - timedelta(days=days)
        with happened(morning(day), school):
            warning = raise_warning(actor=as_actor(people[who], school), text=text)
        EarlyWarning.objects.filter(pk=warning.pk).update(raised_at=morning(day))
        if who == "maja.ek":
            with happened(morning(today - timedelta(days=2)), school):
                close_warning(actor=as_actor(people["jonas.berg"], school), warning=warning)


def _look_ahead(school: Partnership, people: dict[str, Person], today: date) -> None:
    for kind, title, meaning, months, watcher in (
        ("law", "Longer storage of grades", "Grades are to be kept for twenty years: a larger archive.",
         8, "tor.vik"),
        ("rule", "New accessibility rules for public services",
         "Every page for guardians has to be checked, and some rebuilt.", 14, "liv.dahl"),
        ("need", "Pupils who move between municipalities",
         "Schools will want a pupil's records on the first day.", 36, "karin.lind"),
    ):  # fmt: skip
        with happened(morning(today - timedelta(days=60)), school):
            item = add_horizon_item(
                actor=as_actor(people["karin.lind"], school),
                kind=kind,
                title=title,
                meaning=meaning,
                counts_from=today + timedelta(days=30 * months),
                watcher=people[watcher],
            )
            if kind == "law":
                prepare_for(
                    actor=as_actor(people["jonas.berg"], school),
                    item=item,
                    title="Estimate what twenty years of grades need",
                    owner=people["liv.dahl"],
                    due=today + timedelta(days=50),
                    level=Level.TACTICAL,
                )
        HorizonItem.objects.filter(pk=item.pk).update(created_at=morning(today - timedelta(days=60)))


def _gain(school: Partnership, people: dict[str, Person], today: date) -> None:
    moment = morning(today - timedelta(days=110))
    for who, text, size in GAINS:
        with happened(moment, school):
            gain = add_expected_gain(actor=as_actor(people[who], school), text=text, size=size)
        ExpectedGain.objects.filter(pk=gain.pk).update(created_at=moment)
