from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import CharField, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.paging import page_of
from common.prepared import Given, Prepared
from common.service_form import ServiceButtonView, ServiceFormView
from common.word_search import with_words
from governance.action_items.forms import FollowUpForm
from governance.action_items.rows import lines_from
from governance.concerns.exports import CONCERNS, exported
from governance.concerns.forms import ConcernFilter, MissingForm, NewConcernForm, NoteForm, RewordForm
from governance.concerns.history import CONCERN_HISTORY
from governance.concerns.models import LEVELS, Concern, ConcernNote, Perspective
from governance.concerns.rows import COLUMNS, lines
from governance.concerns.selectors import (
    may_reword,
    may_speak,
    recipients_of_news,
    recipients_of_raising,
    who_is_mailed,
)
from governance.concerns.services import (
    act_on_concern,
    add_note,
    raise_concern,
    reword_concern,
    share_concern,
)
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView
from partnerships.sides import Side

PEOPLE = ("raised_by", "customer_holder", "supplier_holder", "outcome_by", "ended_by", "lesson")


class Concerns(PartnershipView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = ConcernFilter(request.GET)
        given = form.given()
        first = None if given else partial(FIRST.by, self.actor)
        page = page_of(_shown(_matching(self.actor, given)), LATEST, request.GET, first=first)
        context = {
            "nav": "concerns",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "state": given.get("state", ""),
            "page": replace(page, rows=lines(page.rows, reference)),
            "may_raise": self.actor.may("change_concern"),
        }
        return render(request, "governance/concerns/concerns.html", context)


class ConcernsExport(ListExport):
    export = CONCERNS

    def items(self) -> Iterator[Concern]:
        return exported(_matching(self.actor, ConcernFilter(self.request.GET).given()))


def _matching(actor: Actor, given: dict[str, Any]) -> SpacedQuerySet:
    rows = Concern.objects.visible_to(actor)
    state, person = given.get("state", ""), actor.person
    if state in ("", "mine"):
        rows = rows.filter(state=Concern.State.OPEN)
    if state == "mine":
        rows = rows.filter(Q(customer_holder=person) | Q(supplier_holder=person))
    if state == "ended":
        rows = rows.filter(state=Concern.State.ENDED)
    exact = {"level": "level", "side": "raised_side"}
    rows = rows.filter(**{exact[name]: given[name] for name in exact if name in given})
    return with_words(rows, given.get("q", ""), ("title", "text", "effect", "wish", "outcome"))


def _shown(concerns: SpacedQuerySet) -> QuerySet[Any, Any]:
    """With as much of each as the list shows."""
    return concerns.values_list(*COLUMNS, named=True)


LATEST = ("-raised_at", "-pk")
FIRST = PreparedForActor(lambda anyone: _shown(_matching(anyone, {})).order_by(*LATEST)[:26])


class NewConcern(PartnershipView, ServiceFormView):
    permission = "change_concern"
    makes_new = True
    nav = "concerns"
    form_class = NewConcernForm
    form_takes = ("actor",)
    template_name = "governance/concerns/concern_form.html"

    def form_valid(self, form: NewConcernForm) -> HttpResponse:
        concern = raise_concern(actor=self.actor, **form.cleaned_data)
        if concern.is_joint:
            return self.done(_("Raised."), concern)
        return self.done(_("Kept on your side. Share it when you are ready."), concern)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recipients = [
            (level.label, who_is_mailed(recipients_of_raising(self.actor, level))) for level in LEVELS
        ]
        return super().get_context_data(recipients=recipients, **kwargs)


CONCERN = PreparedForActor(
    lambda anyone: Concern.objects.visible_to(anyone).filter(number=Given("number")).select_related(*PEOPLE)
)
WRITTEN = Prepared(
    lambda: Perspective.objects.filter(concern=Given("concern")).order_by().values_list("side", flat=True)
)


READABLE = PreparedForActor(
    lambda anyone: (
        Perspective.objects.read_from(Given("own", CharField()), anyone)
        .filter(concern=Given("concern"))
        .select_related("by")
    )
)


def _notes(actor: Actor, concern: int | Given) -> SpacedQuerySet:
    return ConcernNote.objects.visible_to(actor).filter(concern=concern).select_related("by")


SAID_LAST = ("-at", "-pk")
NOTES = PreparedForActor(lambda anyone: _notes(anyone, Given("concern")).order_by(*SAID_LAST)[:26])


class ConcernView(PartnershipView):
    """A page of one concern, which is there for those in whose space it lies."""

    abstract = True
    nav = "concerns"
    concern: Concern

    @property
    def space(self) -> str:
        return self.concern.space

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.concern = CONCERN.get_or_404(self.actor, number=kwargs["number"])
        self.concern.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(concern=self.concern, **kwargs)

    def get_success_url(self) -> str:
        return self.concern.get_absolute_url()

    def about(self, **forms: Any) -> dict[str, Any]:
        """What the page of one concern shows besides the concern, with these forms as they were filled in."""
        concern, actor = self.concern, self.actor
        notes = _notes(actor, concern.pk)
        views = both_views(self)
        return {
            "levels": level_states(concern),
            "views": views,
            "both_stand": all(view["is_written"] for view in views),
            "talk": page_of(
                notes, SAID_LAST, self.request.GET, first=partial(NOTES.by, actor, concern=concern.pk)
            ),
            "actions": lines_from(concern.origin_key, actor),
            "history": CONCERN_HISTORY.of(concern.number, actor),
            "today": self.actor.partnership.today(),
            "may_take_part": actor.may("change_concern"),
            "may_speak": may_speak(actor),
            "may_reword": may_reword(actor, concern),
            "recipients_of_news": who_is_mailed(recipients_of_news(concern, actor)),
            "recipients_of_raising": ""
            if concern.is_joint
            else who_is_mailed(recipients_of_raising(actor, concern.level)),
            "note": NoteForm(),
            "missing": MissingForm(prefix="missing"),
            **forms,
        }


class OneConcern(ConcernView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return render(request, "governance/concerns/concern.html", self.get_context_data(**self.about()))


class EditConcern(ConcernView, ServiceFormView):
    permission = "change_concern"
    form_class = RewordForm
    template_name = "governance/concerns/concern_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_reword(self.actor, self.concern):
            return redirect(self.concern)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return RewordForm.initial_of(self.concern)

    def get_version(self) -> int:
        return self.concern.version

    def form_valid(self, form: RewordForm) -> HttpResponse:
        reword_concern(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Saved."))


class ShareConcern(ConcernView, ServiceButtonView):
    permission = "change_concern"
    refusal_level = messages.WARNING

    def form_valid(self, form: Form) -> HttpResponse:
        share_concern(actor=self.actor, concern=self.concern)
        return self.done(_("Both sides see this concern now."))


class AddNote(ConcernView, ServiceFormView):
    permission = "change_concern"
    makes_new = True
    http_method_names = ["post"]
    form_class = NoteForm
    template_name = "governance/concerns/concern.html"

    def form_valid(self, form: NoteForm) -> HttpResponse:
        add_note(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Added to the conversation."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.about(note=kwargs["form"]), **kwargs)


class ActOnConcern(ConcernView, ServiceFormView):
    permission = "change_concern"
    makes_new = True
    form_class = FollowUpForm
    form_takes = ("actor", "space")
    template_name = "governance/action_items/follow_up.html"

    def get_initial(self) -> dict[str, Any]:
        return {"level": self.concern.level}

    def form_valid(self, form: FollowUpForm) -> HttpResponse:
        action = act_on_concern(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Added as number %(number)s.") % {"number": action.number})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        origin = {"origin": str(self.concern), "back": self.concern.get_absolute_url(), "is_calm": True}
        return super().get_context_data(**origin, **kwargs)


def level_states(concern: Concern) -> list[tuple[str, str]]:
    """Each level, and whether the concern has been there or is there now."""
    now = LEVELS.index(concern.level)
    states = ["done" if place < now else "now" if place == now else "" for place in range(len(LEVELS))]
    return list(zip((str(level.label) for level in LEVELS), states, strict=True))


def both_views(view: ConcernView) -> list[dict[str, Any]]:
    """Each side's view: whether it is written, and the words themselves once the actor may read them."""
    actor = view.actor
    own = "" if actor.is_outsider else actor.side.value
    words = {row.side: row for row in READABLE.by(actor, own=own, concern=view.concern.pk)}
    written = set(WRITTEN.ask(concern=view.concern.pk))
    return [
        {
            "side": side,
            "is_own": side.value == own,
            "is_written": side.value in written,
            "words": words.get(side.value),
        }
        for side in (Side.CUSTOMER, Side.SUPPLIER)
    ]
