"""What is open at a board's level and goes on its agenda (domain.md §4): actions late or due, risks high or
due for review, early warnings, signatures that are missing. Each is found for many meetings at once."""

import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from governance.action_items.models import ActionItem
from governance.agendas.selectors import MOST_OF_A_KIND, Fact, Offered, Source, Suggestion
from governance.meetings.models import Meeting
from governance.risks.models import Risk
from governance.warnings.models import EarlyWarning
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Space
from partnerships.signing.models import SignOff

#: From this exposure on a risk is high or very high, see ``governance.risks.models.LEVELS``.
HIGH: Final = 9
#: On an agenda already, or done with: so many more than are shown are looked at.
LOOKED_AT: Final = 3 * MOST_OF_A_KIND


def first_of_each(
    meetings: Sequence[Meeting],
    rows: QuerySet[Any],
    group: Sequence[str],
    order: Sequence[str],
    columns: Sequence[str],
) -> dict[tuple[Any, ...], list[Any]]:
    """The first few of each group, in one query however many groups and rows there are. The columns are
    those of the group as well."""
    if len(meetings) > 1:
        ordered = [F(name[1:]).desc() if name.startswith("-") else F(name).asc() for name in order]
        place = Window(RowNumber(), partition_by=[F(name) for name in group], order_by=ordered)
        found = rows.annotate(place=place).filter(place__lte=LOOKED_AT).order_by(*order)
    else:
        found = rows.order_by(*order)[:LOOKED_AT]  # the page of one meeting: one group, and no window
    return by_group(found.values_list(*columns, named=True), *group)


def by_group(rows: Iterable[Any], *names: str) -> dict[tuple[Any, ...], list[Any]]:
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
    return found


def day_of(meeting: Any) -> date:
    """Of a meeting, or of a row with when it starts and its time zone."""
    day: date = meeting.starts_at.astimezone(zoneinfo.ZoneInfo(meeting.time_zone)).date()
    return day


def _partnerships(meetings: Sequence[Meeting]) -> set[int]:
    return {meeting.partnership_id for meeting in meetings}


def _last_day(meetings: Sequence[Meeting]) -> date:
    return max(day_of(meeting) for meeting in meetings)


def _days_late(days: int) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def actions(meetings: Sequence[Meeting], now: datetime) -> Offered:
    """Those of the meeting's level that are late, or due by its day."""
    today = timezone.localtime(now).date()
    rows = ActionItem.objects.filter(
        partnership__in=_partnerships(meetings),
        space=Space.JOINT,
        state=ActionItem.State.OPEN,
        level__in={meeting.level for meeting in meetings},
        due__lte=_last_day(meetings),
    )
    columns = ("partnership_id", "level", "number", "title", "due", "owner__given_name", "owner__family_name")
    groups = first_of_each(meetings, rows, columns[:2], ("due", "pk"), columns)
    return {
        meeting.pk: (
            _action(action, today)
            for action in _by_the_day(groups.get((meeting.partnership_id, meeting.level), []), meeting)
        )
        for meeting in meetings
    }


def _by_the_day(actions: Iterable[Any], meeting: Meeting) -> list[Any]:
    day = day_of(meeting)
    return [action for action in actions if action.due <= day]


def _action(action: Any, today: date) -> Suggestion:
    late = (today - action.due).days
    when = _days_late(late) if late > 0 else _("by %(day)s") % {"day": date_format(action.due)}
    owner = f"{action.owner__given_name} {action.owner__family_name}".strip()
    return Suggestion("action", str(action.number), action.title, f"{when} · {owner}")


def action_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = ActionItem.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    return {str(row.number): _about_action(partnership, row) for row in rows.select_related("owner")}


def _about_action(partnership: Partnership, action: ActionItem) -> Fact:
    action.partnership = partnership
    late = action.days_late()
    state = str(action.get_state_display())
    rows = [
        (_("Who does it"), _of_side(action.owner.name, action.owner_side)),
        (_("By"), date_format(action.due)),
        (_("State"), f"{state}, {_days_late(late)}" if late else state),
    ]
    if action.origin_label:
        rows.append((_("From"), action.origin_label))
    if action.done_note:
        rows.append((_("How it went"), action.done_note))
    return Fact(action.get_absolute_url(), rows, action.description)


def risks(meetings: Sequence[Meeting], now: datetime) -> Offered:
    """Those that are high, and those to be reviewed by the day of the meeting."""
    rows = Risk.objects.filter(
        Q(exposure__gte=HIGH) | Q(review_on__lte=_last_day(meetings)),
        partnership__in=_partnerships(meetings),
        space=Space.JOINT,
        state=Risk.State.OPEN,
    )
    columns = ("partnership_id", "number", "event", "exposure", "review_on")
    groups = first_of_each(meetings, rows, columns[:1], ("-exposure", "pk"), columns)
    return {
        meeting.pk: map(_risk, _high_or_due(groups.get((meeting.partnership_id,), []), meeting))
        for meeting in meetings
    }


