from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.fields import DayField, NameField, VersionField
from common.filter_form import FilterForm
from governance.action_items.models import ActionItem
from governance.action_items.owners import owner_choices
from partnerships.access.actors import Actor
from partnerships.sides import Level, Side, Space

PASSED = _("This day has passed. Choose one that is still to come.")


class PeopleField(forms.TypedMultipleChoiceField):
    """Some of the partnership's people, by side; gives back the people themselves."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> Any:
        return list(Person.objects.filter(pk__in=super().clean(value)))


def space_choices(actor: Actor) -> list[tuple[str, Any]]:
    """Who may see something that the actor adds."""
    own = (actor.side.value, _("Our side only"))
    return [(Space.JOINT.value, _("Both sides")), *([] if actor.is_outsider else [own])]


class OwnedForm(forms.Form):
    """A form that asks for one of the partnership's people, in the field that ``asks`` names; about something
    in one side's own space, for one of that side's."""

    asks = "owner"

    def __init__(self, actor: Actor, *args: Any, space: str = Space.JOINT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose somebody")), *owner_choices(actor, space)]
        self.fields[self.asks].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.asks in cleaned:
            cleaned[self.asks] = Person.objects.get(pk=cleaned[self.asks])
        return cleaned


class EditActionForm(forms.ModelForm[ActionItem]):
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due = DayField(label=_("By"))
    reason = forms.CharField(
        label=_("Why does the day move?"),
        required=False,
        max_length=500,
        help_text=_("Only when you choose another day. The earlier one stays to be seen."),
    )
    version = VersionField()

    class Meta:
        model = ActionItem
        fields = ("title", "description", "owner", "due", "level")
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = actor.partnership.today()
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose somebody")),
            *owner_choices(actor, self.instance.space if self.instance.pk else Space.JOINT),
        ]

    def clean_owner(self) -> Person:
        return Person.objects.get(pk=self.cleaned_data["owner"])

    def clean_due(self) -> date:
        """What is late already may stay so; nothing new is put into the past."""
        due: date = self.cleaned_data["due"]
        if due < self.today and due != self.instance.due:
            raise forms.ValidationError(PASSED)
        return due

    def _post_clean(self) -> None:
        """The service changes the record as it is then, and checks it; this one may be older."""


class NewActionForm(EditActionForm):
    space = forms.ChoiceField(label=_("Who sees it?"), widget=forms.RadioSelect)

    class Meta(EditActionForm.Meta):
        fields = ("title", "description", "owner", "due", "level")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"space": Space.JOINT})
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"], self.fields["reason"]
        self.fields["space"].choices = space_choices(actor)  # type: ignore[attr-defined]


class FollowUpForm(OwnedForm):
    """An action that a risk, a concern, or something on the horizon asks for."""

    title = NameField(label=_("What is to be done?"), max_length=200)
    description = forms.CharField(
        label=_("More about it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due = DayField(label=_("By"))
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.TACTICAL)


class CompleteForm(forms.Form):
    note = forms.CharField(
        label=_("How did it go?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


#: Each side's people who can be asked, see ``governance.action_items.owners.owner_choices``.
Owners = Sequence[tuple[str, Sequence[tuple[int, str]]]]


class QuickActionForm(forms.Form):
    """One line: what, who, by when. It goes to the level that one looks at, for both sides to see."""

    title = NameField(label=_("What is to be done?"), max_length=200)
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due = DayField(label=_("By"))
    level = forms.ChoiceField(
        choices=Level.choices, widget=forms.HiddenInput, required=False, initial=Level.TACTICAL
    )

    def __init__(self, owners: Owners, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "quick_%s", **kwargs})
        self.today = today
        self.fields["owner"].choices = [("", _("Choose somebody")), *owners]  # type: ignore[attr-defined]
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = f"form-{'select' if is_choice else 'control'}"

    def clean_owner(self) -> Person:
        return Person.objects.get(pk=self.cleaned_data["owner"])

    def clean_level(self) -> str:
        return self.cleaned_data["level"] or Level.TACTICAL

    def clean_due(self) -> date:
        due: date = self.cleaned_data["due"]
        if due < self.today:
            raise forms.ValidationError(PASSED)
        return due


class ActionFilter(FilterForm):
    """What to look for in the list; anything that makes no sense is left out."""

    STATES = (("", _("Open")), ("late", _("Late")), ("done", _("Done")), ("all", _("All")))

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    level = forms.ChoiceField(required=False, choices=Level.choices, widget=forms.HiddenInput)
    origin = forms.ChoiceField(
        label=_("Comes from"), required=False, choices=[("", _("Anywhere")), *ActionItem.Origin.choices]
    )
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[("", _("Both sides")), *Side.choices])
    owner = forms.TypedChoiceField(label=_("Whose?"), required=False, coerce=int, empty_value=None)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, owners: Owners, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Anybody")), *owners]  # type: ignore[attr-defined]
