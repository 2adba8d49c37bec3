"""Risks come up in meetings, carry files, are handed over, and are found by words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import DateField, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.prepared import Given, GivenList
from common.stored_words import offer_stored_words
from governance.agendas.candidates import FirstOfEach, day_of
from governance.agendas.selectors import Fact, Offered, Source, Suggestion, offer_to_agendas
from governance.meetings.models import Meeting
from governance.risks.models import HIGH, Risk
from partnerships.files.targets import offer_attachments
from partnerships.lifecycle.models import Partnership
from partnerships.people.holdings import Handover, held_as, offer_holding, pass_on
from partnerships.search.kinds import (
    Names,
    SearchKind,
    SearchResult,
    Shown,
    Words,
    offer_to_search,
    records_with_words,
)
from partnerships.sides import Side, Space

risk_page = page("risk")


HIGH_OR_DUE = FirstOfEach(
    lambda: Risk.objects.filter(
        Q(exposure__gte=HIGH) | Q(review_on__lte=Given("last_day", DateField())),
        partnership__among=GivenList("partnerships"),
        space=Space.JOINT,
        state=Risk.State.OPEN,
    ),
    group=("partnership_id",),
    order=("-exposure", "pk"),
    columns=("partnership_id", "number", "event", "exposure", "review_on"),
)


def high_or_due(meetings: Sequence[Meeting], now: datetime) -> Offered:
    """Those that are high, and those to be reviewed by the day of the meeting."""
    groups = HIGH_OR_DUE.of(meetings)
    return {
        meeting.pk: map(_suggestion, _for_meeting(groups.get((meeting.partnership_id,), []), meeting))
        for meeting in meetings
    }


def _for_meeting(risks: Iterable[Any], meeting: Meeting) -> list[Any]:
    day = day_of(meeting)
    return [risk for risk in risks if risk.exposure >= HIGH or risk.review_on <= day]


def _suggestion(risk: Any) -> Suggestion:
    why = _("high") if risk.exposure >= HIGH else ""
    review = _("review by %(day)s") % {"day": date_format(risk.review_on)}
    title = f"R-{risk.number}: {risk.event}"
    return Suggestion("risk", str(risk.number), title[:200], " · ".join(filter(None, (why, review))), 10)


def facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = Risk.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    return {str(row.number): _fact(partnership, row) for row in rows.select_related("owner")}


def _fact(partnership: Partnership, risk: Risk) -> Fact:
    risk.partnership = partnership
    words = {"customer": risk.impact_customer, "supplier": risk.impact_supplier}
    score = _("likelihood %(likelihood)s, impact on the customer %(customer)s, on the supplier %(supplier)s")
    rows = [
        (_("Score"), score % {"likelihood": risk.likelihood, **words}),
        (_("Why it could happen"), risk.cause),
        (_("What would follow"), risk.effect),
        (_("Who bears it"), str(risk.get_bears_display())),
        (_("Who manages it"), f"{risk.get_manages_display()}: {risk.reason}"),
        (_("Next review"), f"{date_format(risk.review_on)}, {risk.owner.name}"),
    ]
    return Fact(risk.get_absolute_url(), rows, risk.closed_note, level=risk.level)


def held(side: Side) -> QuerySet[Any]:
    return held_as("owner", Risk.objects.filter(state=Risk.State.OPEN, owner_side=side))


def move(handover: Handover) -> int:
    return pass_on(handover, held(handover.side), "owner", "risk.edited")


def find(shown: Shown, words: Words) -> QuerySet[Risk]:
    return records_with_words(Risk, shown, words, "event", "cause", "effect")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = risk_page(home.reference, row.number)
    where = f"{home.title} · R-{row.number}"
    if row.state == Risk.State.CLOSED:
        return SearchResult(row.event, url, where, chip=str(Risk.State.CLOSED.label))
    review = _("review on %(day)s") % {"day": date_format(row.review_on)}
    return SearchResult(row.event, url, where, when=review, is_late=row.review_on < names.today)


offer_to_agendas(
    Source(
        kind="risk",
        label=gettext_lazy("Risk"),
        icon="exclamation-diamond",
        position=60,
        facts=facts,
        url=risk_page,
        find=high_or_due,
    )
)
offer_attachments("risk", Risk, label=gettext_lazy("Risk"), permission="change_risk")
offer_holding("risks", move, position=20, label=gettext_lazy("Open risks"), held=held)
offer_to_search(
    SearchKind(
        key="risks",
        position=50,
        title=gettext_lazy("Risks"),
        icon="exclamation-diamond",
        find=find,
        # open ones first, for "open" comes after "closed"
        order=("-state", "-exposure", "pk"),
        columns=("pk", "number", "event", "state", "exposure", "review_on", "partnership"),
        look=look,
        letter="R",
    )
)
offer_stored_words(lambda: ["risk %(name)s"])
