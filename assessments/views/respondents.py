from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Person
from assessments import actions
from assessments.forms.respondents import AddForm, ChooseForm
from assessments.models import Round
from assessments.own_side import AskedLine, asked_on_side, colleagues, fingerprint, has_own_choice
from assessments.views.rounds import frame, open_check_of
from partnerships.views.base import PartnershipView

SHOWN_COLLEAGUES = 300


class RespondentsView(PartnershipView):
    """Whom the lead's own side asks; the other side's respondents are not shown at all."""

    permission = "choose_respondents"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        doing = {"choose": self.choose, "add": self.add, "remove": self.remove, "default": self.default}
        refused = doing.get(request.POST.get("do", ""), self.nothing)()
        return refused or redirect("respondents", reference)

    def choose(self) -> HttpResponse | None:
        form = ChooseForm(self.request.POST, people=colleagues(self.actor))
        if form.is_valid():
            ticked = list(form.cleaned_data["people"])
            known = {person.email for person in self.people}
            others = [line for line in self.lines if line.is_on_list and line.email not in known]
            kept = [(line.name, line.email, self.languages.get(line.email, "en")) for line in others]
            # who cannot open the partnership's pages answers by personal link, like people from outside
            by_link = [(p.name, p.email, p.language) for p in ticked if not self.may_enter(p)]
            people = [person for person in ticked if self.may_enter(person)]
            wanted = {person.email for person in ticked} | {line.email for line in others}
            if wanted == {line.email for line in self.lines if line.is_on_list}:
                return None  # sent twice, or nothing changed
            try:
                self.refuse_stale()
                actions.choose_respondents(actor=self.actor, people=people, others=kept + by_link)
            except ValidationError as error:
                form.add_error(None, " ".join(error.messages))
            else:
                messages.success(self.request, _("Saved whom your side asks."))
                return None
        return self.page(choose_form=form)

    def refuse_stale(self) -> None:
        if self.request.POST.get("seen") != fingerprint(self.lines):
            raise ValidationError(
                _("Somebody has changed the list meanwhile. Compare it with your ticks and save again.")
            )

    def add(self) -> HttpResponse | None:
        form = AddForm(self.request.POST)
        if form.is_valid():
            name, email = form.cleaned_data["name"], form.cleaned_data["email"]
            person = next((p for p in self.people if p.email == email and self.may_enter(p)), None)
            try:
                actions.add_respondent(
                    actor=self.actor,
                    person=person,
                    name=name,
                    email=email,
                    language=form.cleaned_data["language"],
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                invited = _("%(name)s is asked, and has an invitation by mail.")
                later = _("%(name)s will be asked from now on.")
                messages.success(self.request, (invited if self.round else later) % {"name": name})
                return None
        return self.page(add_form=form)

    def remove(self) -> HttpResponse | None:
        email = self.request.POST.get("email", "").lower()
        line = next((line for line in self.lines if line.email == email and line.is_on_list), None)
        if line is None:  # the button was pressed twice, or somebody else has done it
            return None
        try:
            actions.remove_respondent(actor=self.actor, email=email)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return None
        if line.has_begun:
            stays = _(
                "%(name)s has begun to answer and stays in this health check. The next one leaves them out."
            )
            messages.warning(self.request, stays % {"name": line.name})
        else:
            messages.success(self.request, _("%(name)s is no longer asked.") % {"name": line.name})
        return None

    def default(self) -> HttpResponse | None:
        actions.reset_respondents(actor=self.actor)
        messages.success(self.request, _("Everyone with a role on your side is asked."))
        return None

    def nothing(self) -> HttpResponse | None:
        return None

    @cached_property
    def round(self) -> Round | None:
        return open_check_of(self.actor)

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

    def page(self, choose_form: Form | None = None, add_form: Form | None = None) -> HttpResponse:
        asked = {line.email for line in self.lines if line.is_on_list}
        if choose_form is not None:  # what was ticked stays ticked
            ticked = set(self.request.POST.getlist("people"))
            asked = {person.email for person in self.people if str(person.pk) in ticked}
        rows = [(person, person.email in asked) for person in self.people]
        context = frame(
            self.actor,
            round=self.round,
            lines=self.lines,
            seen=fingerprint(self.lines),
            with_role=[row for row in rows if row[0].has_role],
            without_role=[row for row in rows if not row[0].has_role],
            has_own_choice=has_own_choice(self.actor),
            choose_form=choose_form,
            add_form=add_form or AddForm(),
            organisation=self.actor.partnership.organisation(self.actor.side),
        )
        return render(self.request, "assessments/respondents.html", context)
