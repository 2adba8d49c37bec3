from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.alphabet import in_alphabet
from common.fields import DayField, NameField
from partnerships.access.actors import Actor
from partnerships.people.colleagues import colleagues
from partnerships.people.models import Role
from partnerships.people.services import SAID
from partnerships.sides import SENIOR_PART, Face, Level, Part, Side


def own_parts(actor: Actor) -> list[tuple[str, Any]]:
    """The roles that there are on the actor's side."""
    foreign = SENIOR_PART[actor.side.other]
    return [choice for choice in Part.choices if choice[0] != foreign]


class PeerField(forms.ModelChoiceField[Role]):
    def label_from_instance(self, role: Role) -> str:
        return f"{role.person.name}, {role.get_part_display()}"


class RoleForm(forms.Form):
    """What a person does, from when to when, and who is the counterpart."""

    part = forms.ChoiceField(label=_("Role"))
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    since = DayField(label=_("From"))
    until = DayField(label=_("To"), required=False, help_text=_("Empty: until further notice."))
    peer = PeerField(
        label=_("Peer on the other side"),
        queryset=Role.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("The two find each other for everything on this level."),
    )

    is_escalation = forms.BooleanField(
        label=_("Escalation contact of our side on this level"),
        required=False,
        help_text=_(
            "The other side turns here when something gets stuck. Whoever was it before no longer is."
        ),
    )
    responsibilities = forms.CharField(
        label=_("Responsible for"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence or two; both sides read it."),
    )
    authority = forms.CharField(
        label=_("May decide"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    face = forms.ChoiceField(
        label=_("Face"),
        required=False,
        choices=[("", _("None in particular")), *Face.choices],
        help_text=_(
            "Strategic partner and business developer look to the business, supplier and entrepreneur to IT."
        ),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.side != Side.SUPPLIER:
            del self.fields["face"]
        self.fields["part"].choices = own_parts(actor)  # type: ignore[attr-defined]
        self.fields["peer"].queryset = (  # type: ignore[attr-defined]
            Role.objects.current()
            .filter(partnership=actor.partnership, side=actor.side.other)
            .exclude(part=Part.READER)
            .select_related("person")
            .order_by(*in_alphabet("person__given_name", "person__family_name"), "pk")
        )


class GiveRoleForm(RoleForm):
    person = forms.ModelChoiceField(
        label=_("Who?"), queryset=Person.objects.none(), required=False, empty_label=_("Choose a colleague")
    )
    outsider = forms.EmailField(
        label=_("Or an outside facilitator"),
        required=False,
        help_text=_("The email of an account with neither party. Only for the role of facilitator."),
    )
    field_order = ("person", "outsider", "part", "level", "since", "until", "peer", *SAID)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        self.fields["person"].queryset = colleagues(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        email = given.get("outsider")
        if email and given.get("person"):
            raise ValidationError({"outsider": _("Choose a colleague or an outsider, not both.")})
        if email and given.get("part") != Part.FACILITATOR:
            raise ValidationError({"outsider": _("Only a facilitator may come from outside.")})
        if email:
            given["person"] = Person.objects.filter(email=email.lower(), is_active=True).first()
            if given["person"] is None:
                raise ValidationError({"outsider": _("Nobody has an account with this email.")})
        elif not given.get("person") and "person" not in self.errors:
            raise ValidationError({"person": _("Please choose somebody.")})
        return given


class InviteToRoleForm(forms.Form):
    """Somebody who is not here yet, and what they are to do."""

    given_name = NameField(label=_("First name"), max_length=80)
    family_name = NameField(label=_("Last name"), max_length=80, required=False)
    email = forms.EmailField(label=_("Email"), widget=forms.EmailInput({"autocomplete": "off"}))
    part = forms.ChoiceField(label=_("Role"))
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = own_parts(actor)  # type: ignore[attr-defined]


class ChangeRoleForm(RoleForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndRoleForm(forms.Form):
    last_day = DayField(label=_("Last day"))
