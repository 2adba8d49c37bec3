from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.people.forms import ProfileForm
from accounts.people.requests import person_of
from accounts.people.services import edit_profile
from common.service_form import ServiceFormView


class ProfileView(ServiceFormView):
    """One's own name, language and time zone; and the way to password, second factor and sessions."""

    form_class = ProfileForm
    template_name = "accounts/people/profile.html"
    extra_context = {"nav": "profile"}

    def get_initial(self) -> dict[str, Any]:
        return ProfileForm.initial_of(person_of(self.request))

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        edit_profile(person=person_of(self.request), **form.cleaned_data)
        return self.done(_("Saved."), "profile")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        memberships = person_of(self.request).memberships.active().select_related("organisation")
        return super().get_context_data(memberships=memberships, **kwargs)
