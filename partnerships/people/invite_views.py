from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.service_form import ServiceButtonView, ServiceFormView
from partnerships.access.views import PartnershipView
from partnerships.people.inviting import invite_to_role, withdraw_invited_role
from partnerships.people.models import InvitedRole
from partnerships.people.role_forms import InviteToRoleForm
from partnerships.people.role_views import ProposesRole


class InviteToRole(ProposesRole, ServiceFormView):
    """Somebody new: the invitation and the role in one step."""

    form_class = InviteToRoleForm
    form_takes = ("actor",)
    template_name = "partnerships/people/invite_to_role.html"

    def form_valid(self, form: InviteToRoleForm) -> HttpResponse:
        done = invite_to_role(actor=self.actor, **form.cleaned_data)
        if isinstance(done, InvitedRole):
            said = _("%(email)s is invited.") % {"email": done.invitation.email}
        else:
            said = _("%(name)s: %(part)s.") % {"name": done.person.name, "part": done.get_part_display()}
        return self.done(said, "people", self.actor.partnership.reference)


class WithdrawInvitedRole(PartnershipView, ServiceButtonView):
    permission = "manage_people"

    def form_valid(self, form: Form) -> HttpResponse:
        there = InvitedRole.objects.filter(partnership=self.actor.partnership)
        invited = get_object_or_404(there.select_related("invitation"), pk=self.kwargs["pk"])
        withdraw_invited_role(actor=self.actor, invited=invited)
        return self.done(_("The invitation of %(name)s is withdrawn.") % {"name": invited.invitation.name})

    def get_success_url(self) -> str:
        return reverse("people", args=[self.actor.partnership.reference])
