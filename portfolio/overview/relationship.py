"""How both sides see one partnership, and what they have agreed to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.instruments.definitions import ANSWER_LABELS, Question
from assessments.respondents.models import Respondent
from assessments.results.charts import Sparkline, flag_of, sparkline
from assessments.results.models import QuestionResult
from assessments.rounds.models import Round
from common.prepared import Given, Prepared
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.people.contacts import Contact
from partnerships.people.role_rows import RoleRow
from partnerships.sides import Part, Side, Stage

FINDINGS = 4
ACTIONS = 6
Status = QuestionResult.Status


#: Prepared, as all that the overview asks.
ROUNDS = PreparedForActor(
    lambda anyone: Round.objects.visible_to(anyone).order_by("closed_at", "opened_at", "pk")
)
ASKED = Prepared(
    lambda: (
        Respondent.objects.filter(round=Given("round"), person=Given("person"), revoked_at=None)
        .annotate(answered=Count("answers", filter=~Q(answers__value="")))
        .order_by("pk")[:1]
    )
)
FOUND = Prepared(
    lambda: QuestionResult.objects.filter(
        round=Given("round"), status__in=(Status.GAP, Status.ATTENTION)
    ).only("round_id", "status", "question_key", "position", "customer_answer", "supplier_answer")
)
ACTIONS_OPEN = PreparedForActor(
    lambda anyone: ActionItem.objects.visible_to(anyone)
    .filter(state=ActionItem.State.OPEN)
    .select_related("owner")
    .only(
        "number", "title", "due", "state", "level", "origin", "origin_key", "origin_label", "owner_side",
        "owner__given_name", "owner__family_name", "version", "partnership_id",
    )
    .order_by("due", "pk")[:ACTIONS]
)  # fmt: skip
BY_ORIGIN = PreparedForActor(
    lambda anyone: (
        ActionItem.objects.visible_to(anyone)
        .filter(state=ActionItem.State.OPEN)
        .order_by()
        .values_list("origin_key")
        .annotate(Count("pk"))
    )
)


@dataclass(frozen=True, slots=True)
class Finding:
    flag: str
    sentence: str
    url: str
    actions: int  # open ones that came from it


@dataclass(frozen=True, slots=True)
class Relationship:
    last: Round | None
    before: Round | None
    trend: Sparkline | None
    questions: int
    findings: list[Finding]
    more: int  # findings that are not shown
    open: Round | None
    mine: Respondent | None  # as whom the person is asked in the open check; carries ``answered``


def relationship(actor: Actor, followed: Mapping[str, int]) -> Relationship:
    """``followed`` counts the open actions by what they came from, see ``open_by_origin``."""
    rounds = ROUNDS.by(actor)
    closed = [round for round in rounds if not round.is_open]
    open_round = next((round for round in rounds if round.is_open), None)
    last = closed[-1] if closed else None
    found, more = _findings(actor, last, followed) if last else ([], 0)
    return Relationship(
        last=last,
        before=closed[-2] if len(closed) > 1 else None,
        trend=sparkline(closed, width=150, height=44),
        questions=len(last.instrument.questions) if last else 0,
        findings=found,
        more=more,
        open=open_round,
        mine=_asked(actor, open_round) if open_round else None,
    )


def _asked(actor: Actor, round: Round) -> Respondent | None:
    return next(iter(ASKED.ask(round=round.pk, person=actor.person.pk)), None)


def _findings(actor: Actor, round: Round, followed: Mapping[str, int]) -> tuple[list[Finding], int]:
    """Gaps first, for they are worth more than a bad mark (domain.md §1)."""
    results = sorted(
        FOUND.ask(round=round.pk),
        key=lambda result: (result.status != Status.GAP, result.position),
    )
    shown = [
        Finding(
            flag=flag_of(result.status),
            sentence=sentence(round.instrument.question(result.question_key), result),
            url=reverse("finding", args=[actor.partnership.reference, round.pk, result.question_key]),
            actions=followed.get(round.origin_key(result.question_key), 0),
        )
        for result in results[:FINDINGS]
    ]
    return shown, len(results) - len(shown)


def sentence(question: Question, result: QuestionResult) -> str:
    """What both sides answered, as one would say it."""
    words = {
        "what": question.short,
        "customer": ANSWER_LABELS.get(result.customer_answer, ""),
        "supplier": ANSWER_LABELS.get(result.supplier_answer, ""),
    }
    if not result.customer_answer:
        return _("%(what)s: the supplier says “%(supplier)s”; the customer has not answered.") % words
    if not result.supplier_answer:
        return _("%(what)s: the customer says “%(customer)s”; the supplier has not answered.") % words
    if result.customer_answer == result.supplier_answer:
        return _("%(what)s: “%(customer)s”, both sides say.") % words
    return _("%(what)s: the customer says “%(customer)s”, the supplier “%(supplier)s”.") % words


def open_actions(actor: Actor) -> list[ActionItem]:
    """The nearest few, with their owners."""
    return ACTIONS_OPEN.by(actor)


def open_by_origin(actor: Actor) -> dict[str, int]:
    """How many actions are open, by what they came from."""
    return dict(BY_ORIGIN.by(actor))


@dataclass(frozen=True, slots=True)
class Peers:
    """Two who meet each other: a role on each side, or none where nobody has it."""

    part: str
    customer: RoleRow | None
    supplier_part: str
    supplier: RoleRow | None


def who_answers(own: Iterable[Contact]) -> list[Peers]:
    """The seniors, then the leads, each beside the peer on the other side."""
    roles = [contact.role for contact in own if contact.counts]
    rows = []
    for customer_part, supplier_part in ((Part.SRO, Part.SRIE), (Part.LEAD, Part.LEAD)):
        ours = [r for r in roles if r.side == Side.CUSTOMER and r.part == customer_part]
        theirs = [r for r in roles if r.side == Side.SUPPLIER and r.part == supplier_part]
        for customer, supplier in pairs(ours, theirs) or [(None, None)]:
            rows.append(Peers(str(customer_part.label), customer, str(supplier_part.label), supplier))
    return rows


class HasPeer(Protocol):
    @property
    def pk(self) -> int: ...
    @property
    def peer_id(self) -> int | None: ...


R = TypeVar("R", bound=HasPeer)


def pairs(ours: list[R], theirs: list[R]) -> list[tuple[R | None, R | None]]:
    """Those who are named as peers together, then the rest in the order in which they came."""
    left, found = list(theirs), []
    alone: list[R] = []
    for role in ours:
        peer = next((other for other in left if other.pk == role.peer_id or other.peer_id == role.pk), None)
        if peer is None:
            alone.append(role)
        else:
            left.remove(peer)
            found.append((role, peer))
    count = max(len(alone), len(left))
    rest = [(role, None) for role in alone] + [(None, None)] * (count - len(alone))
    return [
        *found,
        *((role, left[place] if place < len(left) else None) for place, (role, _none) in enumerate(rest)),
    ]


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str  # "done", "now" or nothing


def life(stage: str) -> list[Step]:
    """The stages, as far as the partnership has come; "ended" is only told when it has."""
    stages = [one for one in Stage if one != Stage.ENDED or stage == Stage.ENDED]
    now = stages.index(Stage(stage))
    return [
        Step(str(one.label), "now" if place == now else "done" if place < now else "")
        for place, one in enumerate(stages)
    ]
