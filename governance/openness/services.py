from django.core.exceptions import PermissionDenied
from django.db import transaction

from governance.openness.selectors import Answer, Question, answer_of
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle.models import Partnership
from partnerships.timeline.services import record


@transaction.atomic
def answer_openness(*, actor: Actor, question: Question, answer: Answer) -> Partnership:
    """Answer one of the six questions for one's own side. The other side's answer is theirs."""
    if not actor.may("answer_openness") or actor.is_outsider:
        raise PermissionDenied
    partnership = lock_partnership(actor)
    before = answer_of(partnership, question, actor.side)
    if answer == before:
        return partnership
    own = {**partnership.openness.get(question.value, {}), actor.side.value: answer.value}
    partnership.openness = {**partnership.openness, question.value: own}
    partnership.save(update_fields=["openness"])
    record(
        partnership=partnership,
        person=actor.person,
        kind="openness.answered",
        subject=str(question.label),
        change={"side": actor.side.value, "question": question.value, "openness": [before, answer]},
    )
    return partnership
