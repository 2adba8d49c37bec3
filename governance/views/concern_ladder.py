from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from governance.actions import (
    agree_to_end,
    ask_for_more,
    escalate,
    propose_end,
    reopen_concern,
    set_ladder,
    write_perspective,
)
from governance.concerns import (
    holders_on,
    in_words,
    told_of_ending,
    told_of_escalation,
    told_of_reopening,
)
from governance.forms.concern import (
    AnswerForm,
    EndForm,
    EscalateForm,
    LadderForm,
    MissingForm,
    PerspectiveForm,
    ReopenForm,
)
from governance.models import RUNGS, Perspective, ladder_of
from governance.views.concern import ConcernView, both_views
from partnerships.forms.errors import put_errors, take_version
from partnerships.sides import Side
from partnerships.views.base import PartnershipView


class SpeakingView(ConcernView):
    """A step that a side takes: not for an outside facilitator, who speaks for none."""

    abstract = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if self.actor.is_outsider:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class WritePerspective(SpeakingView):
    """How the other side probably sees it."""

    permission = "change_concern"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if not self.concern.is_joint or not self.concern.is_open or all(v["words"] for v in both_views(self)):
            return redirect("concern", reference, number)
        own = self._own()
        initial = {"text": own.text, "version": own.version} if own else {"version": 0}
        return self._page(PerspectiveForm(initial=initial))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = PerspectiveForm(request.POST)
        if form.is_valid():
            try:
                write_perspective(actor=self.actor, concern=self.concern, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
                own = self._own()
                take_version(form, own.version if own else 0)
            else:
                return self.done(_("Written. Each side reads the other's words once both are there."))
        return self._page(form)

    def _own(self) -> Perspective | None:
        own = Perspective.objects.read_by(self.actor).filter(side=self.actor.side)
        return own.filter(concern=self.concern).first()

    def _page(self, form: PerspectiveForm) -> HttpResponse:
        return self.page("concern_perspective", form=form)


class Escalate(SpeakingView):
    """To the next level; whoever is told stands on the page before one presses the button."""

    permission = "change_concern"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self._page(EscalateForm(initial={"from_level": self.concern.level}))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EscalateForm(request.POST)
        if form.is_valid():
            try:
                concern = escalate(actor=self.actor, concern=self.concern, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                return self.done(_("Now on the level: %(level)s.") % {"level": concern.get_level_display()})
        return self._page(form)

    def _page(self, form: EscalateForm) -> HttpResponse:
        concern, views = self.concern, both_views(self)
        above = concern.above
        return self.page(
            "concern_escalate",
            form=form,
            above=above,
            views=views,
            may_go=all(view["is_written"] for view in views),
            holders=list(holders_on(concern.partnership_id, above).values()) if above else [],
            days=ladder_of(concern.partnership).days_on(above) if above else 0,
            told=in_words(told_of_escalation(concern, self.actor)),
        )


class EndConcern(SpeakingView):
    """Put forward what was agreed, and what was learned."""

    permission = "change_concern"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if not self.concern.is_open:
            return redirect("concern", reference, number)
        return self._page(EndForm(initial=EndForm.initial_of(self.concern)))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EndForm(request.POST)
        if form.is_valid():
            try:
                concern = propose_end(actor=self.actor, concern=self.concern, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                waits = _("Put forward. It ends when the other side agrees.")
                return self.done(waits if concern.is_open else _("Ended."))
        return self._page(form)

    def _page(self, form: EndForm) -> HttpResponse:
        told = in_words(told_of_ending(self.concern, self.actor)) if self.concern.is_joint else ""
        return self.page("concern_end", form=form, told=told)


class AnswerEnd(SpeakingView):
    """Agree to how it ends, or say what is missing."""

    permission = "change_concern"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        try:
            if request.POST.get("do") == "missing":
                return self._ask(MissingForm(request.POST, prefix="missing"))
            read = AnswerForm(request.POST)
            version = read.cleaned_data["version"] if read.is_valid() else 0
            agree_to_end(actor=self.actor, concern=self.concern, version=version)
        except ValidationError as error:
            return self.look_again(error)
        return self.done(_("Ended, as both sides agreed."))

    def _ask(self, form: MissingForm) -> HttpResponse:
        if not form.is_valid():
            return self.whole(missing=form)
        ask_for_more(actor=self.actor, concern=self.concern, text=form.cleaned_data["text"])
        return self.done(_("Said. It stays open."))


class ReopenConcern(SpeakingView):
    permission = "change_concern"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if self.concern.is_open:
            return redirect("concern", reference, number)
        return self._page(ReopenForm())

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = ReopenForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        reopen_concern(actor=self.actor, concern=self.concern, reason=form.cleaned_data["reason"])
        return self.done(_("Open again."))

    def _page(self, form: ReopenForm) -> HttpResponse:
        is_joint = self.concern.is_joint
        told = in_words(told_of_reopening(self.concern, self.actor)) if is_joint else ""
        return self.page("concern_reopen", form=form, told=told)


class LadderPage(PartnershipView):
    """Whose hands a concern comes into on each level, and for how long; leads change the days."""

    permission = "view"
    permissions = {"post": "set_ladder"}

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        ladder = ladder_of(self.actor.partnership)
        days = {f"{level.value}_days": ladder.days_on(level) for level in RUNGS}
        return self._page(LadderForm(initial={**days, "version": ladder.version}))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = LadderForm(request.POST)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                set_ladder(actor=self.actor, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, ladder_of(self.actor.partnership).version)
            else:
                messages.success(request, _("Saved. The other side's leads get a mail."))
                return redirect("ladder", reference)
        return self._page(form)

    def _page(self, form: LadderForm) -> HttpResponse:
        ladder = ladder_of(self.actor.partnership)
        pk = self.actor.partnership.pk
        rungs = []
        for level in RUNGS:
            holders = holders_on(pk, level)
            rungs.append((level.label, ladder.days_on(level), [(side, holders.get(side)) for side in Side]))
        context = {
            "nav": "concerns",
            "partnership": self.actor.partnership,
            "form": form,
            "rungs": rungs,
            "may_set": self.actor.may("set_ladder"),
        }
        return render(self.request, "governance/ladder.html", context)
