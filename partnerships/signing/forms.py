from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.filter_form import FilterForm
from partnerships.signing.kinds import kinds
from partnerships.signing.models import SignOff


class SignOffFilter(FilterForm):
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("What it is"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"state": SignOff.State.choices, "kind": kinds()}
        for name, field in self.fields.items():
            field.choices = [("", _("Everything")), *choices[name]]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """``sha256`` is the digest of the text that was shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    reservation = forms.CharField(
        label=_("Reservation, if you have one"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you do not quite agree with, in your words. Both sides read it."),
    )
    password = forms.CharField(
        label=_("Your password, once more"),
        required=False,  # asked for in the view, of those who have no passkey
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,  # asked for in the view, of those who have an authenticator app
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=_("Six digits from your app, or one of your recovery codes."),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        required=False,  # the action asks for it
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other side gets it by email."),
    )
