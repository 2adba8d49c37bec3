from django import forms
from django.utils.translation import gettext_lazy as _


class RiskImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with the columns of the export, at most 100,000 lines."),
        # whether it is empty, the service says
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": _("Choose a file first."), "invalid": _("Choose a file first.")},
    )


class StoreForm(forms.Form):
    decision = forms.ChoiceField(choices=[("store", ""), ("discard", "")])
    changes_known = forms.BooleanField(required=False)
