from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.alphabet import by_alphabet
from common.fields import VersionField
from common.filter_form import FilterForm
from governance.action_items.forms import EditActionForm, space_choices
from governance.action_items.owners import owning_roles
from governance.ideas.models import Idea
from partnerships.access.actors import Actor
from partnerships.sides import Side, Space


def sponsor_choices(actor: Actor, now: Person | None = None) -> list[tuple[int, str]]:
    """Those who work on the actor's side, and whoever is the sponsor already."""
    found = {now.pk: now.name} if now else {}
    for role in owning_roles(actor.partnership, actor.side.value):
        found.setdefault(role.person_id, role.person.name)
    return sorted(found.items(), key=lambda pair: by_alphabet(pair[1]))


class EditIdeaForm(forms.ModelForm[Idea]):
    sponsor = forms.TypedChoiceField(
        label=_("Our sponsor"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Who sees to it on our side. The other side names its own."),
    )
    version = VersionField()

    class Meta:
        model = Idea
        fields = ("title", "area", "description", "hoped")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "hoped": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"hoped": _("What will be better, for whom, and how one would notice.")}

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.instance.sponsor(actor.side) if self.instance.pk else None
        if actor.is_outsider:
            del self.fields["sponsor"]
        else:
            self.fields["sponsor"].choices = [  # type: ignore[attr-defined]
                ("", _("Nobody yet")),
                *sponsor_choices(actor, now),
            ]

    def clean_sponsor(self) -> Person | None:
        chosen = self.cleaned_data["sponsor"]
        return Person.objects.get(pk=chosen) if chosen else None

    def given(self) -> dict[str, Any]:
        return {"sponsor": None, **self.cleaned_data}

    def _post_clean(self) -> None:
        """The service changes the record as it is then, and checks it; this one may be older."""


class NewIdeaForm(EditIdeaForm):
    space = forms.ChoiceField(label=_("Who sees it?"), widget=forms.RadioSelect)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"space": Space.JOINT})
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"]
        self.fields["space"].choices = space_choices(actor)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    stage = forms.ChoiceField(label=_("To which stage?"))
    note = forms.CharField(
        label=_("What have we found?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Going back asks for a reason."),
    )
    shown = forms.CharField(
        label=_("What effect is shown?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Asked for at the last stage: what is better now, and how one sees it."),
    )

    def __init__(self, idea: Idea, *args: Any, **kwargs: Any) -> None:
        following = Idea.Stage.values[Idea.Stage.values.index(idea.stage) + 1 :][:1]
        initial = {"stage": following[0] if following else "", "shown": idea.shown}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            choice
            for choice in Idea.Stage.choices
            if choice[0] != idea.stage or self.is_bound  # a second click finds it there already
        ]


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class IdeaActionForm(EditActionForm):
    """Something that is done about an idea; in the space where the idea is."""

    def __init__(self, actor: Actor, idea: Idea, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        del self.fields["version"], self.fields["reason"]
        if idea.space != Space.JOINT:
            self.fields["owner"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose somebody")),
                *sponsor_choices(actor),
            ]


class IdeaFilter(FilterForm):
    """What to look for in the list; anything that makes no sense is left out."""

    STATES = (("", _("On their way")), *Idea.Stage.choices, ("aside", _("Set aside")), ("all", _("All")))

    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=STATES)
    area = forms.ChoiceField(
        label=_("Area"), required=False, choices=[("", _("All areas")), *Idea.Area.choices]
    )
    side = forms.ChoiceField(
        label=_("Raised by"), required=False, choices=[("", _("Either side")), *Side.choices]
    )
    mine = forms.BooleanField(label=_("I sponsor"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
