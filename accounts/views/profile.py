from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.actions import edit_profile
from accounts.forms.profile import ProfileForm
from accounts.requests import person_of


class ProfileView(View):
    """One's own name, language and time zone; and the way to password, second factor and sessions."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(ProfileForm.of(person_of(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ProfileForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        edit_profile(person=person_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("profile")

    def page(self, form: ProfileForm) -> HttpResponse:
        memberships = person_of(self.request).memberships.active().select_related("organisation")
        context = {"form": form, "memberships": memberships, "nav": "profile"}
        return render(self.request, "accounts/profile.html", context)
