"""How open the demo's partnerships are, and what they have promised each other."""

from datetime import date, timedelta
from typing import Final

from accounts.people.models import Person
from governance.charter.models import CharterVersion
from governance.charter.services import add_section, start_charter, write_section
from governance.charter.signing import submit_charter
from governance.openness.selectors import Answer, Question
from governance.openness.services import answer_openness
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Stage
from portfolio.demo.history import as_actor, happened, morning
from portfolio.demo.signing import sign_both

#: What each side answers: the customer, the supplier.
OPENNESS: Final = {
    Question.JOINT_BOARD: (Answer.IN_PLACE, Answer.IN_PLACE),
    Question.RISK_REGISTER: (Answer.IN_PLACE, Answer.AGREED),
    Question.POTENTIAL_PROBLEMS: (Answer.AGREED, Answer.AGREED),
    Question.OPEN_BOOKS: (Answer.AGREED, Answer.NO),
    Question.FEEDBACK: (Answer.NO, Answer.AGREED),
}
#: The first version of the school partnership's charter, and what the second one says in other words.
FIRST: Final = {
    "aims": "Every pupil has a place and a timetable on the first day of term.\n\n"
    "- We mean the same by the outcome, and know who provides what.\n"
    "- We look at the benefits, not only at time and cost.",
    "principles": "The leaders of both sides stand behind this partnership.\n\nBoth gain, and both give way "
    "within reason.",
    "problems": "We know who manages which risk, and why.",
    "tone": "We are **open** with each other, also with bad news.",
    "communication": "Everybody has a counterpart on the other side, and calls them first.",
    "decisions": "A decision is taken as close to the work as it can be, and written down.",
    "end": "We plan the end from the start.",
}
SECOND: Final = {
    "aims": "Every pupil has a place and a timetable that holds, from the first day of term.\n\n"
    "- We mean the same by the outcome, and know who provides what.\n"
    "- We look at the benefits first, then at time and cost.\n"
    "- School staff spend their hours on pupils, not on lists.",
    "problems": "We know who manages which risk, and why.\n\nWe talk about the problem first, and about who "
    "pays afterwards.",
    "behaviour": "Our people work as one team, whoever employs them.",
    "decisions": "A decision is taken as close to the work as it can be, and written down.\n\n"
    "Who cannot agree within a week takes it up one level, together.",
}
#: What both have written so far in the care partnership's workshop: the customer, the supplier.
IN_WORK: Final = (
    {
        "aims": "People who need care at night get it from somebody they know.",
        "tone": "We ask before we assume.",
    },
    {
        "principles": "The right people are in place, on both sides.",
        "communication": "We call before we write.",
    },
)
#: What the third one is about to say, and by whom.
THIRD: Final = {
    "tone": (
        "maja.ek",
        "We are **open** with each other, also with bad news.\n\n"
        "Feedback comes within a week, to the person and not about them.",
    ),
    "communication": (
        "jonas.berg",
        "Everybody has a counterpart on the other side, and calls them first.\n\n"
        "What concerns both sides is in Partnering, where both can read it.",
    ),
}
PUPILS: Final = (
    "No data about a pupil leaves the service without a named person on each side who has said so.\n\n"
    "What a machine proposes about a pupil, a person decides."
)


#: Where two sides begin, they agree on what is easy.
AT_FIRST: Final = (Question.JOINT_BOARD, Question.RISK_REGISTER, Question.POTENTIAL_PROBLEMS)


def open_up(partnership: Partnership, leads: dict[Side, Person]) -> None:
    is_new = partnership.stage == Stage.FIRST_YEAR
    for question, answers in OPENNESS.items():
        if is_new and question not in AT_FIRST:
            continue
        for side, answer in zip(Side, answers, strict=True):
            answer_openness(actor=as_actor(leads[side], partnership), question=question, answer=answer)


def load_charters(school: Partnership, care: Partnership, people: dict[str, Person], today: date) -> None:
    """The school's is reviewed in ten days, and its next version is in the workshop already; the care
    partnership's first one is being written."""
    _signed(school, people, FIRST, school.start + timedelta(days=40))
    _signed(school, people, SECOND, today - timedelta(days=355))
    _third(school, people, today - timedelta(days=21))
    charter = _started(care, people, today - timedelta(days=6))
    for name, texts in zip(("karin.lind", "bjorn.nilsen"), IN_WORK, strict=True):
        for key, text in texts.items():
            _write(charter, key, people[name], text, today - timedelta(days=4))


def _signed(partnership: Partnership, people: dict[str, Person], texts: dict[str, str], day: date) -> None:
    """Written by both leads, put up, and signed a week later."""
    charter = _started(partnership, people, day - timedelta(days=20))
    for place, (key, text) in enumerate(texts.items()):
        who = people["jonas.berg" if place % 2 else "karin.lind"]
        _write(charter, key, who, text, day - timedelta(days=15 - place))
    charter.refresh_from_db()
    with happened(morning(day - timedelta(days=7)), partnership):
        lead = as_actor(people["karin.lind"], partnership)
        sign_off = submit_charter(actor=lead, charter=charter, revision=charter.revision)
    sign_both(partnership, sign_off, {people["anna.hedlund"]: day, people["per.olsen"]: day})


def _third(partnership: Partnership, people: dict[str, Person], begun: date) -> None:
    charter = _started(partnership, people, begun)
    for place, (key, (who, text)) in enumerate(THIRD.items(), start=2):
        _write(charter, key, people[who], text, begun + timedelta(days=place))
    day = begun + timedelta(days=9)
    with happened(morning(day), partnership):
        author = as_actor(people["liv.dahl"], partnership)
        section = add_section(actor=author, charter=charter, title="Pupils’ data")
    _write(charter, section.key, people["liv.dahl"], PUPILS, day)


def _started(partnership: Partnership, people: dict[str, Person], day: date) -> CharterVersion:
    with happened(morning(day), partnership):
        charter = start_charter(actor=as_actor(people["karin.lind"], partnership))
    CharterVersion.objects.filter(pk=charter.pk).update(started_at=morning(day))
    return charter


def _write(charter: CharterVersion, key: str, who: Person, text: str, day: date) -> None:
    section = charter.sections.get(key=key)
    with happened(morning(day), charter.partnership):
        write_section(
            actor=as_actor(who, charter.partnership),
            section=section,
            version=section.version,
            title=section.title,
            text=text,
        )
    charter.sections.filter(pk=section.pk).update(edited_at=morning(day))
