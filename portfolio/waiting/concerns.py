"""Concerns in a person's hands, and what they are asked for with each."""

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Concern
from partnerships.sides import Side, Space
from portfolio.desk import Desk
from portfolio.waiting.task import Task, day_in_words

END, VIEW, HANDS = "end", "view", "hands"


def concerns(desk: Desk) -> QuerySet[Any]:
    """Those in the person's hands; and what they have raised, where their side is asked for something."""
    person = desk.person
    end, view = Q(pk__in=[]), Q(pk__in=[])
    for side in Side:
        own = Q((f"{side.value}_holder", person)) | Q(raised_by=person, raised_side=side)
        end |= own & Q(outcome_side=side.other)
        view |= own & Q((f"{side.value}_viewed", False))
    held = Q(customer_holder=person) | Q(supplier_holder=person)
    found: QuerySet[Any] = (
        Concern.objects.going()
        .with_views()
        .filter(end | view | held, space=Space.JOINT, partnership__among=list(desk.partnerships))
        .annotate(asks=Case(When(end, Value(END)), When(view, Value(VIEW)), default=Value(HANDS)))
    )
    return found


def concern(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    until = _("in your hands until %(day)s") if row.more == HANDS else _("until %(day)s")
    what, button, page = {
        END: (_("Can this concern end so?"), _("Open"), "concern"),
        VIEW: (_("A concern waits for your view"), _("Write it"), "concern_perspective"),
        HANDS: (_("A concern is in your hands"), _("Open"), "concern"),
    }[row.more]
    return Task(
        by=row.day,
        icon="chat-left-text",
        what=what,
        rest=f"– {row.what}",
        where=f"{line.title} · {until % {'day': day_in_words(row.day, desk.today)}}",
        url=reverse(page, args=[line.reference, row.number]),
        button=button,
        partnership_id=line.pk,
    )
