from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.paging import Page, page_of
from common.service_form import ServiceFormView
from governance.action_items.exports import ACTIONS, exported
from governance.action_items.forms import ActionFilter, QuickActionForm
from governance.action_items.models import ActionItem
from governance.action_items.owners import owner_choices
from governance.action_items.rows import COLUMNS, Line, lines
from governance.action_items.selectors import counts_by_level, matching
from governance.action_items.services import add_action
from partnerships.access.actors import PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView
from partnerships.sides import Level


class Actions(PartnershipView, ServiceFormView):
    """The one list: what is to be done, by whom, by when; and a line to add to it."""

    permission = "view"
    permissions = {"post": "add_action"}
    makes_new = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page()

    def get_form(self, form_class: object = None) -> QuickActionForm:
        return QuickActionForm(owner_choices(self.actor), self.actor.partnership.today(), self.request.POST)

    def form_valid(self, form: QuickActionForm) -> HttpResponse:
        action = add_action(actor=self.actor, **form.cleaned_data)
        said = _("Added as number %(number)s.") % {"number": action.number}
        return self.done(said, self.request.get_full_path())

    def form_invalid(self, form: QuickActionForm) -> HttpResponse:
        return self._page(form)

    def _page(self, quick: QuickActionForm | None = None) -> HttpResponse:
        owners = owner_choices(self.actor)
        form = ActionFilter(owners, self.request.GET)
        given = form.given()
        everything = ActionItem.objects.visible_to(self.actor)
        counts = counts_by_level(self.actor)
        context = {
            "nav": "actions",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "tabs": self._tabs(given.get("level", ""), {level: counts.pop(level) for level in Level.values}),
            "counts": counts,
            "state": given.get("state", ""),
            "quick": quick or self._quick(owners, given) if self.actor.may("add_action") else None,
            "page": self._list(matching(everything, given, self.actor.partnership.today()), given),
        }
        return render(self.request, "governance/action_items/actions.html", context)

    def _list(self, actions: SpacedQuerySet, given: dict[str, Any]) -> Page[Line]:
        order = ("-due", "-pk") if given.get("state") == "done" else NEAREST
        first = None if given else partial(FIRST.by, self.actor)
        page = page_of(actions.values_list(*COLUMNS, named=True), order, self.request.GET, first=first)
        return replace(page, rows=lines(page.rows, self.actor.partnership))

    def _quick(self, owners: list[Any], given: dict[str, Any]) -> QuickActionForm:
        people = {pk for _side, choices in owners for pk, _name in choices}
        owner = self.actor.person.pk if self.actor.person.pk in people else None
        initial = {"owner": owner, "level": given.get("level", Level.TACTICAL)}
        return QuickActionForm(owners, self.actor.partnership.today(), initial=initial)

    def _tabs(self, chosen: str, counts: dict[str, int]) -> list[tuple[str, Any, int | None, bool]]:
        """Address, label, how many are open, whether it is the one that is looked at; the other filters
        stay as they are."""
        tabs: list[tuple[str, Any, int | None, bool]] = []
        for level, label in [("", _("All levels")), *Level.choices]:
            query = self.request.GET.copy()
            for name in ("after", "level"):
                query.pop(name, None)
            if level:
                query["level"] = level
            tabs.append((f"?{query.urlencode()}", label, counts.get(level), level == chosen))
        return tabs


NEAREST = ("due", "pk")
FIRST = PreparedForActor(
    lambda anyone: (
        matching(ActionItem.objects.visible_to(anyone), {})
        .order_by(*NEAREST)
        .values_list(*COLUMNS, named=True)[:26]
    )
)


class ActionsExport(ListExport):
    export = ACTIONS

    def items(self) -> Iterator[ActionItem]:
        given = ActionFilter(owner_choices(self.actor), self.request.GET).given()
        today = self.actor.partnership.today()
        return exported(matching(ActionItem.objects.visible_to(self.actor), given, today))
