from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.invitations.models import Invitation
from accounts.organisations.forms import CountryField
from accounts.organisations.membership_forms import RightsFields
from accounts.people.forms import PersonForm
from common.fields import NameField
from common.filter_form import FilterForm


class InviteForm(RightsFields):
    email = forms.EmailField(label=_("Email"), widget=forms.EmailInput({"autocomplete": "off"}))
    field_order = ("email",)


class AddOrganisationForm(forms.Form):
    name = NameField(label=_("Name"), max_length=255)
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=64,
        help_text=_("With the country's two letters, for instance SE2120001234, or say the country below."),
    )
    country = CountryField()
    email = forms.EmailField(
        label=_("Email of its administrator"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("They get an invitation, and invite everybody else."),
    )


class OrganisationFilter(FilterForm):
    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)


class AcceptForm(PersonForm):
    """The account that an invitation is for. Whether the password is good enough, the action says."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters. A few words in a row are easy to remember."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
    )
    field_order = ("given_name", "family_name", "password")

    @staticmethod
    def initial_of(invitation: Invitation) -> dict[str, Any]:
        zone = invitation.organisation.time_zone
        return {
            "given_name": invitation.given_name,
            "family_name": invitation.family_name,
            "language": get_language(),
            "time_zone": zone,
        }
