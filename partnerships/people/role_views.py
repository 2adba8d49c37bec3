from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from common.service_form import ServiceFormView
from partnerships.access.views import PartnershipView
from partnerships.people.contacts import first_needed
from partnerships.people.models import Role
from partnerships.people.role_forms import ChangeRoleForm, EndRoleForm, GiveRoleForm
from partnerships.people.services import SAID, change_role, end_role, give_role, name_peer
from partnerships.sides import USUAL_LEVEL, Level, Part


class ProposesRole(PartnershipView):
    """A form that asks for a role and its level, and proposes them."""

    abstract = True
    permission = "manage_people"
    nav = "people"

    def get_initial(self) -> dict[str, Any]:
        """Those that the link names; else the role that is vacant, on its usual level."""
        part, level = self.request.GET.get("part", ""), self.request.GET.get("level", "")
        if part not in Part.values:
            part = Part.MEMBER if level else first_needed(self.actor) or Part.MEMBER
        if level not in Level.values:
            level = USUAL_LEVEL[Part(part)]
        return {"part": part, "level": level}


class GiveRole(ProposesRole, ServiceFormView):
    form_class = GiveRoleForm
    form_takes = ("actor",)
    template_name = "partnerships/people/give_role.html"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "since": self.actor.partnership.today()}

    def form_valid(self, form: GiveRoleForm) -> HttpResponse:
        given = {name: value for name, value in form.cleaned_data.items() if name != "outsider"}
        role = give_role(actor=self.actor, **given)
        said = _("%(name)s: %(part)s.") % {"name": role.person.name, "part": role.get_part_display()}
        return self.done(said, "people", self.actor.partnership.reference)


class OneRole(PartnershipView, ServiceFormView):
    """Change or end a role of one's own side."""

    permission = "manage_people"
    nav = "people"
    form_class = ChangeRoleForm
    form_takes = ("actor",)
    template_name = "partnerships/people/role.html"
    role: Role

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        roles = Role.objects.visible_to(self.actor).select_related("person", "peer__person")
        self.role = get_object_or_404(roles, pk=kwargs["pk"])
        if self.role.side != self.actor.side:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        names = ("part", "level", "since", "until", "peer", *SAID, "version")
        return {name: getattr(self.role, name) for name in names}

    def get_version(self) -> int:
        return self.role.version

    def get_form(self, form_class: object = None) -> ChangeRoleForm | EndRoleForm:
        if "end" in self.request.POST:
            return EndRoleForm(self.request.POST)
        change: ChangeRoleForm = super().get_form()
        return change

    def form_valid(self, form: ChangeRoleForm | EndRoleForm) -> HttpResponse:
        if isinstance(form, EndRoleForm):
            end_role(actor=self.actor, role=self.role, until=form.cleaned_data["last_day"])
        else:
            self._change(form)
        return self.done(_("Saved."), "people", self.actor.partnership.reference)

    def _change(self, form: ChangeRoleForm) -> None:
        given = dict(form.cleaned_data)
        peer = given.pop("peer")
        with transaction.atomic():
            role = change_role(actor=self.actor, role=self.role, **given)
            name_peer(actor=self.actor, role=role, peer=peer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(role=self.role, **kwargs)
        sent = context["form"]
        if isinstance(sent, EndRoleForm):
            return {**context, "form": ChangeRoleForm(self.actor, initial=self.get_initial()), "end": sent}
        return {**context, "end": EndRoleForm(initial={"last_day": self.actor.partnership.today()})}
