"""How open the demo's partnerships are, and what they have promised each other."""

from typing import Final

from accounts.models import Person
from governance.actions import answer_openness
from governance.openness import Answer, Question
from partnerships.models import Partnership
from partnerships.sides import Side
from portfolio.demo.history import as_actor

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
