from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import NameField
from governance.risks.expected_gains.models import Size


class ExpectedGainForm(forms.Form):
    text = NameField(label=_("What do we gain?"), max_length=200)
    size = forms.TypedChoiceField(
        label=_("How much is that?"), coerce=int, choices=[("", _("Choose")), *Size.choices]
    )
