"""What is asked for a person's desk, prepared: put together anew, these cost a page 6 ms of CPU more.
Every list holds only what the person sees now, by the numbers of their partnerships (``WorkFacts.seen``):
that they own something, or were invited to it, counts for nothing after they have changed sides."""

from typing import Final

from django.db.models import Count, DateField, DateTimeField, Q

from agreements.register.models import Agreement
from assessments.respondents.models import Respondent
from assessments.rounds.models import Round
from common.prepared import Given, GivenList, Prepared
from governance.action_items.models import ActionItem
from governance.charter.models import CharterVersion
from governance.concerns.models import Concern, Perspective
from governance.ideas.models import Idea
from governance.meetings.models import Attendee, Meeting
from governance.risks.models import Risk
from governance.warnings.models import EarlyWarning
from partnerships.access.scope import PreparedForScope
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.sides import Side, Space
from portfolio.my_work.rows import Line

#: More of one person's things of one kind than this are on the partnerships' own lists.
MOST: Final = 200
#: So many dates stand on the page.
SHOWN: Final = 12

PERSON = Given("person")
UNTIL = Given("until", DateField())
OWN = GivenList("own")


def _closed_by(side: Side, led: str) -> Q:
    closed, open_ = f"{side.value}_closed_at__isnull", f"{side.other.value}_closed_at__isnull"
    return Q((closed, False), (open_, True), partnership__among=GivenList(led))


def seen(place: str = "") -> Q:
    """``AccessScope.records`` by plain numbers; ``place`` is the way to the record, such as ``meeting__``."""
    scope = Q((f"{place}space", Space.JOINT))
    for side in Side:
        inside = Q((f"{place}space", side.value), (f"{place}partnership__among", GivenList(f"{side}_inside")))
        scope |= inside
    return scope & Q((f"{place}partnership__among", OWN))


