"""How far a round has come: counts only, for nobody sees who answered what before it closes."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from assessments.answering.models import Answer
from assessments.rounds.models import Round
from partnerships.sides import Side


@dataclass(frozen=True)
class SideProgress:
    side: Side
    organisation: str
    asked: int
    answered: int  # gave an answer to one question at least

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def is_complete(self) -> bool:
        return self.asked > 0 and self.asked == self.answered


def progress_of(round: Round) -> list[SideProgress]:
    """Both sides, the customer first; one query."""
    has_answered = Exists(Answer.objects.filter(respondent=OuterRef("pk")).exclude(value=""))
    rows = (
        round.respondents.filter(revoked_at=None)
        .order_by()
        .values("side")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(has_answered)))
    )
    counts = {row["side"]: (row["asked"], row["answered"]) for row in rows}
    sides = []
    for side in Side:
        organisation = round.partnership.organisation(side)
        asked, answered = counts.get(side.value, (0, 0))
        sides.append(
            SideProgress(side, organisation.name if organisation else str(side.label), asked, answered)
        )
    return sides
