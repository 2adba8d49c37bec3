"""The demo's partnerships, from the proposal to the check that is open today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.register.models import Agreement, AgreementParty
from assessments.respondents.services import add_respondent
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from governance.action_items.models import ActionItem
from governance.action_items.services import add_action, complete
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.proposals import accept_proposal, propose_partnership
from partnerships.people.models import Role
from partnerships.people.services import give_role, name_peer
from partnerships.sides import Category, Level, Part, Side, Stage
from partnerships.timeline.services import happening_at
from portfolio.demo import answers
from portfolio.demo.boards import load_boards
from portfolio.demo.charters import load_charters, open_up
from portfolio.demo.concerns import school_concerns
from portfolio.demo.contacts import know_each_other
from portfolio.demo.files import load_files
from portfolio.demo.history import answer_as_told, as_actor, date_back, happened, morning, past_check
from portfolio.demo.ideas import school_ideas, school_lessons
from portfolio.demo.minutes import load_minutes
from portfolio.demo.people import PEOPLE, load_people
from portfolio.demo.risks import load_risks
from portfolio.demo.signers import name_signers

SCHOOL: Final = "school-administration"
#: The third check of the school partnership: opened so long ago, its anniversary so far ahead.
OPENED_AGO, ANNIVERSARY_IN = timedelta(days=9), timedelta(days=33)


@dataclass(frozen=True)
class Plan:
    """A partnership to be: who proposes it to whom, and what it says."""

    customer: str
    supplier: str
    reference: str
    title: str
    category: Category
    stage: Stage
    start: date
    years: int
    proposer: str
    accepter: str


@transaction.atomic
def load(today: date) -> None:
    companies, people = load_people()
    school = _begin(
        Plan("fyrstad", "nordlys", SCHOOL, "School administration", Category.ENHANCEMENT, Stage.IN_OPERATION,
             years_before(today + ANNIVERSARY_IN, 3), 10, "karin.lind", "jonas.berg"),
        companies, people,
    )  # fmt: skip
    care = _begin(
        Plan("fyrstad", "havsvik", "care-planning", "Care planning", Category.FRONTIER, Stage.FIRST_YEAR,
             today - timedelta(days=150), 6, "karin.lind", "bjorn.nilsen"),
        companies, people, ("anna.hedlund", "karin.lind", "eva.strom", "ingrid.hauge", "bjorn.nilsen"),
    )  # fmt: skip
    home_care = _begin(
        Plan("sundby", "havsvik", "home-care-at-night", "Home care at night", Category.UTILITY,
             Stage.IN_OPERATION, years_before(today - timedelta(days=240), 2), 6,
             "johan.alm", "bjorn.nilsen"),
        companies, people,
    )  # fmt: skip
    _propose(
        Plan("fyrstad", "nordlys", "learning-tools", "Digital learning tools", Category.ENHANCEMENT,
             Stage.FIRST_YEAR, today + timedelta(days=60), 6, "karin.lind", "jonas.berg"),
        companies, people,
    )  # fmt: skip
    _school_years(school, people, today)
    school_ideas(school, people, today)
    school_lessons(school, people, today)
    name_signers(school, people, today)
    _care_year(care, people, today)
    load_risks(school, care, people, today)
    load_charters(school, care, people, today)
    boards = load_boards(school, care, people, today)
    school_concerns(school, people, today)
    load_minutes(school, boards, people, today)
    load_files(school, people, today)
    past_check(home_care, people["johan.alm"], years_before(home_care.start, -1), answers.HOME_CARE)
    _agreements(companies, {SCHOOL: school, "care-planning": care}, today)


def years_before(day: date, years: int) -> date:
    """The same day ``years`` earlier; 29 February becomes the 28th in common years."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _propose(plan: Plan, companies: dict[str, Organisation], people: dict[str, Person]) -> Partnership:
    return propose_partnership(
        person=people[plan.proposer],
        customer=companies[plan.customer],
        supplier=companies[plan.supplier],
        title=plan.title,
        reference=plan.reference,
        category=plan.category,
        start=plan.start,
        end=years_before(plan.start, -plan.years) - timedelta(days=1),
        stage=plan.stage,
        supplier_contact=people[plan.accepter].email,
    )