#: What the person sees, proposed or binding.
PARTNERSHIPS = PreparedForScope(
    lambda anybody: (
        Partnership.objects.seen_by(anybody)
        .filter(state__in=(Partnership.State.PROPOSED, Partnership.State.BINDING))
        .order_by("pk")
        .values_list(*Line._fields[:9], "customer__name", "supplier__name", "openness")
    )
)
PROPOSALS = PreparedForScope(
    lambda anybody: (
        Partnership.objects.awaiting_answer_of(anybody)
        .order_by("proposed_at", "pk")
        .values_list("reference", "title", "proposed_at", "customer__name")[:MOST]
    )
)
#: Changes of what binds both that wait for an answer, in the partnerships whose sides the person answers for.
CHANGES = Prepared(
    lambda: (
        ChangeProposal.objects.filter(
            Q(side=Side.SUPPLIER, partnership__among=GivenList("customer"))
            | Q(side=Side.CUSTOMER, partnership__among=GivenList("supplier")),
            state=ChangeProposal.State.OPEN,
        )
        .order_by("proposed_at", "pk")
        .values_list("partnership_id", "kind", "proposed_at")[:MOST]
    )
)
#: What the person proposed and the other side declined, until they have read why.
DECLINED = PreparedForScope(
    lambda anybody: (
        Partnership.objects.seen_by(anybody)
        .filter(proposed_by=PERSON, state=Partnership.State.DECLINED, answer_seen_at=None)
        .order_by("pk")
        .values_list("reference", "title", "answered_at")[:MOST]
    )
)
DECLINED_CHANGES = Prepared(
    lambda: (
        ChangeProposal.objects.filter(
            proposed_by=PERSON,
            partnership__among=OWN,
            state=ChangeProposal.State.DECLINED,
            decline_read=None,
        )
        .order_by("pk")
        .values_list("partnership_id", "kind", "answered_at")[:MOST]
    )
)
#: Of an officer's registers, and of the partnerships started from those of others.
AGREEMENTS = Prepared(
    lambda: (
        Agreement.objects.filter(
            Q(register__among=GivenList("registers")) | Q(partnership__among=GivenList("elsewhere")),
            state=Agreement.State.ACTIVE,
            end__gte=Given("today", DateField()),
            end__lte=UNTIL,
        )
        .order_by("end", "pk")
        .values_list("pk", "title", "end")[: SHOWN + 1]
    )
)
#: Closed by the other side, in the partnerships that the person leads.
WARNINGS = Prepared(
    lambda: (
        EarlyWarning.objects.filter(
            _closed_by(Side.SUPPLIER, "customer_led") | _closed_by(Side.CUSTOMER, "supplier_led"),
            closed_at=None,
            space=Space.JOINT,
        )
        .order_by("raised_at", "pk")
        .values_list("partnership_id", "text")[:MOST]
    )
)
#: By what belongs to a partnership of the person's: "the partnership, its number, what, when".
ACTIONS = Prepared(
    lambda: (
        ActionItem.objects.filter(seen(), owner=PERSON, state=ActionItem.State.OPEN, due__lte=UNTIL)
        .order_by("due", "pk")
        .values_list("partnership_id", "number", "title", "due")[:MOST]
    )
)
RISKS = Prepared(
    lambda: (
        Risk.objects.filter(seen(), owner=PERSON, state=Risk.State.OPEN, review_on__lte=UNTIL)
        .order_by("review_on", "number")
        .values_list("partnership_id", "number", "event", "review_on")[:MOST]
    )
)
CHARTERS = Prepared(
    lambda: (
        CharterVersion.objects.current()
        .filter(partnership__among=OWN, review_on__lte=UNTIL)
        .order_by("review_on", "number")
        .values_list("partnership_id", "number", "review_on")
    )
)
PLACE = (
    "partnership_id", "number", "title", "is_annual", "starts_at", "state", "invite_at", "board__chair_id",
    "minutes__state", "minutes__begun_by_id",
)  # fmt: skip
PLACES = Prepared(
    lambda: (
        Attendee.objects.filter(
            seen("meeting__"),
            person=PERSON,
            meeting__starts_at__gt=Given("first", DateTimeField()),
            meeting__starts_at__lt=Given("last", DateTimeField()),
        )
        .exclude(meeting__state=Meeting.State.CANCELLED)
        .order_by("meeting__starts_at", "pk")
        .values_list("answer", *(f"meeting__{name}" for name in PLACE))[: 2 * MOST]
    )
)
IDEAS = Prepared(
    lambda: (
        Idea.objects.waiting_for(PERSON, Given("stands_since", DateTimeField()))
        .filter(seen())
        .order_by("moved_at", "pk")
        .values_list("partnership_id", "number", "title", "stage", "moved_at")[:MOST]
    )
)
CONCERN = (
    "pk", "partnership_id", "number", "title", "due_on", "customer_holder_id", "supplier_holder_id",
    "raised_by_id", "raised_side", "outcome_side",
)  # fmt: skip
CONCERNS = Prepared(
    lambda: (
        Concern.objects.going()
        .filter(
            Q(customer_holder=PERSON) | Q(supplier_holder=PERSON) | Q(raised_by=PERSON),
            space=Space.JOINT,
            partnership__among=OWN,
        )
        .order_by("due_on", "number")
        .values_list(*CONCERN)[:MOST]
    )
)
VIEWS = Prepared(
    lambda: (
        Perspective.objects.filter(concern__among=GivenList("concerns"))
        .order_by()
        .values_list("concern_id", "side")
    )
)
UNANSWERED = Prepared(
    lambda: Respondent.objects.filter(
        person=PERSON,
        finished_at=None,
        revoked_at=None,
        round__closed_at=None,
        round__closes_at__gt=Given("now", DateTimeField()),
    )
    .select_related("round")
    .only(
        "side", "nonce", "round__partnership_id", "round__closes_at", "round__instrument_key",
        "round__instrument_version",
    )
    .order_by("round__closes_at", "pk")[:MOST]
)  # fmt: skip
OPEN_ROUNDS = Prepared(
    lambda: (
        Round.objects.filter(partnership__among=OWN, closed_at=None, space=Space.JOINT)
        .order_by("closes_at", "pk")
        .values_list("pk", "partnership_id", "closes_at", "customer_closes_id", "supplier_closes_id")
    )
)
ASKING = Prepared(
    lambda: (
        Respondent.objects.filter(round__among=GivenList("rounds"), revoked_at=None)
        .order_by()
        .values_list("round_id", "side")
        .distinct()
    )
)
CLOSED_ROUNDS = Prepared(
    lambda: (
        Round.objects.filter(partnership__among=OWN, closed_at__isnull=False, space=Space.JOINT)
        .order_by("partnership_id", "closed_at", "pk")
        .values_list(
            "pk",
            "partnership_id",
            "closed_at",
            "going_well",
            "attention",
            "gaps",
            "customer_mean",
            "supplier_mean",
        )
    )
)
WITH_ACTIONS = Prepared(
    lambda: (
        ActionItem.objects.filter(partnership__among=OWN, space=Space.JOINT)
        .order_by()
        .values_list("partnership", flat=True)
        .distinct()
    )
)
LATE = Prepared(
    lambda: (
        ActionItem.objects.filter(
            partnership__among=OWN,
            space=Space.JOINT,
            state=ActionItem.State.OPEN,
            due__lt=Given("today", DateField()),
        )
        .order_by()
        .values_list("partnership")
        .annotate(Count("pk"))
    )
)
