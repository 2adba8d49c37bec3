from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people.models import Person
from common.paging import ByName, page_of
from common.service_form import ServiceFormView
from common.word_search import has_words
from partnerships.access.actors import Actor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.people import vacancies
from partnerships.people.contacts import Contact, contact_map, everybody
from partnerships.people.exports import PEOPLE
from partnerships.people.forms import EscalationForm, HandOverForm, LineForm, PeopleFilter
from partnerships.people.hand_over import hand_over, mandates_of
from partnerships.people.holdings import held_by
from partnerships.people.invited import invited_roles
from partnerships.people.leaving import left_behind
from partnerships.people.lines import try_line
from partnerships.people.models import LineTrial, Role, RoleQuerySet
from partnerships.people.services import name_escalation
from partnerships.sides import Level, Side

#: So many lines of each level, and so many vacancies, unless one asks for all of them.
LINES_SHOWN = 10
VACANCIES_SHOWN = 8
TRIALS_SHOWN = 20
PAST_SHOWN = 50
NAMES = (ByName("person__given_name"), ByName("person__family_name"), "pk")


class People(PartnershipView):
    """Who meets whom, what is missing, and everybody in a list."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        actor, partnership = self.actor, self.actor.partnership
        here = everybody(actor)
        own = here.contacts
        found = sorted(
            vacancies.vacancies(own, vacancies.sides_of(partnership)),
            key=lambda vacancy: not vacancy.concerns(actor.side),
        )
        left = left_behind(actor, here)
        invited = list(invited_roles(actor)[:PAST_SHOWN])
        form = PeopleFilter(request.GET)
        page = page_of(_matching(actor, form.given()), NAMES, request.GET)
        by_role = {contact.role.pk: contact for contact in own}
        context = {
            "nav": "people",
            "partnership": partnership,
            "contact_levels": contact_map(own, len(own) if "map" in request.GET else LINES_SHOWN),
            "vacancies": vacancies.vacancy_texts(
                found if "vacancies" in request.GET else found[:VACANCIES_SHOWN],
                actor,
                {(each.side, each.person.pk): each.count for each in left},
                {role.part: role.invitation.name for role in invited},
            ),
            "vacancy_count": len(found),
            "left": [each for each in left if not each.has_role],
            "form": form,
            "is_filtered": bool(form.given()),
            "page": page,
            "rows": [by_role[role.pk] for role in page.rows if role.pk in by_role],
            "past": here.past[:PAST_SHOWN],
            "invited": invited,
            "may_manage": actor.may("manage_people"),
        }
        return render(request, "partnerships/people/people.html", context)


def _matching(actor: Actor, given: dict[str, str]) -> RoleQuerySet:
    today = actor.partnership.today()
    found = Role.objects.visible_to(actor).filter(Q(until=None) | Q(until__gte=today))
    found = found.select_related("person").only("person__given_name", "person__family_name")
    found = found.filter(has_words(given.get("q", ""), "person__given_name", "person__family_name"))
    return found.filter(**{name: given[name] for name in ("side", "level") if name in given})


class PeopleExport(ListExport):
    export = PEOPLE

    def items(self) -> list[Contact]:
        by_role = {contact.role.pk: contact for contact in everybody(self.actor).contacts}
        found = _matching(self.actor, PeopleFilter(self.request.GET).given()).order_by(*NAMES)
        return [by_role[role.pk] for role in found if role.pk in by_role]


class Escalation(PartnershipView, ServiceFormView):
    """Whom the other side turns to on one level."""

    permission = "manage_people"
    nav = "people"
    form_class = EscalationForm
    form_takes = ("actor", "level")
    template_name = "partnerships/people/escalation.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if kwargs["level"] not in Level.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def level(self) -> Level:
        return Level(self.kwargs["level"])

    def get_initial(self) -> dict[str, Any]:
        own = Role.objects.visible_to(self.actor).dated().filter(side=self.actor.side, level=self.level)
        return {"role": own.filter(is_escalation=True).first()}

    def form_valid(self, form: EscalationForm) -> HttpResponse:
        name_escalation(actor=self.actor, level=self.level, **form.cleaned_data)
        return self.done(_("Saved."), "people", self.actor.partnership.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(level=self.level, **kwargs)


class Line(PartnershipView, ServiceFormView):
    """Two peers, how to reach each other, and when they last tried."""

    permission = "view"
    permissions = {"post": "try_line"}
    nav = "people"
    form_class = LineForm
    form_takes = ("actor",)
    template_name = "partnerships/people/line.html"
    role: Role

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        roles = Role.objects.visible_to(self.actor).current().exclude(peer=None)
        self.role = get_object_or_404(roles.select_related("person", "peer__person"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: LineForm) -> HttpResponse:
        try_line(actor=self.actor, role=self.role, **form.cleaned_data)
        return self.done(_("Noted."), "people", self.actor.partnership.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        two = [self.role, self.role.peer]
        customer, supplier = two if self.role.side == Side.CUSTOMER else two[::-1]
        trials = LineTrial.objects.visible_to(self.actor).filter(
            customer_role=customer, supplier_role=supplier
        )
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "two": [customer, supplier],
            "trials": trials.select_related("tried_by")[:TRIALS_SHOWN],
            "form": context["form"] if self.actor.may("try_line") else None,
        }


class HandOver(PartnershipView, ServiceFormView):
    """Somebody leaves: what they hold, and who takes it over."""

    permission = "manage_people"
    nav = "people"
    form_class = HandOverForm
    form_takes = ("actor", "leaver", "has_roles", "has_left")
    template_name = "partnerships/people/hand_over.html"
    leaver: Person
    has_left: bool
    roles: list[Role]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponseBase:
        roles = Role.objects.visible_to(self.actor).with_standing().filter(person=kwargs["pk"])
        had = list(roles.select_related("person", "peer__person").order_by("pk"))
        if not had:
            raise Http404
        own = [role for role in had if role.side == self.actor.side]
        if not own:
            raise PermissionDenied
        today = self.actor.partnership.today()
        self.leaver = own[0].person
        self.has_left = not own[-1].stands  # type: ignore[attr-defined]
        self.roles = [role for role in own if role.until is None or role.until >= today]
        return super().dispatch(request, *args, **kwargs)

    @property
    def has_roles(self) -> bool:
        return bool(self.roles)

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        handed = hand_over(actor=self.actor, leaver=self.leaver, **form.cleaned_data)
        said = ngettext(
            "%(name)s has taken over: %(count)s thing.",
            "%(name)s has taken over: %(count)s things.",
            handed.count,
        )
        words = {"count": handed.count, "name": form.cleaned_data["successor"].name}
        return self.done(said % words, "people", self.actor.partnership.reference)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership = self.actor.partnership
        held = held_by(partnership, self.actor.side, self.leaver)
        return super().get_context_data(
            leaver=self.leaver,
            roles=self.roles,
            held=held,
            count=sum(each.count for each in held),
            mandates=mandates_of(partnership, self.actor.side, self.leaver),
            **kwargs,
        )
