from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import DayField
from partnerships.models import Partnership
from partnerships.sides import Stage


class PartnershipForm(forms.ModelForm[Partnership]):
    start = DayField(label=_("Start"))
    end = DayField(label=_("End"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Partnership
        fields = ("title", "category", "stage", "start", "end")

    def _post_clean(self) -> None:
        """The action changes the partnership as it is then; this one may be older."""


class PartnershipFilter(forms.Form):
    """What to look for in the list; anything that makes no sense is left out."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    party = forms.CharField(label=_("Other party"), required=False, max_length=100)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All stages")), *Stage.choices]
    )

    def given(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
