from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.rounds.opening import LONGEST, OPEN_FOR
from common.fields import DateInput, DayField


class OpenForm(forms.Form):
    closes_on = DayField(
        label=_("Last day to answer"),
        help_text=_("Four weeks suit most. It can close earlier when both leads agree, but never later."),
        error_messages={
            "required": _("Choose the last day to answer."),
            "invalid": _("Write the day as year-month-day, for instance 2027-03-01."),
        },
        widget=DateInput,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"closes_on": today + OPEN_FOR}
        self.fields["closes_on"].widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + LONGEST).isoformat(),
        }