def _begin(
    plan: Plan, companies: dict[str, Organisation], people: dict[str, Person], who: tuple[str, ...] = ()
) -> Partnership:
    """Proposed, accepted, and everybody given their role, on the day it starts; seniors and leads meet."""
    began = morning(plan.start - timedelta(days=30))
    with happening_at(began):
        partnership = _propose(plan, companies, people)
    with happened(began, partnership):
        accept_proposal(actor=as_actor(people[plan.accepter], partnership))
        leads = {plan.customer: people[plan.proposer], plan.supplier: people[plan.accepter]}
        for somebody in PEOPLE:
            lead = leads.get(somebody.company)
            if lead is None or lead.email == somebody.email or (who and somebody.sign_in not in who):
                continue
            give_role(
                actor=as_actor(lead, partnership),
                person=people[somebody.sign_in],
                part=somebody.part,
                level=somebody.level,
                since=plan.start,
            )
        partnership.roles.update(since=plan.start)
        _meet(partnership, leads[plan.customer])
        sides = {Side.CUSTOMER: people[plan.proposer], Side.SUPPLIER: people[plan.accepter]}
        open_up(partnership, sides)
    know_each_other(partnership)
    Partnership.objects.filter(pk=partnership.pk).update(proposed_at=began, answered_at=began)
    partnership.refresh_from_db()
    return partnership


#: Who meets whom, besides the leads.
PEERS: Final = {
    Part.SRO: Part.SRIE,
    Part.CONTRACT_MANAGER: Part.RELATIONSHIP_MANAGER,
    Part.FINANCE: Part.FINANCE,
    Part.SERVICE_DELIVERY_MANAGER: Part.SERVICE_DELIVERY_MANAGER,
    Part.TECHNICAL_ADVISER: Part.TECHNICAL_ADVISER,
}


def _meet(partnership: Partnership, lead: Person) -> None:
    roles = {(role.side, role.part): role for role in Role.objects.filter(partnership=partnership)}
    for part, peer in PEERS.items():
        ours, theirs = roles.get((Side.CUSTOMER, part)), roles.get((Side.SUPPLIER, peer))
        if ours and theirs:
            name_peer(actor=as_actor(lead, partnership), role=ours, peer=theirs)


@dataclass(frozen=True)
class ToDo:
    title: str
    by: str  # who adds it
    owner: str
    level: Level
    due: date
    question: str = ""  # the finding that it came from
    done: date | None = None
    note: str = ""


