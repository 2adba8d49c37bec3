"""Ideas that ask for their next step, reviews of risks, and early warnings that the other side has closed."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import EarlyWarning, Idea, Risk
from partnerships.sides import Part, Side
from portfolio.desk import SOON, Desk
from portfolio.waiting.task import Task, day_in_words, in_words, late_in_words


def ideas(desk: Desk) -> QuerySet[Any]:
    """Those that the person sponsors and that ask for the next step."""
    own = Idea.objects.waiting_for(desk.person, desk.now)
    found: QuerySet[Any] = own.filter(partnership__among=list(desk.partnerships)).annotate(
        day=TruncDate("moved_at")
    )
    return found


def idea(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    asks = {
        Idea.Stage.RAISED: _("the idea waits to be assessed"),
        Idea.Stage.PUT_TO_USE: _("has the idea had its effect?"),
    }.get(Idea.Stage(row.more), _("what comes next with the idea?"))
    return Task(
        by=row.day + Idea.patience(row.more),
        icon="lightbulb",
        what=row.what,
        rest="",
        where=f"{line.title} · {asks}",
        url=reverse("idea", args=[line.reference, row.number]),
        button=_("Open"),
        partnership_id=line.pk,
    )


def reviews(desk: Desk) -> QuerySet[Any]:
    """The person's own open risks that are to be reviewed soon."""
    return Risk.objects.filter(
        owner=desk.person,
        state=Risk.State.OPEN,
        review_on__lte=desk.today + SOON,
        partnership__among=list(desk.partnerships),
    )


def review(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    late = max(0, (desk.today - row.day).days)
    said = _("review was due on %(day)s") if late else _("review due on %(day)s")
    said %= {"day": day_in_words(row.day, desk.today)}
    return Task(
        by=row.day,
        icon="exclamation-diamond",
        what=_("Review risk %(name)s") % {"name": f"R-{row.number}"},
        rest=f"– {row.what}",
        where=f"{line.title} · {said}",
        url=reverse("risk", args=[line.reference, row.number]),
        when=late_in_words(late) if late else in_words(row.day, desk.today),
        late=bool(late),
        partnership_id=line.pk,
    )


def warnings(desk: Desk) -> QuerySet[Any]:
    """Those that the other side has closed, in the partnerships that the person leads."""
    mine = Q(pk__in=[])
    for side in Side:
        led = [pk for pk, parts in desk.parts.items() if (side.value, Part.LEAD.value) in parts]
        other, own = f"{side.other.value}_closed_at__isnull", f"{side.value}_closed_at__isnull"
        mine |= Q(partnership__among=led, **{other: False, own: True})
    found: QuerySet[Any] = EarlyWarning.objects.filter(mine, closed_at=None).annotate(
        day=TruncDate("raised_at")
    )
    return found


def warning(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    return Task(
        by=desk.today,
        icon="megaphone",
        what=_("Close the early warning"),
        rest=f"– {row.what}",
        where=f"{line.title} · {_('the other side has closed it')}",
        url=reverse("warnings", args=[line.reference]),
        button=_("Open"),
        partnership_id=line.pk,
    )
