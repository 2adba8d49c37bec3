from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.service_form import ServiceButtonView, ServiceFormView
from governance.concerns.ending import agree_to_end, ask_for_more, propose_end, reopen_concern
from governance.concerns.escalation import escalate, set_escalation_policy
from governance.concerns.forms import (
    AnswerForm,
    EndForm,
    EscalateForm,
    EscalationPolicyForm,
    MissingForm,
    PerspectiveForm,
    ReopenForm,
)
from governance.concerns.models import LEVELS, Perspective, escalation_policy_of
from governance.concerns.selectors import (
    holders_on,
    recipients_of_ending,
    recipients_of_escalation,
    recipients_of_reopening,
    who_is_mailed,
)
from governance.concerns.services import write_perspective
from governance.concerns.views import ConcernView, both_views
from partnerships.access.views import PartnershipView
from partnerships.sides import Side


class SpeakingView(ConcernView):
    """A step that a side takes: not for an outside facilitator, who speaks for none."""

    abstract = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if self.actor.is_outsider:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class WritePerspective(SpeakingView, ServiceFormView):
    """How the other side probably sees it."""

    permission = "change_concern"
    form_class = PerspectiveForm
    template_name = "governance/concerns/concern_perspective.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.concern.is_joint or not self.concern.is_open or all(v["words"] for v in both_views(self)):
            return redirect(self.concern)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        own = self._own()
        return {"text": own.text, "version": own.version} if own else {"version": 0}

    def get_version(self) -> int:
        own = self._own()
        return own.version if own else 0

    def form_valid(self, form: PerspectiveForm) -> HttpResponse:
        write_perspective(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Written. Each side reads the other's words once both are there."))

    def _own(self) -> Perspective | None:
        own = Perspective.objects.read_by(self.actor).filter(side=self.actor.side)
        return own.filter(concern=self.concern).first()


class Escalate(SpeakingView, ServiceFormView):
    """To the next level; whoever is told stands on the page before one presses the button."""

    permission = "change_concern"
    form_class = EscalateForm
    template_name = "governance/concerns/concern_escalate.html"

    def get_initial(self) -> dict[str, Any]:
        return {"from_level": self.concern.level}

    def form_valid(self, form: EscalateForm) -> HttpResponse:
        concern = escalate(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Now on the level: %(level)s.") % {"level": concern.get_level_display()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concern, views = self.concern, both_views(self)
        next_level = concern.next_level
        return super().get_context_data(
            next_level=next_level,
            views=views,
            may_go=all(view["is_written"] for view in views),
            holders=list(holders_on(concern.partnership_id, next_level).values()) if next_level else [],
            days=escalation_policy_of(concern.partnership).days_on(next_level) if next_level else 0,
            recipients=who_is_mailed(recipients_of_escalation(concern, self.actor)),
            **kwargs,
        )


class EndConcern(SpeakingView, ServiceFormView):
    """Put forward what was agreed, and what was learned."""

    permission = "change_concern"
    form_class = EndForm
    template_name = "governance/concerns/concern_end.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.concern.is_open else redirect(self.concern)

    def get_initial(self) -> dict[str, Any]:
        return EndForm.initial_of(self.concern)

    def form_valid(self, form: EndForm) -> HttpResponse:
        concern = propose_end(actor=self.actor, concern=self.concern, **form.cleaned_data)
        waits = _("Put forward. It ends when the other side agrees.")
        return self.done(waits if concern.is_open else _("Ended."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recipients = (
            who_is_mailed(recipients_of_ending(self.concern, self.actor)) if self.concern.is_joint else ""
        )
        return super().get_context_data(recipients=recipients, **kwargs)


class AnswerEnd(SpeakingView, ServiceButtonView):
    """Agree to how it ends, or say what is missing. Where something has happened meanwhile, one looks again
    at the concern as it is now."""

    permission = "change_concern"
    refusal_level = messages.WARNING
    template_name = "governance/concerns/concern.html"

    def get_form(self, form_class: object = None) -> AnswerForm | MissingForm:
        if self.request.POST.get("do") == "missing":
            return MissingForm(self.request.POST, prefix="missing")
        return AnswerForm(self.request.POST)

    def form_valid(self, form: AnswerForm | MissingForm) -> HttpResponse:
        if isinstance(form, MissingForm):
            ask_for_more(actor=self.actor, concern=self.concern, **form.cleaned_data)
            return self.done(_("It stays open. The other side sees why."))
        agree_to_end(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Ended, as both sides agreed."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.about(missing=kwargs["form"]), **kwargs)


class ReopenConcern(SpeakingView, ServiceFormView):
    permission = "change_concern"
    form_class = ReopenForm
    template_name = "governance/concerns/concern_reopen.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.concern) if self.concern.is_open else super().get(request, *args, **kwargs)

    def form_valid(self, form: ReopenForm) -> HttpResponse:
        reopen_concern(actor=self.actor, concern=self.concern, **form.cleaned_data)
        return self.done(_("Open again."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recipients = (
            who_is_mailed(recipients_of_reopening(self.concern, self.actor)) if self.concern.is_joint else ""
        )
        return super().get_context_data(recipients=recipients, **kwargs)


class EscalationPolicyPage(PartnershipView, ServiceFormView):
    """Whose hands a concern comes into on each level, and for how long; leads change the days."""

    permission = "view"
    permissions = {"post": "set_escalation_policy"}
    nav = "concerns"
    form_class = EscalationPolicyForm
    template_name = "governance/concerns/escalation_policy.html"

    def get_initial(self) -> dict[str, Any]:
        policy = escalation_policy_of(self.actor.partnership)
        days = {f"{level.value}_days": policy.days_on(level) for level in LEVELS}
        return {**days, "version": policy.version}

    def get_version(self) -> int:
        return escalation_policy_of(self.actor.partnership).version

    def form_valid(self, form: EscalationPolicyForm) -> HttpResponse:
        set_escalation_policy(actor=self.actor, **form.cleaned_data)
        return self.done(
            _("Saved. The other side's leads get an email."),
            "escalation_policy",
            self.actor.partnership.reference,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = escalation_policy_of(self.actor.partnership)
        levels = []
        for level in LEVELS:
            holders = holders_on(self.actor.partnership.pk, level)
            levels.append((level.label, policy.days_on(level), [(side, holders.get(side)) for side in Side]))
        return super().get_context_data(
            levels=levels, may_set=self.actor.may("set_escalation_policy"), **kwargs
        )
