from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.text import validate_name

#: No day that somebody types lies outside; where calendars end, counting days and time zones fails.
FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar."""

    widget = DateInput
    default_validators = [
        MinValueValidator(FIRST_DAY, gettext_lazy("Choose a day from %(limit_value)s on.")),
        MaxValueValidator(LAST_DAY, gettext_lazy("Choose a day until %(limit_value)s.")),
    ]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """For the browser's calendar; a form that knows better bounds says so."""
        bounds = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        return {**super().widget_attrs(widget), **bounds, **widget.attrs}


class NameField(forms.CharField):
    """A name or a title: one line, with something to see in it. Told with whatever else is wrong."""

    default_validators = [validate_name]


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


def end_after(start: date | None, end: date | None) -> date | None:
    """Told with whatever else is wrong in the form; the record itself refuses it too."""
    if start and end and end <= start:
        raise ValidationError(_("The end has to come after the start."))
    return end