def _high_or_due(risks: Iterable[Any], meeting: Meeting) -> list[Any]:
    day = day_of(meeting)
    return [risk for risk in risks if risk.exposure >= HIGH or risk.review_on <= day]


def _risk(risk: Any) -> Suggestion:
    why = _("high") if risk.exposure >= HIGH else ""
    review = _("review by %(day)s") % {"day": date_format(risk.review_on)}
    title = f"R-{risk.number}: {risk.event}"
    return Suggestion("risk", str(risk.number), title[:200], " · ".join(filter(None, (why, review))), 10)


def risk_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = Risk.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    return {str(row.number): _about_risk(partnership, row) for row in rows.select_related("owner")}


def _about_risk(partnership: Partnership, risk: Risk) -> Fact:
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


def warnings(meetings: Sequence[Meeting], now: datetime) -> Offered:
    rows = EarlyWarning.objects.filter(
        partnership__in=_partnerships(meetings), space=Space.JOINT, closed_at=None
    )
    by = ("raised_side", "raised_by__given_name", "raised_by__family_name")
    columns = ("partnership_id", "pk", "text", *by)
    groups = first_of_each(meetings, rows, columns[:1], ("raised_at", "pk"), columns)
    return {
        meeting.pk: (_warning(row) for row in groups.get((meeting.partnership_id,), []))
        for meeting in meetings
    }


def _warning(row: Any) -> Suggestion:
    name = f"{row.raised_by__given_name} {row.raised_by__family_name}".strip()
    return Suggestion("warning", str(row.pk), row.text, _of_side(name, row.raised_side))


def warning_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = EarlyWarning.objects.filter(partnership=partnership, space=Space.JOINT, pk__in=keys)
    found = {}
    for row in rows.select_related("raised_by"):
        row.partnership = partnership
        said = [
            (_("Raised by"), _of_side(row.raised_by.name, row.raised_side)),
            (_("On"), date_format(timezone.localtime(row.raised_at).date())),
        ]
        if row.closed_at:
            closed = date_format(timezone.localtime(row.closed_at).date())
            said.append((_("Closed by both sides"), closed))
        found[str(row.pk)] = Fact(row.get_absolute_url(), said)
    return found


def signatures(meetings: Sequence[Meeting], now: datetime) -> Offered:
    """What waits for a signature."""
    rows = SignOff.objects.filter(partnership__in=_partnerships(meetings), state=SignOff.State.WAITING)
    columns = ("partnership_id", "number", "title", "submitted_at")
    groups = first_of_each(meetings, rows, columns[:1], ("submitted_at", "pk"), columns)
    return {
        meeting.pk: (
            Suggestion(
                "sign_off",
                str(row.number),
                _("Sign: %(title)s") % {"title": row.title[:180]},
                _("waits since %(day)s") % {"day": date_format(timezone.localtime(row.submitted_at).date())},
            )
            for row in groups.get((meeting.partnership_id,), [])
        )
        for meeting in meetings
    }


def signature_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = SignOff.objects.filter(partnership=partnership, number__in=keys).prefetch_related("signatures")
    found = {}
    for row in rows:
        row.partnership = partnership
        signed = {signature.side: signature for signature in row.signatures.all()}
        said = [(_("State"), str(row.get_state_display()))]
        for side in Side:
            name = signed[side].name if side in signed else _("has not signed")
            said.append((str(side.label), name))
        found[str(row.number)] = Fact(row.get_absolute_url(), said)
    return found


def _of_side(name: str, side: str) -> str:
    return f"{name}, {Side(side).label}"


def _page(name: str) -> Callable[[str, str], str]:
    return lambda reference, key: reverse(name, args=[reference, int(key)])


def _warnings_page(reference: str, key: str) -> str:
    return reverse("warnings", args=[reference])


#: What is left over comes before most of it, see ``agenda_left``.
SOURCES: Final = (
    Source(
        "sign_off", gettext_lazy("Signature missing"), "pen", 20,
        signature_facts, _page("sign_off"), signatures,
    ),
    Source(
        "warning", gettext_lazy("Early warning"), "megaphone", 50, warning_facts, _warnings_page, warnings
    ),
    Source("risk", gettext_lazy("Risk"), "exclamation-diamond", 60, risk_facts, _page("risk"), risks),
    Source("action", gettext_lazy("Action"), "check2-square", 70, action_facts, _page("action"), actions),
)  # fmt: skip
