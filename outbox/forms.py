from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.models import Message


class OutboxFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Message.State.choices]
    )
    words = forms.CharField(label=_("Words in the subject or the address"), required=False, max_length=200)