def _school_years(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    first = past_check(partnership, people["karin.lind"], years_before(partnership.start, -1), answers.FIRST)
    then = (first.closed_at or first.closes_at).date()
    _agree(partnership, people, first, then + timedelta(days=9), [
        ToDo("One agenda and one fortnightly meeting instead of three", "karin.lind", "jonas.berg",
             Level.TACTICAL, then + timedelta(days=40), "communications", then + timedelta(days=35),
             "Runs since week 4. The weekly letter goes to one address on each side."),
        ToDo("Name a deputy for each lead", "jonas.berg", "karin.lind", Level.TACTICAL,
             then + timedelta(days=60), "staffing", then + timedelta(days=74), "Sara Nyman and Tor Vik."),
        ToDo("Measure lead times where the schools feel them", "karin.lind", "eva.strom", Level.OPERATIONAL,
             then + timedelta(days=90), "improvement", then + timedelta(days=88)),
    ])  # fmt: skip
    second = past_check(
        partnership, people["karin.lind"], years_before(partnership.start, -2), answers.SECOND
    )
    then = (second.closed_at or second.closes_at).date()
    _agree(partnership, people, second, then + timedelta(days=12), [
        ToDo("Open the cost ledger for period 10 to both project leads", "karin.lind", "jonas.berg",
             Level.TACTICAL, today - timedelta(days=3), "systems_access"),
        ToDo("Invite the supplier to the autumn planning workshop", "anna.hedlund", "karin.lind",
             Level.STRATEGIC, today + timedelta(days=7), "involvement"),
        ToDo("Answer every suggestion from the schools within a week", "karin.lind", "maja.ek",
             Level.OPERATIONAL, today + timedelta(days=18), "feedback"),
        ToDo("Fill the empty place in the service team", "per.olsen", "per.olsen", Level.STRATEGIC,
             then + timedelta(days=120), "staffing", then + timedelta(days=101),
             "Nils Sjögren, since spring."),
        ToDo("Test the fail-over of the timetable service", "maja.ek", "liv.dahl", Level.OPERATIONAL,
             today + timedelta(days=14)),
    ])  # fmt: skip
    _open_today(partnership, people, today)


def _open_today(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    """The third check: opened nine days ago, some have answered, and one is asked without an account."""
    opened = morning(today - OPENED_AGO)
    lead = as_actor(people["karin.lind"], partnership)
    with happened(opened, partnership, mails_stay=True):
        add_respondent(actor=lead, name="Lena Sandberg", email="lena.sandberg@skolan.fyrstad.example")
        round = open_round(actor=lead, closes_on=today - OPENED_AGO + timedelta(weeks=4))
    answer_as_told(round, answers.SECOND, {people[name] for name in ("eva.strom", "maja.ek", "britt.moe")})
    answer_as_told(round, answers.SECOND, {people["karin.lind"]}, leave_open=8)
    date_back(round, opened, round.closes_at, years_before(partnership.start, -3))


def _care_year(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    _agree(partnership, people, None, partnership.start + timedelta(days=30), [
        ToDo("Agree on who may see a care plan, and where it is written down", "karin.lind", "bjorn.nilsen",
             Level.TACTICAL, today + timedelta(days=25)),
        ToDo("Visit the night team together", "bjorn.nilsen", "eva.strom", Level.OPERATIONAL,
             today + timedelta(days=11)),
    ])  # fmt: skip


def _agree(
    partnership: Partnership, people: dict[str, Person], round: Round | None, on: date, todos: list[ToDo]
) -> None:
    for todo in todos:
        with happened(morning(on), partnership):
            origin = round.origin_key(todo.question) if round and todo.question else ""
            action = add_action(
                actor=as_actor(people[todo.by], partnership),
                title=todo.title,
                owner=people[todo.owner],
                due=todo.due,
                level=todo.level,
                origin=ActionItem.Origin.FINDING if origin else ActionItem.Origin.ADDED,
                origin_key=origin,
                origin_label=round.title if round and origin else "",
            )
        ActionItem.objects.filter(pk=action.pk).update(created_at=morning(on))
        if todo.done:
            with happened(morning(todo.done), partnership):
                complete(actor=as_actor(people[todo.owner], partnership), action=action, note=todo.note)
            ActionItem.objects.filter(pk=action.pk).update(done_at=morning(todo.done))


def _agreements(
    companies: dict[str, Organisation], partnerships: dict[str, Partnership], today: date
) -> None:
    school, care = partnerships[SCHOOL], partnerships["care-planning"]
    soon = today + timedelta(days=45)
    for number, title, supplier, start, end, value, partnership in (
        ("2023/114", "School administration system", "nordlys", school.start, school.end, 48_000_000, school),
        ("2026/031", "Planning system for care", "havsvik", care.start, care.end, 21_500_000, care),
        ("2022/207", "Course administration for adult education", "nordlys",
         years_before(soon, 4) + timedelta(days=1), soon, 3_200_000, None),
    ):  # fmt: skip
        agreement = Agreement.objects.create(
            register=companies["fyrstad"], number=number, title=title, start=start, end=end, signed=start,
            value=value, currency="SEK", partnership=partnership,
        )  # fmt: skip
        for key, part in (("fyrstad", AgreementParty.Part.BUYER), (supplier, AgreementParty.Part.SUPPLIER)):
            AgreementParty.objects.create(agreement=agreement, organisation=companies[key], part=part)
