from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from common.alphabet import InAlphabet, in_alphabet
from common.fields import DayField, end_after
from common.filter_form import FilterForm
from partnerships.access.actors import Actor
from partnerships.lifecycle.changes import BINDING
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.proposals import propose_partnership
from partnerships.lifecycle.suppliers import (
    acquaintances,
    count_look_up,
    find_supplier,
    name_with_number,
    new_supplier,
    numbers_in,
    suggestions,
)
from partnerships.people.colleagues import colleagues
from partnerships.sides import Stage


class PartnershipForm(forms.ModelForm[Partnership]):
    start = DayField(label=_("Start"))
    end = DayField(label=_("End"), required=False, help_text=_("Empty: the end is not known yet."))
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For what the other side has to agree to. It reads this."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Partnership
        fields = ("title", "category", "stage", "start", "end")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_binding:
            del self.fields["reason"]

    @property
    def is_proposing(self) -> bool:
        """Whether something is asked of the other side."""
        return "reason" in self.fields and not BINDING.keys().isdisjoint(self.changed_data)

    def _post_clean(self) -> None:
        """The action changes the partnership as it is then; this one may be older."""


class ChangeAnswerForm(forms.Form):
    note = forms.CharField(
        label=_("A word about it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other side reads this. Who declines says why."),
    )


class PartnershipFilter(FilterForm):
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    party = forms.CharField(label=_("Other party"), required=False, max_length=100)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All stages")), *Stage.choices]
    )


class ProposalForm(forms.ModelForm[Partnership]):
    """A new partnership, proposed for an organisation whose officer one is."""

    customer = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Organisation.objects.none(), empty_label=None
    )
    supplier = forms.CharField(
        label=_("Supplier"),
        max_length=330,
        help_text=_(
            "Begin to write the name of somebody you work with, and choose. Any other: its exact organisation"
            " number."
        ),
        widget=forms.TextInput(attrs={"list": "suppliers", "autocomplete": "off"}),
    )
    supplier_country = forms.CharField(label=_("Country"), required=False, max_length=40)
    supplier_number = forms.CharField(label=_("Organisation number"), required=False, max_length=64)
    lead = forms.ModelChoiceField(
        label=_("Your side's lead"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("One named person, who runs the partnership day by day."),
    )
    start = DayField(label=_("Start"))
    end = DayField(label=_("End"), required=False, help_text=_("Empty: the end is not known yet."))

    class Meta:
        model = Partnership
        fields = ("title", "reference", "category", "stage", "start", "end", "supplier_contact")

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        officer = Organisation.objects.filter(pk__in=_officer_of(person))
        self.organisations = list(officer.order_by(InAlphabet("name"), "pk"))
        self.fields["customer"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[each.pk for each in self.organisations]
        ).order_by(InAlphabet("name"), "pk")
        if not self.is_bound and self.organisations:
            self.initial.setdefault("customer", self.organisations[0].pk)
        chosen = str(self["customer"].value())
        self.chosen_customer = next((own for own in self.organisations if str(own.pk) == chosen), None)
        if self.chosen_customer:  # a page of its own for each: another customer's people do not lead here
            self.fields["customer"].widget = forms.HiddenInput()
        people = Person.objects.filter(
            is_active=True, memberships__ended_at=None, memberships__organisation=self.chosen_customer
        )
        self.fields["lead"].queryset = _in_alphabet(people.distinct())  # type: ignore[attr-defined]
        self.fields["lead"].empty_label = _("Myself")  # type: ignore[attr-defined]
        self.fields["supplier_contact"].help_text = _(
            "Who answers for the supplier. Empty: its administrators get the proposal."
        )

    def clean_end(self) -> date | None:
        return end_after(self.cleaned_data.get("start"), self.cleaned_data["end"])

    def _post_clean(self) -> None:
        """The action makes the partnership and checks it; here it would lack half of its fields."""

    def propose(self) -> Partnership:
        """The proposal, together with the supplier where it is new: both or neither."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("supplier")}
        self._count_look_up()
        with transaction.atomic():
            return propose_partnership(
                person=self.person,
                supplier=self._supplier(),
                supplier_contact=self.cleaned_data["supplier_contact"],
                **given,
            )

    def _count_look_up(self) -> None:
        """Finding by number counts, unless it is somebody one works with."""
        typed, number = self.cleaned_data["supplier"], self.cleaned_data["supplier_number"]
        known = acquaintances(self._own()).filter(identifier__in=numbers_in(typed))
        if number.strip() or (numbers_in(typed) and not known.exists()):
            count_look_up(self.person)

    def _supplier(self) -> Organisation:
        typed, country, number = (
            self.cleaned_data[name] for name in ("supplier", "supplier_country", "supplier_number")
        )
        found = None if number.strip() else find_supplier(typed, self._own())
        if found:
            return found
        if not country.strip():
            near = [name_with_number(organisation) for organisation in suggestions(typed, self._own())[:5]]
            message = str(
                _(
                    "You work with no organisation by that name. Write its exact number, or give its "
                    "country and number below if it is new."
                )
            )
            if near:
                message = _(
                    "You work with no organisation by exactly that name. Did you mean %(near)s? "
                    "Otherwise write its exact number, or give its country and number below if it is new."
                ) % {"near": "; ".join(near)}
            raise ValidationError({"supplier": message})
        return new_supplier(name=typed, country=country, number=number)

    def _own(self) -> list[int]:
        return own_organisations(self.person)


class AcceptForm(forms.Form):
    lead = forms.ModelChoiceField(label=_("Who leads it on your side?"), queryset=Person.objects.none())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"lead": actor.person.pk, "version": actor.partnership.version})
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = _in_alphabet(colleagues(actor))  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The customer reads this."),
    )


class ProposeAgainForm(forms.Form):
    supplier_contact = forms.EmailField(
        label=_("Supplier's contact"),
        required=False,
        help_text=_("Empty: the supplier's administrators get the proposal."),
    )


def own_organisations(person: Person) -> list[int]:
    """Those on whose behalf the person proposes."""
    return list(_officer_of(person).values_list("organisation", flat=True))


def _in_alphabet(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.order_by(*in_alphabet("given_name", "family_name"), "pk")


def _officer_of(person: Person) -> Any:
    return person.memberships.active().filter(is_officer=True).values("organisation")
