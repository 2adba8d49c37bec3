"""How open the demo's partnerships are, and what they have promised each other."""

from datetime import date, timedelta
from typing import Final

from accounts.models import Person
from governance.actions import (
    add_section,
    answer_openness,
    put_up_charter,
    start_charter,
    write_section,
)
from governance.charter_sections import BY_KEY
from governance.models import CharterSection, CharterVersion
from governance.openness import Answer, Question
from partnerships.models import Partnership
from partnerships.sides import Side
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
#: Who wrote which section, and what they added to the sentences that are offered.
WRITTEN: Final = {
    "aims": ("karin.lind", "Teachers get time back for their pupils: six hours a term, and we measure it."),
    "principles": ("jonas.berg", "The schools come first in August and January; nothing new starts then."),
    "problems": ("jonas.berg", "A fault that stops lessons is everybody’s first task, on both sides."),
    "tone": ("eva.strom", "We write as we would speak to each other across a table."),
    "communication": ("karin.lind", "The weekly letter goes out on Thursdays, to one address on each side."),
    "behaviour": ("maja.ek", "Whoever visits a school says beforehand that they come, and why."),
    "incentives": ("tor.vik", "What is saved in support is shared, and half of it goes into improvement."),
    "decisions": ("sara.nyman", "The follow-up group decides up to 200,000 kr; the joint board beyond that."),
    "end": (
        "karin.lind",
        "Data and knowledge are handed over within three months; we rehearse it once.",
    ),
}
#: What the next version is about to say otherwise.
REWRITTEN: Final = {
    "tone": (
        "maja.ek",
        "We write as we would speak to each other across a table.\n\n"
        "Feedback comes within a week, to the person and not about them.",
    ),
    "communication": (
        "jonas.berg",
        "Everybody has a counterpart on the other side, and calls them first.\n\n"
        "The weekly letter has become a page in Partnering that both sides edit.",
    ),
}
PUPILS: Final = (
    "No data about a pupil leaves the service without a named person on each side who has said so.\n\n"
    "What a machine proposes about a pupil, a person decides."
)


def open_up(partnership: Partnership, leads: dict[Side, Person]) -> None:
    for question, answers in OPENNESS.items():
        for side, answer in zip(Side, answers, strict=True):
            answer_openness(actor=as_actor(leads[side], partnership), question=question, answer=answer)


def school_charters(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    """The first version signed ten months ago; the second one in the workshop for three weeks."""
    begun = today - timedelta(days=340)
    first = _started(partnership, people, begun)
    for place, section in enumerate(first.parts()):
        sentences = "\n".join(f"- {sentence}" for sentence in BY_KEY[section.key].sentences)
        who, more = WRITTEN[section.key]
        _write(section, people[who], f"{sentences}\n\n{more}", begun + timedelta(days=place))
    signed = begun + timedelta(days=26)
    first.refresh_from_db()
    with happened(morning(signed - timedelta(days=5)), partnership):
        lead = as_actor(people["karin.lind"], partnership)
        sign_off = put_up_charter(actor=lead, charter=first, revision=first.revision)
    sign_both(partnership, sign_off, {people["anna.hedlund"]: signed, people["per.olsen"]: signed})
    _in_the_workshop(partnership, people, today - timedelta(days=21))


def care_charter(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    """The first one, half written."""
    charter = _started(partnership, people, today - timedelta(days=30))
    for place, section in enumerate(charter.parts()[:4]):
        sentences = "\n".join(f"- {sentence}" for sentence in BY_KEY[section.key].sentences)
        who = people["karin.lind" if place % 2 else "bjorn.nilsen"]
        _write(section, who, sentences, today - timedelta(days=20 - place))


def _in_the_workshop(partnership: Partnership, people: dict[str, Person], begun: date) -> None:
    second = _started(partnership, people, begun)
    for place, section in enumerate(second.parts().filter(key__in=REWRITTEN), start=2):
        who, text = REWRITTEN[section.key]
        _write(section, people[who], text, begun + timedelta(days=place))
    day = begun + timedelta(days=9)
    with happened(morning(day), partnership):
        author = as_actor(people["liv.dahl"], partnership)
        section = add_section(actor=author, charter=second, title="Pupils’ data")
    _write(section, people["liv.dahl"], PUPILS, day)


def _started(partnership: Partnership, people: dict[str, Person], day: date) -> CharterVersion:
    with happened(morning(day), partnership):
        charter = start_charter(actor=as_actor(people["karin.lind"], partnership))
    CharterVersion.objects.filter(pk=charter.pk).update(started_at=morning(day))
    return charter


def _write(section: CharterSection, who: Person, text: str, day: date) -> None:
    partnership = section.charter.partnership
    with happened(morning(day), partnership):
        write_section(
            actor=as_actor(who, partnership),
            section=section,
            version=section.version,
            title=section.title,
            text=text,
        )
    CharterSection.objects.filter(pk=section.pk).update(edited_at=morning(day))
