from django import forms
from django.utils.translation import gettext_lazy as _


class WarningForm(forms.Form):
    text = forms.CharField(
        label=_("What do you see coming?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
