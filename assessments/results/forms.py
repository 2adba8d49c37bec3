from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.alphabet import in_alphabet
from common.fields import DateInput, DayField
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor
from partnerships.people.models import Role
from partnerships.sides import Part, Side


class ProposeForm(forms.ModelForm[ActionItem]):
    """What is to be done about a finding, by whom, until when, on which level."""

    class Meta:
        model = ActionItem
        fields = ["title", "owner", "due", "level"]
        field_classes = {"due": DayField}
        widgets = {"due": DateInput}
        help_texts = {"title": _("One thing that somebody can do and tick off.")}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = actor.partnership.today()
        roles = (
            Role.objects.current()
            .filter(partnership=actor.partnership)
            .exclude(part=Part.READER)
            .select_related("person")
            .order_by(*in_alphabet("person__given_name", "person__family_name"), "pk")
        )
        by_side: dict[Side, dict[int, str]] = {actor.side: {}, actor.side.other: {}}
        for role in roles:
            by_side[Side(role.side)].setdefault(role.person_id, role.person.name)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        owner.queryset = Person.objects.filter(pk__in={role.person_id for role in roles})
        owner.choices = [
            ("", _("Choose a person")),
            *(
                (str(actor.partnership.organisation(side) or side.label), list(people.items()))
                for side, people in by_side.items()
                if people
            ),
        ]
        owner.error_messages["invalid_choice"] = _("Choose somebody who has a role in this partnership.")

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due < self.today:
            raise forms.ValidationError(_("This day has passed. Choose one that is still to come."))
        return due
