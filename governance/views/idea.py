from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from governance.action_rows import lines_of
from governance.actions import (
    add_action,
    edit_idea,
    move_idea,
    raise_idea,
    set_aside,
    share_idea,
    take_up_again,
)
from governance.finding import with_words
from governance.forms.idea import (
    EditIdeaForm,
    IdeaActionForm,
    IdeaFilter,
    MoveForm,
    NewIdeaForm,
    SetAsideForm,
)
from governance.models import Action, Idea
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.models import SpacedQuerySet, TimelineEvent
from partnerships.timeline import told
from partnerships.views.base import PartnershipView

SHOWN = 40
SPONSORS = ("customer_sponsor", "supplier_sponsor")


class Ideas(PartnershipView):
    """Ideas by their stage on the way."""

    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = IdeaFilter(request.GET)
        given = form.given()
        everything = Idea.objects.visible_to(self.actor)
        going = Q(set_aside_at=None)
        stages = {stage: Count("pk", filter=going & Q(stage=stage)) for stage in Idea.Stage.values}
        counts = everything.aggregate(**stages, aside=Count("pk", filter=~going))
        mine = given.pop("mine", False)
        rows = _matching(everything, given)
        if mine:
            person = self.actor.person
            rows = rows.filter(Q(customer_sponsor=person) | Q(supplier_sponsor=person))
        rows = rows.by_stage().select_related("partnership", *SPONSORS)  # type: ignore[attr-defined]
        context = {
            "nav": "ideas",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given or mine),
            "stages": [(stage, stage.label, counts[stage.value]) for stage in Idea.Stage],
            "aside": counts["aside"],
            "page": page_of(rows, ("place", "-moved_at", "-pk"), request.GET),
        }
        return render(request, "governance/ideas.html", context)


class NewIdea(PartnershipView):
    permission = "add_idea"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(NewIdeaForm(self.actor))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = NewIdeaForm(self.actor, request.POST)
        if form.is_valid():
            try:
                idea = raise_idea(actor=self.actor, **form.given())
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Your idea is raised."))
                return redirect("idea", reference, idea.number)
        return self._page(form)

    def _page(self, form: NewIdeaForm) -> HttpResponse:
        context = {"nav": "ideas", "partnership": self.actor.partnership, "form": form}
        return render(self.request, "governance/idea_form.html", context)


class IdeaView(PartnershipView):
    """A page of one idea, which is there for those in whose space it lies."""

    abstract = True
    idea: Idea

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        ideas = Idea.objects.visible_to(self.actor).select_related("created_by", *SPONSORS)
        self.idea = get_object_or_404(ideas, number=kwargs["number"])
        self.idea.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "ideas", "partnership": self.actor.partnership, "idea": self.idea}
        return render(self.request, f"governance/{template}.html", {**own, **context})

    def whole(self, **forms: Any) -> HttpResponse:
        """The page of the idea, with these forms as they were filled in."""
        idea, actor = self.idea, self.actor
        events = TimelineEvent.objects.visible_to(actor).filter(
            kind__startswith="idea.", change__number=idea.number
        )
        actions = Action.objects.visible_to(actor).filter(origin_key=idea.origin_key)
        context = {
            "stages": _way(idea),
            "actions": lines_of(actions.order_by("state", "due", "pk")[:SHOWN], actor.partnership.reference),
            "history": told(events.select_related("person")[:SHOWN]),
            "move": MoveForm(idea),
            "aside": SetAsideForm(),
            **forms,
        }
        return self.page("idea", **context)

    def done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect("idea", self.actor.partnership.reference, self.idea.number)


class OneIdea(IdeaView):
    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.whole()


class EditIdea(IdeaView):
    permission = "change_idea"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        sponsor = self.idea.sponsor(self.actor.side)
        initial = {"sponsor": sponsor.pk if sponsor else "", "version": self.idea.version}
        return self.page("idea_form", form=EditIdeaForm(self.actor, instance=self.idea, initial=initial))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EditIdeaForm(self.actor, request.POST, instance=self.idea)
        if form.is_valid():
            given = form.given()
            given["version"] = given["version"] or 0
            try:
                edit_idea(actor=self.actor, idea=self.idea, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.idea.version)
            else:
                return self.done(_("Saved."))
        return self.page("idea_form", form=form)


class MoveIdea(IdeaView):
    permission = "change_idea"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = MoveForm(self.idea, request.POST)
        if form.is_valid():
            try:
                idea = move_idea(actor=self.actor, idea=self.idea, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                return self.done(_("Now at: %(stage)s.") % {"stage": idea.get_stage_display()})
        return self.whole(move=form)


class SetAsideIdea(IdeaView):
    """Set aside for a reason, or take up again."""

    permission = "change_idea"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if request.POST.get("do") == "again":
            take_up_again(actor=self.actor, idea=self.idea)
            return self.done(_("Taken up again."))
        form = SetAsideForm(request.POST)
        if form.is_valid():
            set_aside(actor=self.actor, idea=self.idea, **form.cleaned_data)
            return self.done(_("Set aside. It can be taken up again at any time."))
        return self.whole(aside=form)


class ShareIdea(IdeaView):
    permission = "change_idea"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        share_idea(actor=self.actor, idea=self.idea)
        return self.done(_("Both sides see this idea now."))


class IdeaAction(IdeaView):
    """Something that is done about the idea, on the one list."""

    permission = "add_action"
    makes_new = True

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("idea_action", form=IdeaActionForm(self.actor, self.idea))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = IdeaActionForm(self.actor, self.idea, request.POST)
        if form.is_valid():
            try:
                action = add_action(
                    actor=self.actor,
                    origin=Action.Origin.IDEA,
                    origin_key=self.idea.origin_key,
                    origin_label=self.idea.title,
                    space=self.idea.space,
                    **form.cleaned_data,
                )
            except ValidationError as error:
                put_errors(form, error)
            else:
                return self.done(_("On the list as number %(number)s.") % {"number": action.number})
        return self.page("idea_action", form=form)


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
