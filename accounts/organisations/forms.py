from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from accounts.people.forms import TimeZoneField


class CountryField(forms.RegexField):
    def __init__(self) -> None:
        super().__init__(
            r"^[A-Za-z]{2}$",
            label=_("Country"),
            required=False,
            help_text=_("Two letters, for instance SE."),
            error_messages={"invalid": _("A country is two letters, for instance SE.")},
        )


class OrganisationForm(forms.Form):
    """What the administrators may set. Whether the number is one, and free, the action says."""

    identifier = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=64,
        help_text=_("With the country's two letters, for instance SE2120001234."),
    )
    country = CountryField()
    time_zone = TimeZoneField(label=_("Time zone"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        names = ("identifier", "country", "time_zone", "version")
        return {name: getattr(organisation, name) for name in names}
