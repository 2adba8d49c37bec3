from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.filter_form import FilterForm
from governance.boards.selectors import board_choices
from partnerships.access.actors import Actor
from partnerships.sides import Level


class DecisionFilter(FilterForm):
    """What to look for in the register; anything that makes no sense is left out."""

    KINDS = (
        ("", _("All")),
        ("current", _("That still count")),
        ("replaced", _("Replaced")),
        ("takes_over", _("Taking over how the supplier works")),
        ("draft", _("Not signed yet")),
    )

    kind = forms.ChoiceField(label=_("Which"), required=False, choices=KINDS)
    board = forms.TypedChoiceField(label=_("Board"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices]
    )
    since = DayField(label=_("Since"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = [("", _("Any")), *board_choices(actor)]  # type: ignore[attr-defined]
