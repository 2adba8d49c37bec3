from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, NameField, VersionField
from governance.action_items.forms import OwnedForm, space_choices
from governance.horizon.models import HorizonItem
from partnerships.access.actors import Actor
from partnerships.sides import Space


class EditHorizonForm(OwnedForm):
    asks = "watcher"

    title = NameField(label=_("What is coming?"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=HorizonItem.Kind.choices)
    counts_from = DayField(label=_("From when does it count?"))
    meaning = forms.CharField(
        label=_("What does it mean for the service?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    watcher = forms.TypedChoiceField(
        label=_("Who watches it?"), coerce=int, help_text=_("Usually somebody at the supplier.")
    )
    version = VersionField()

    @staticmethod
    def initial_of(item: HorizonItem) -> dict[str, Any]:
        names = ("title", "kind", "counts_from", "meaning", "version")
        return {"watcher": item.watcher_id, **{name: getattr(item, name) for name in names}}


class NewHorizonForm(EditHorizonForm):
    space = forms.ChoiceField(label=_("Who sees it?"), widget=forms.RadioSelect)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"space": Space.JOINT.value})
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"]
        self.fields["space"].choices = space_choices(actor)  # type: ignore[attr-defined]
