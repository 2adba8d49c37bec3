from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.alphabet import in_alphabet
from common.fields import DayField
from partnerships.access.actors import Actor
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part


class SignerForm(forms.Form):
    """Who may sign for one's side, in which words, from when to when."""

    person = forms.ModelChoiceField(
        label=_("Who?"), queryset=Person.objects.none(), empty_label=_("Choose somebody with a role")
    )
    wording = forms.CharField(
        label=_("In writing"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this person may sign for you, in your words. Both sides can read it."),
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("To"), required=False, help_text=_("Empty: until you end it."))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": actor.partnership.today()})
        super().__init__(*args, **kwargs)
        roles = Role.objects.current().filter(partnership=actor.partnership, side=actor.side)
        seniors = roles.filter(part=SENIOR_PART[actor.side]).values("person")
        able = roles.exclude(part=Part.FACILITATOR).values("person")
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(pk__in=able)
            .exclude(pk__in=seniors)
            .order_by(*in_alphabet("given_name", "family_name"), "pk")
        )
