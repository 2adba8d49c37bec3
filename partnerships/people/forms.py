"""What the page of the people asks: whom to show, whom to escalate to, when a line was tried out, and who
takes over from whom."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.alphabet import in_alphabet
from common.fields import DayField
from common.filter_form import FilterForm
from partnerships.access.actors import Actor
from partnerships.people.colleagues import colleagues
from partnerships.people.hand_over import END, KEEP, MOVE
from partnerships.people.models import Role
from partnerships.sides import ON_NO_LINE, SENIOR_PART, Level, Part, Side


class PeopleFilter(FilterForm):
    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[("", _("Both sides")), *Side.choices])
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices]
    )


class RoleChoice(forms.ModelChoiceField[Role]):
    def label_from_instance(self, role: Role) -> str:
        return f"{role.person.name}, {role.get_part_display()}"


class EscalationForm(forms.Form):
    role = RoleChoice(label=_("Who is it?"), queryset=Role.objects.none(), required=False)

    def __init__(self, actor: Actor, level: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        field.empty_label = _("Nobody")  # type: ignore[attr-defined]
        field.queryset = (  # type: ignore[attr-defined]
            Role.objects.current()
            .filter(partnership=actor.partnership, side=actor.side, level=level)
            .exclude(part__in=ON_NO_LINE)
            .select_related("person")
            .order_by(*in_alphabet("person__given_name", "person__family_name"), "pk")
        )


class LineForm(forms.Form):
    tried_on = DayField(label=_("When?"))
    note = forms.CharField(
        label=_("How did it go?"),
        required=False,
        max_length=300,
        help_text=_("For instance: called, answered within the hour."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"tried_on": actor.partnership.today()})
        super().__init__(*args, **kwargs)


class SuccessorField(forms.ModelChoiceField[Person]):
    """Colleagues, with what they do here already."""

    parts: dict[int, str]

    def label_from_instance(self, person: Person) -> str:
        return ", ".join([person.name, str(self.parts.get(person.pk) or _("no role here yet"))])


ROLES_GO: Final = [
    (MOVE, _("The successor takes them over, with the peers")),
    (END, _("They end")),
    (KEEP, _("They stay as they are")),
]


class HandOverForm(forms.Form):
    successor = SuccessorField(
        label=_("Who takes over?"), queryset=Person.objects.none(), empty_label=_("Choose a colleague")
    )
    roles = forms.ChoiceField(
        label=_("And the roles?"),
        widget=forms.RadioSelect,
        choices=ROLES_GO,
    )
    last_day = DayField(label=_("Last day in the roles"))
    part = forms.ChoiceField(label=_("Role of the successor"))
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)

    def __init__(
        self, actor: Actor, leaver: Person, has_roles: bool, has_left: bool, *args: Any, **kwargs: Any
    ) -> None:
        initial = {
            "roles": MOVE,
            # whoever has gone is in no role today
            "last_day": actor.partnership.today() - timedelta(days=int(has_left)),
            "part": Part.MEMBER,
            "level": Level.OPERATIONAL,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        foreign = SENIOR_PART[actor.side.other]
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            choice for choice in Part.choices if choice[0] not in (foreign, *ON_NO_LINE)
        ]
        people = colleagues(actor).exclude(pk=leaver.pk)
        field = self.fields["successor"]
        field.queryset = people.order_by(*in_alphabet("given_name", "family_name"), "pk")  # type: ignore[attr-defined]
        field.parts = _parts(actor)  # type: ignore[attr-defined]
        if has_left:  # nobody stays in a role who has gone
            kept = (choice for choice in ROLES_GO if choice[0] != KEEP)
            self.fields["roles"].choices = list(kept)  # type: ignore[attr-defined]
        if not has_roles:
            del self.fields["roles"], self.fields["last_day"]


def _parts(actor: Actor) -> dict[int, str]:
    parts: dict[int, str] = {}
    own = Role.objects.current().filter(partnership=actor.partnership, side=actor.side).order_by("pk")
    for person, part in own.values_list("person", "part"):
        label = str(Part(part).label)
        parts[person] = f"{parts[person]}, {label}" if person in parts else label
    return parts
