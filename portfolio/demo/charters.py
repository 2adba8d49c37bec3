"""How open the demo's partnerships are, and what they have promised each other."""

from datetime import date, timedelta
from typing import Final

from accounts.models import Person
from governance.actions import answer_openness, put_up_charter, start_charter, write_section
from governance.models import CharterVersion
from governance.openness import Answer, Question
from partnerships.actions import sign
from partnerships.models import Partnership, Signature
from partnerships.sides import Side
from portfolio.demo.history import as_actor, happened, morning

#: What each side answers: the customer, the supplier.
OPENNESS: Final = {
    Question.JOINT_BOARD: (Answer.IN_PLACE, Answer.IN_PLACE),
    Question.RISK_REGISTER: (Answer.IN_PLACE, Answer.AGREED),
    Question.POTENTIAL_PROBLEMS: (Answer.AGREED, Answer.AGREED),
    Question.OPEN_BOOKS: (Answer.AGREED, Answer.NO),
    Question.FEEDBACK: (Answer.NO, Answer.AGREED),
}


def open_up(partnership: Partnership, leads: dict[Side, Person]) -> None:
    for question, answers in OPENNESS.items():
        for side, answer in zip(Side, answers, strict=True):
            answer_openness(actor=as_actor(leads[side], partnership), question=question, answer=answer)


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


def load_charters(school: Partnership, care: Partnership, people: dict[str, Person], today: date) -> None:
    """The school's is reviewed in two weeks; the care partnership's is being written."""
    leads, seniors = ("karin.lind", "jonas.berg"), ("anna.hedlund", "per.olsen")
    _signed(school, people, leads, seniors, FIRST, school.start + timedelta(days=40))
    _signed(school, people, leads, seniors, SECOND, today - timedelta(days=351))
    with happened(morning(today - timedelta(days=6)), care):
        charter = start_charter(actor=as_actor(people["karin.lind"], care))
        for name, texts in zip(("karin.lind", "bjorn.nilsen"), IN_WORK, strict=True):
            _write(charter, people[name], texts)


def _signed(
    partnership: Partnership,
    people: dict[str, Person],
    leads: tuple[str, str],
    seniors: tuple[str, str],
    texts: dict[str, str],
    day: date,
) -> None:
    """Written by both leads, put up, and signed a week later."""
    with happened(morning(day - timedelta(days=7)), partnership):
        charter = start_charter(actor=as_actor(people[leads[0]], partnership))
        for place, (key, text) in enumerate(texts.items()):
            _write(charter, people[leads[place % 2]], {key: text})
        charter.refresh_from_db()
        lead = as_actor(people[leads[0]], partnership)
        sign_off = put_up_charter(actor=lead, charter=charter, revision=charter.revision)
    with happened(morning(day), partnership):
        for name in seniors:
            sign(
                actor=as_actor(people[name], partnership),
                sign_off=sign_off,
                sha256=sign_off.sha256,
                method=Signature.Method.PASSWORD,
            )


def _write(charter: CharterVersion, person: Person, texts: dict[str, str]) -> None:
    for key, text in texts.items():
        section = charter.sections.get(key=key)
        write_section(
            actor=as_actor(person, charter.partnership),
            section=section,
            version=section.version,
            title=section.title,
            text=text,
        )
