from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import validate_time_zone
from accounts.people.models import Person
from accounts.people.time_zones import time_zone_choices
from common.fields import NameField


class TimeZoneSelect(forms.Select):
    """The zone that is in use is offered, also when it is one of the old names."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        if value and value[0] and not any(option["selected"] for group in groups for option in group[1]):
            current = self.create_option(name, value[0], value[0], True, len(groups))
            groups.insert(0, (None, [current], 0))
        return groups


class TimeZoneField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=time_zone_choices, widget=TimeZoneSelect, **kwargs)

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        validate_time_zone(value)


class PersonForm(forms.Form):
    given_name = NameField(
        label=_("First name"), max_length=80, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    family_name = NameField(
        label=_("Last name"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = TimeZoneField(label=_("Time zone"))


class ProfileForm(PersonForm):
    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        names = ("given_name", "family_name", "language", "time_zone")
        return {name: getattr(person, name) for name in names}
