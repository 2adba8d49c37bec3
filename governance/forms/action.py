from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from governance.models import Action
from governance.owners import owner_choices
from partnerships.access import Actor
from partnerships.forms.fields import DayField
from partnerships.sides import Level, Side, Space


class EditActionForm(forms.ModelForm[Action]):
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due = DayField(label=_("By"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Action
        fields = ("title", "description", "owner", "due", "level")
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose somebody")),
            *owner_choices(actor),
        ]

    def clean_owner(self) -> Person:
        return Person.objects.get(pk=self.cleaned_data["owner"])

    def clean_due(self) -> date:
        """What is late already may stay so; nothing new is put into the past."""
        due: date = self.cleaned_data["due"]
        if due < timezone.now().date() and due != self.instance.due:
            raise forms.ValidationError(_("This day has passed. Choose one that is still to come."))
        return due

    def _post_clean(self) -> None:
        """The action changes the record as it is then, and checks it; this one may be older."""


class NewActionForm(EditActionForm):
    space = forms.ChoiceField(label=_("Who sees it?"), widget=forms.RadioSelect)

    class Meta(EditActionForm.Meta):
        fields = ("title", "description", "owner", "due", "level")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"space": Space.JOINT})
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"]
        own = (Space(actor.side.value), _("Our side only"))
        self.fields["space"].choices = [  # type: ignore[attr-defined]
            (Space.JOINT, _("Both sides")),
            *([] if actor.is_outsider else [own]),
        ]


class TickForm(forms.Form):
    note = forms.CharField(
        label=_("How did it go?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ActionFilter(forms.Form):
    """What to look for in the list; anything that makes no sense is left out."""

    STATES = (("", _("Open")), ("late", _("Late")), ("done", _("Done")), ("all", _("All")))

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices]
    )
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[("", _("Both sides")), *Side.choices])
    owner = forms.TypedChoiceField(label=_("Whose?"), required=False, coerce=int, empty_value=None)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Anybody")), *owner_choices(actor)]  # type: ignore[attr-defined]

        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = (
                f"form-{'select form-select' if is_choice else 'control form-control'}-sm"
            )
            if is_choice:
                field.widget.attrs["data-submit-on-change"] = True

    def given(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
