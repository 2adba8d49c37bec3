from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import NameField


class WarningForm(forms.Form):
    text = NameField(
        label=_("What do you see coming?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
