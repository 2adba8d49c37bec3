"""Actions come up in meetings of their level, carry files, are handed over, and are found by words."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.prepared import Given, GivenList
from common.stored_words import in_own_language
from governance.action_items.models import ActionItem
from governance.agendas.candidates import FirstOfEach, day_of, days_late, name_and_side
from governance.agendas.selectors import Fact, Offered, Source, Suggestion, offer_to_agendas
from governance.meetings.models import Meeting
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

action_page = page("action")


LATE_OR_DUE = FirstOfEach(
    lambda: ActionItem.objects.filter(
        partnership__among=GivenList("partnerships"),
        space=Space.JOINT,
        state=ActionItem.State.OPEN,
        level__among=GivenList("levels"),
        due__lte=Given("last_day", DateField()),
    ),
    group=("partnership_id", "level"),
    order=("due", "pk"),
    columns=("partnership_id", "level", "number", "title", "due", "owner__given_name", "owner__family_name"),
)


def late_or_due(meetings: Sequence[Meeting], now: datetime) -> Offered:
    """Those of the meeting's level that are late, or due by its day."""
    groups = LATE_OR_DUE.of(meetings)
    return {
        meeting.pk: (
            _suggestion(action, meeting.partnership.today(now))
            for action in _by_the_day(groups.get((meeting.partnership_id, meeting.level), []), meeting)
        )
        for meeting in meetings
    }


def _by_the_day(actions: Iterable[Any], meeting: Meeting) -> list[Any]:
    day = day_of(meeting)
    return [action for action in actions if action.due <= day]


def _suggestion(action: Any, today: date) -> Suggestion:
    late = (today - action.due).days
    when = days_late(late) if late > 0 else _("by %(day)s") % {"day": date_format(action.due)}
    owner = f"{action.owner__given_name} {action.owner__family_name}".strip()
    return Suggestion("action", str(action.number), action.title, f"{when} · {owner}")


def facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = ActionItem.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    return {str(row.number): _fact(partnership, row) for row in rows.select_related("owner")}


def _fact(partnership: Partnership, action: ActionItem) -> Fact:
    action.partnership = partnership
    late = action.days_late(partnership.today())
    state = str(action.get_state_display())
    rows = [
        (_("Who does it"), name_and_side(action.owner.name, action.owner_side)),
        (_("By"), date_format(action.due)),
        (_("State"), f"{state}, {days_late(late)}" if late else state),
    ]
    if action.origin_label:
        rows.append((_("From"), in_own_language(action.origin_label)))
    if action.done_note:
        rows.append((_("How it went"), action.done_note))
    return Fact(action.get_absolute_url(), rows, action.description)


def held(side: Side) -> QuerySet[Any]:
    open_actions = ActionItem.objects.filter(state=ActionItem.State.OPEN, owner_side=side)
    return held_as("owner", open_actions)


def move(handover: Handover) -> int:
    return pass_on(handover, held(handover.side), "owner", "action.edited")


def find(shown: Shown, words: Words) -> QuerySet[ActionItem]:
    return records_with_words(ActionItem, shown, words, "title", "description")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = action_page(home.reference, row.number)
    where = f"{home.title} · {names.people[row.owner]}"
    if row.state == ActionItem.State.DONE:
        return SearchResult(row.title, url, where, chip=str(ActionItem.State.DONE.label), is_good=True)
    by = _("by %(day)s") % {"day": date_format(row.due)}
    return SearchResult(row.title, url, where, when=by, is_late=row.due < names.today)


offer_to_agendas(
    Source(
        kind="action",
        label=gettext_lazy("Action"),
        icon="check2-square",
        position=70,
        facts=facts,
        url=action_page,
        find=late_or_due,
    )
)
offer_attachments("action", ActionItem, label=gettext_lazy("Action"), permission="change_action")
offer_holding("actions", move, position=10, label=gettext_lazy("Open actions"), held=held)
offer_to_search(
    SearchKind(
        key="actions",
        position=30,
        title=gettext_lazy("Actions"),
        icon="check2-square",
        find=find,
        # open ones first, for "open" comes after "done"
        order=("-state", "due", "pk"),
        columns=("pk", "number", "title", "state", "due", "partnership", "owner"),
        look=look,
        letter="A",
    )
)
