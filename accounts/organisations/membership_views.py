from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.organisations.leaving import left_open
from accounts.organisations.membership_forms import RightsForm
from accounts.organisations.memberships import change_rights, remove_person
from accounts.organisations.models import Membership
from accounts.organisations.views import AdministratorView
from common.service_form import ServiceButtonView, ServiceFormView


class MembershipView(AdministratorView, ServiceFormView):
    """One person in the organisation: the rights, and the way out."""

    form_class = RightsForm
    template_name = "accounts/organisations/membership.html"

    @cached_property
    def membership(self) -> Membership:
        return self.membership_now()

    def membership_now(self) -> Membership:
        active = self.organisation.memberships.active().select_related("person")
        return get_object_or_404(active, pk=self.kwargs["membership_pk"])

    def get_initial(self) -> dict[str, Any]:
        return RightsForm.initial_of(self.membership)

    def form_valid(self, form: RightsForm) -> HttpResponse:
        change_rights(membership=self.membership, by=self.person, **form.cleaned_data)
        return self.done(_("Saved."))

    def refused(self, form: RightsForm, error: ValidationError) -> HttpResponse:
        form.take_rights(self.membership_now())
        return super().refused(form, error)

    def get_success_url(self) -> str:
        """To the organisation, or home for those who have just given up administering it."""
        own = self.person.memberships.active().filter(organisation=self.organisation, is_administrator=True)
        still_administers = self.membership.person_id != self.person.pk or own.exists()
        return super().get_success_url() if still_administers else reverse("my_work")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = list(left_open(self.membership, self.person))
        return super().get_context_data(membership=self.membership, left_open=left, **kwargs)


class RemovePersonView(AdministratorView, ServiceButtonView):
    def form_valid(self, form: Form) -> HttpResponse:
        membership = get_object_or_404(self.organisation.memberships, pk=self.kwargs["membership_pk"])
        remove_person(membership=membership, by=self.person)
        words = {"name": membership.person.name, "organisation": self.organisation.name}
        said = _("%(name)s no longer belongs to %(organisation)s.") % words
        if membership.person_id == self.person.pk:
            return self.done(said, "my_work")
        return self.done(said, "organisation", self.organisation.pk)

    def get_success_url(self) -> str:
        return reverse("membership", args=[self.organisation.pk, self.kwargs["membership_pk"]])
