from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar."""

    widget = DateInput


class VersionField(forms.IntegerField):
    """The version that somebody had before them; 0, which no record has, where none can be read. So the
    service refuses it like any other that is not the present one, in words that help."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.HiddenInput, "required": False, **kwargs})

    def clean(self, value: Any) -> int:
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


def end_after(start: date | None, end: date) -> date:
    """Told with whatever else is wrong in the form; the record itself refuses it too."""
    if start and end <= start:
        raise ValidationError(_("The end has to come after the start."))
    return end
