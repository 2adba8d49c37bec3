from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.actions import change_role, end_role, give_role, name_peer
from partnerships.actions.role import SAID
from partnerships.forms.errors import put_errors, take_version
from partnerships.forms.role import ChangeRoleForm, EndRoleForm, GiveRoleForm
from partnerships.models import Role
from partnerships.sides import Level, Part
from partnerships.views.base import PartnershipView


class GiveRole(PartnershipView):
    permission = "manage_people"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        initial = {"since": timezone.now().date(), "part": Part.MEMBER, "level": Level.OPERATIONAL}
        asked = {name: request.GET[name] for name in ("part", "level") if name in request.GET}
        return self._page(GiveRoleForm(self.actor, initial={**initial, **asked}))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = GiveRoleForm(self.actor, request.POST)
        if form.is_valid():
            given = {name: value for name, value in form.cleaned_data.items() if name != "outsider"}
            try:
                role = give_role(actor=self.actor, **given)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(
                    request,
                    _("%(name)s: %(part)s.") % {"name": role.person.name, "part": role.get_part_display()},
                )
                return redirect("people", reference)
        return self._page(form)

    def _page(self, form: forms.Form) -> HttpResponse:
        context = {"nav": "people", "partnership": self.actor.partnership, "form": form}
        return render(self.request, "partnerships/give_role.html", context)


class OneRole(PartnershipView):
    """Change or end a role of one's own side."""

    permission = "manage_people"
    role: Role

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        roles = Role.objects.visible_to(self.actor).select_related("person", "peer__person")
        self.role = get_object_or_404(roles, pk=kwargs["pk"])
        if self.role.side != self.actor.side:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        is_end = "end" in request.POST
        form = EndRoleForm(request.POST) if is_end else ChangeRoleForm(self.actor, request.POST)
        if form.is_valid():
            try:
                if is_end:
                    end_role(actor=self.actor, role=self.role, until=form.cleaned_data["last_day"])
                else:
                    self._change(form)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.role.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("people", reference)
        return self._page(end=form) if is_end else self._page(form)

    def _change(self, form: forms.Form) -> None:
        given = dict(form.cleaned_data)
        peer = given.pop("peer")
        with transaction.atomic():
            role = change_role(actor=self.actor, role=self.role, **given)
            name_peer(actor=self.actor, role=role, peer=peer)

    def _page(self, form: forms.Form | None = None, end: forms.Form | None = None) -> HttpResponse:
        names = ("part", "level", "since", "until", "peer", *SAID, "version")
        context = {
            "nav": "people",
            "partnership": self.actor.partnership,
            "role": self.role,
            "form": form
            or ChangeRoleForm(self.actor, initial={name: getattr(self.role, name) for name in names}),
            "end": end or EndRoleForm(initial={"last_day": timezone.now().date()}),
        }
        return render(self.request, "partnerships/role.html", context)
