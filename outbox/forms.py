from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.models import Message

#: What went within another mail is not in the list.
SHOWN_STATES = [choice for choice in Message.State.choices if choice[0] != Message.State.GROUPED]


class OutboxFilter(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *SHOWN_STATES])
    words = forms.CharField(label=_("Words in the subject or the address"), required=False, max_length=200)
