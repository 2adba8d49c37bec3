from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.actions import change_rights, remove_person
from accounts.forms.membership import RightsForm
from accounts.leaving import left_open
from accounts.models import Membership
from accounts.views.organisation import AdministratorView


class MembershipView(AdministratorView):
    """One person in the organisation: the rights, and the way out."""

    def membership(self) -> Membership:
        return get_object_or_404(
            self.organisation.memberships.active().select_related("person"),
            pk=self.kwargs["membership_pk"],
        )

    def get(self, request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
        membership = self.membership()
        return self._page(membership, RightsForm.of(membership))

    def post(self, request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
        membership = self.membership()
        form = RightsForm(request.POST)
        if form.is_valid():
            try:
                change_rights(membership=membership, by=self.person, **form.cleaned_data)
            except ValidationError as error:
                form.refuse(error, now=self.membership())
            else:
                messages.success(request, _("Saved."))
                return self.back(membership)
        return self._page(membership, form)

    def _page(self, membership: Membership, form: RightsForm) -> HttpResponse:
        open_things = list(left_open(membership, self.person))
        context = {"membership": membership, "form": form, "left_open": open_things}
        return self.page("membership", context)

    def back(self, membership: Membership) -> HttpResponse:
        """To the organisation, or home for those who have just given up administering it."""
        still = membership.person_id != self.person.pk or self.person.memberships.active().filter(
            organisation=self.organisation, is_administrator=True
        )
        return redirect("organisation", self.organisation.pk) if still else redirect("my_work")


class RemovePersonView(AdministratorView):
    def post(self, request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
        membership = get_object_or_404(self.organisation.memberships, pk=membership_pk)
        try:
            remove_person(membership=membership, by=self.person)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("membership", pk, membership_pk)
        words = {"name": membership.person.name, "organisation": self.organisation.name}
        messages.success(request, _("%(name)s no longer belongs to %(organisation)s.") % words)
        if membership.person_id == self.person.pk:
            return redirect("my_work")
        return redirect("organisation", pk)
