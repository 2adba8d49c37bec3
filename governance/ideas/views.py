from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.paging import Page, page_of
from common.prepared import Given
from common.service_form import ServiceButtonView, ServiceFormView
from common.word_search import with_words
from governance.action_items.models import ActionItem
from governance.action_items.rows import lines_from
from governance.action_items.services import add_action
from governance.ideas.exports import IDEAS, exported
from governance.ideas.forms import (
    EditIdeaForm,
    IdeaActionForm,
    IdeaFilter,
    MoveForm,
    NewIdeaForm,
    SetAsideForm,
)
from governance.ideas.models import Idea
from governance.ideas.rows import COLUMNS, Line, lines
from governance.ideas.services import edit_idea, move_idea, raise_idea, set_aside, share_idea, take_up_again
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView
from partnerships.timeline.history import events_about
from partnerships.timeline.texts import event_texts

SPONSORS = ("customer_sponsor", "supplier_sponsor")


IDEA = PreparedForActor(
    lambda anyone: (
        Idea.objects.visible_to(anyone).filter(number=Given("number")).select_related("created_by", *SPONSORS)
    )
)


#: How many there are on each stage, and of these, how many are set aside.
COUNTS = PreparedForActor(
    lambda anyone: (
        Idea.objects.visible_to(anyone)
        .order_by()
        .values("stage")
        .annotate(is_aside=Q(set_aside_at__isnull=False), count=Count("pk"))
        .values_list("stage", "is_aside", "count", named=True)
    )
)


