from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import NameField, VersionField
from governance.agendas.models import AgendaItem


class AgendaItemForm(forms.Form):
    """Something to talk about, in one's own words."""

    title = NameField(
        label=_("What shall we talk about?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    minutes = forms.IntegerField(
        label=pgettext_lazy("how long", "Minutes"), min_value=1, max_value=480, initial=10
    )
    note = forms.CharField(
        label=_("What should the others know before?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EditAgendaItemForm(AgendaItemForm):
    version = VersionField()

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        return {name: getattr(item, name) for name in ("title", "minutes", "note", "version")}
