from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.people.models import Person
from assessments.respondents.forms import AddForm, ChooseForm
from assessments.respondents.own_side import AskedLine, asked_on_side, colleagues, fingerprint, has_own_choice
from assessments.respondents.people import ENOUGH_TO_SHOW
from assessments.respondents.services import (
    add_respondent,
    choose_respondents,
    remove_respondent,
    reset_respondents,
    send_invitation_again,
)
from assessments.rounds.models import Round
from common.limits import limit
from common.service_form import ServiceFormView
from partnerships.access.views import PartnershipView

SHOWN_COLLEAGUES = 300


class RespondentsView(PartnershipView, ServiceFormView):
    """Whom the lead's own side asks; the other side's respondents are not shown at all."""

    permission = "choose_respondents"
    nav = "health_checks"
    template_name = "assessments/respondents/respondents.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=None))

    @property
    def wish(self) -> str:
        return self.request.POST.get("do", "")

    def get_form(self, form_class: object = None) -> Form:
        if self.wish == "choose":
            return ChooseForm(self.request.POST, people=colleagues(self.actor))
        return AddForm(self.request.POST) if self.wish == "add" else Form(self.request.POST)

    def form_valid(self, form: Form) -> HttpResponse:
        doing = {
            "choose": self.choose,
            "add": self.add,
            "remove": self.remove,
            "default": self.default,
            "send_again": self.send_again,
        }
        return doing.get(self.wish, self.nothing)(form)

    def refused(self, form: Form, error: ValidationError) -> HttpResponse:
        if self.wish not in {"remove", "send_again"}:
            return super().refused(form, error)
        messages.error(self.request, " ".join(error.messages))
        return self.nothing(form)

    def get_success_url(self) -> str:
        return reverse("respondents", args=[self.actor.partnership.reference])

    def choose(self, form: Form) -> HttpResponse:
        ticked = list(form.cleaned_data["people"])
        known = {person.email for person in self.people}
        others = [line for line in self.lines if line.is_on_list and line.email not in known]
        by_name = [(line.name, line.email, self.languages.get(line.email, "en")) for line in others]
        # who cannot open the partnership's pages answers by personal link, like people from outside
        by_link = [(p.name, p.email, p.language) for p in ticked if not self.may_enter(p)]
        people = [person for person in ticked if self.may_enter(person)]
        wanted = {person.email for person in ticked} | {line.email for line in others}
        if wanted == {line.email for line in self.lines if line.is_on_list}:
            return self.nothing(form)  # sent twice, or nothing changed
        self.refuse_stale()
        choose_respondents(actor=self.actor, people=people, others=by_name + by_link)
        return self.done(_("Saved whom your side asks."))

    def refuse_stale(self) -> None:
        if self.request.POST.get("fingerprint") != fingerprint(self.lines):
            raise ValidationError(
                _("Somebody has changed the list meanwhile. Compare it with your ticks and save again.")
            )

    def add(self, form: Form) -> HttpResponse:
        given = form.cleaned_data
        known = (p for p in self.people if p.email == given["email"] and self.may_enter(p))
        add_respondent(actor=self.actor, person=next(known, None), **given)
        invited = _("%(name)s is asked, and has an invitation by email.")
        later = _("%(name)s will be asked from now on.")
        return self.done((invited if self.round else later) % {"name": given["name"]})

    def remove(self, form: Form) -> HttpResponse:
        email = self.request.POST.get("email", "").lower()
        line = next((line for line in self.lines if line.email == email and line.is_on_list), None)
        if line is None:  # the button was pressed twice, or somebody else has done it
            return self.nothing(form)
        remove_respondent(actor=self.actor, email=email)
        if not line.has_begun:
            return self.done(_("%(name)s is no longer asked.") % {"name": line.name})
        stays = _(
            "%(name)s has begun to answer and stays in this health check. The next one leaves them out."
        )
        messages.warning(self.request, stays % {"name": line.name})
        return self.nothing(form)

    def send_again(self, form: Form) -> HttpResponse:
        email = self.request.POST.get("email", "").lower()
        if not limit(f"health-check-again/{self.actor.partnership.pk}/{email}", 5, timedelta(hours=1)):
            raise ValidationError(_("Sent five times within an hour. Please wait a little."))
        respondent = send_invitation_again(actor=self.actor, email=email)
        return self.done(_("%(name)s has a new email with the link.") % {"name": respondent.name})

    def default(self, form: Form) -> HttpResponse:
        reset_respondents(actor=self.actor)
        return self.done(_("Everyone with a role on your side is asked."))

    def nothing(self, form: Form) -> HttpResponse:
        return redirect(self.get_success_url())

    @cached_property
    def round(self) -> Round | None:
        return Round.objects.open_health_check(self.actor)

    @cached_property
    def lines(self) -> list[AskedLine]:
        return asked_on_side(self.actor, self.round)

    @cached_property
    def people(self) -> list[Any]:
        return list(colleagues(self.actor)[:SHOWN_COLLEAGUES])

    @cached_property
    def languages(self) -> dict[str, str]:
        chosen = self.actor.partnership.chosen_respondents.filter(side=self.actor.side)
        return dict(chosen.values_list("email", "language"))

    def may_enter(self, person: Person) -> bool:
        return bool(getattr(person, "has_role", False) or getattr(person, "is_officer", False))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = kwargs["form"]
        asked = {line.email for line in self.lines if line.is_on_list}
        if isinstance(sent, ChooseForm):  # what was ticked stays ticked
            ticked = set(self.request.POST.getlist("people"))
            asked = {person.email for person in self.people if str(person.pk) in ticked}
        rows = [(person, person.email in asked) for person in self.people]
        return super().get_context_data(
            round=self.round,
            lines=self.lines,
            fingerprint=fingerprint(self.lines),
            are_few=0 < sum(not line.uses_service for line in self.lines) < ENOUGH_TO_SHOW,
            with_role=[row for row in rows if row[0].has_role],
            without_role=[row for row in rows if not row[0].has_role],
            has_own_choice=has_own_choice(self.actor),
            choose_form=sent if isinstance(sent, ChooseForm) else None,
            add_form=sent if isinstance(sent, AddForm) else AddForm(),
            organisation=self.actor.partnership.organisation(self.actor.side),
            **kwargs,
        )