class Ideas(PartnershipView):
    """Ideas by their stage on the way."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = IdeaFilter(request.GET)
        given = form.given()
        counts = {(row.stage, row.is_aside): row.count for row in COUNTS.by(self.actor)}
        is_filtered = bool(given)
        rows = _wanted(self.actor, given)
        context = {
            "nav": "ideas",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": is_filtered,
            "stages": [(stage, stage.label, counts.get((stage.value, False), 0)) for stage in Idea.Stage],
            "aside": sum(count for (_stage, is_aside), count in counts.items() if is_aside),
            "page": self._list(rows, is_filtered),
        }
        return render(request, "governance/ideas/ideas.html", context)

    def _list(self, ideas: SpacedQuerySet, is_filtered: bool) -> Page[Line]:
        first = None if is_filtered else partial(FIRST.by, self.actor)
        page = page_of(_shown(ideas), WAY, self.request.GET, first=first)
        return replace(page, rows=lines(page.rows, self.actor.partnership.reference))


class IdeasExport(ListExport):
    export = IDEAS

    def items(self) -> Iterator[Idea]:
        return exported(_wanted(self.actor, IdeaFilter(self.request.GET).given()))


def _wanted(actor: Actor, given: dict[str, Any]) -> SpacedQuerySet:
    mine = Q(customer_sponsor=actor.person) | Q(supplier_sponsor=actor.person)
    named = {name: value for name, value in given.items() if name != "mine"}
    rows = _matching(Idea.objects.visible_to(actor), named)
    return rows.filter(mine) if given.get("mine") else rows


def _shown(ideas: SpacedQuerySet) -> QuerySet[Any, Any]:
    """By their place on the way, with as much of each as the list shows."""
    return ideas.by_stage().values_list(*COLUMNS, named=True)  # type: ignore[attr-defined,no-any-return]


WAY = ("place", "-moved_at", "-pk")
FIRST = PreparedForActor(
    lambda anyone: _shown(_matching(Idea.objects.visible_to(anyone), {})).order_by(*WAY)[:26]
)


class NewIdea(PartnershipView, ServiceFormView):
    permission = "add_idea"
    makes_new = True
    nav = "ideas"
    form_class = NewIdeaForm
    form_takes = ("actor",)
    template_name = "governance/ideas/idea_form.html"

    def form_valid(self, form: NewIdeaForm) -> HttpResponse:
        idea = raise_idea(actor=self.actor, **form.given())
        return self.done(_("Your idea is raised."), idea)


class IdeaView(PartnershipView):
    """A page of one idea, which is there for those in whose space it lies."""

    abstract = True
    nav = "ideas"
    idea: Idea

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.idea = IDEA.get_or_404(self.actor, number=kwargs["number"])
        self.idea.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(idea=self.idea, **kwargs)

    def get_success_url(self) -> str:
        return self.idea.get_absolute_url()

    def about(self, **forms: Any) -> dict[str, Any]:
        """What the page of one idea shows besides the idea, with these forms as they were filled in."""
        idea, actor = self.idea, self.actor
        return {
            "stages": _way(idea),
            "actions": lines_from(idea.origin_key, actor),
            "history": event_texts(events_about("idea.", idea.number, actor)),
            "move": MoveForm(idea),
            "aside": SetAsideForm(),
            **forms,
        }


class OneIdea(IdeaView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return render(request, "governance/ideas/idea.html", self.get_context_data(**self.about()))


class EditIdea(IdeaView, ServiceFormView):
    permission = "change_idea"
    form_class = EditIdeaForm
    form_takes = ("actor",)
    template_name = "governance/ideas/idea_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.idea}

    def get_initial(self) -> dict[str, Any]:
        sponsor = self.idea.sponsor(self.actor.side)
        return {"sponsor": sponsor.pk if sponsor else "", "version": self.idea.version}

    def get_version(self) -> int:
        return self.idea.version

    def form_valid(self, form: EditIdeaForm) -> HttpResponse:
        edit_idea(actor=self.actor, idea=self.idea, **form.given())
        return self.done(_("Saved."))


class MoveIdea(IdeaView, ServiceFormView):
    permission = "change_idea"
    http_method_names = ["post"]
    form_class = MoveForm
    form_takes = ("idea",)
    template_name = "governance/ideas/idea.html"

    def form_valid(self, form: MoveForm) -> HttpResponse:
        idea = move_idea(actor=self.actor, idea=self.idea, **form.cleaned_data)
        return self.done(_("Now at: %(stage)s.") % {"stage": idea.get_stage_display()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.about(move=kwargs["form"]), **kwargs)


class SetAsideIdea(IdeaView, ServiceFormView):
    """Set aside for a reason, or take up again."""

    permission = "change_idea"
    http_method_names = ["post"]
    form_class = SetAsideForm
    template_name = "governance/ideas/idea.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "again":
            take_up_again(actor=self.actor, idea=self.idea)
            return self.done(_("Taken up again."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SetAsideForm) -> HttpResponse:
        set_aside(actor=self.actor, idea=self.idea, **form.cleaned_data)
        return self.done(_("Set aside. It can be taken up again at any time."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.about(aside=kwargs["form"]), **kwargs)


class ShareIdea(IdeaView, ServiceButtonView):
    permission = "change_idea"

    def form_valid(self, form: Form) -> HttpResponse:
        share_idea(actor=self.actor, idea=self.idea)
        return self.done(_("Both sides see this idea now."))


class IdeaAction(IdeaView, ServiceFormView):
    """Something that is done about the idea, on the one list."""

    permission = "add_action"
    makes_new = True
    form_class = IdeaActionForm
    form_takes = ("actor", "idea")
    template_name = "governance/ideas/idea_action.html"

    def form_valid(self, form: IdeaActionForm) -> HttpResponse:
        action = add_action(
            actor=self.actor,
            origin=ActionItem.Origin.IDEA,
            origin_key=self.idea.origin_key,
            origin_label=self.idea.title,
            space=self.idea.space,
            **form.cleaned_data,
        )
        return self.done(_("Added as number %(number)s.") % {"number": action.number})


def _way(idea: Idea) -> list[tuple[str, str]]:
    """Each stage, and whether it is done or now."""
    now = Idea.Stage.values.index(idea.stage)
    states = ["done" if place < now else "now" if place == now else "" for place in range(len(Idea.Stage))]
    return list(zip((str(label) for label in Idea.Stage.labels), states, strict=True))


def _matching(ideas: SpacedQuerySet, given: dict[str, Any]) -> SpacedQuerySet:
    stage = given.get("stage", "")
    if stage == "aside":
        ideas = ideas.exclude(set_aside_at=None)
    elif stage != "all":
        ideas = ideas.filter(set_aside_at=None)
    if stage in Idea.Stage.values:
        ideas = ideas.filter(stage=stage)
    exact = {"area": "area", "side": "raised_side"}
    ideas = ideas.filter(**{exact[name]: given[name] for name in exact if name in given})
    return with_words(ideas, given.get("q", ""), ("title", "description", "hoped", "shown"))
