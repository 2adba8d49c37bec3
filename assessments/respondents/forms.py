from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.fields import NameField


class ChooseForm(forms.Form):
    """Ticks beside the people of one's own side."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("People to ask"),
        required=False,
        error_messages={
            "invalid_choice": _("One of the people you ticked does not belong to your side any more.")
        },
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Person]", self.fields["people"]).queryset = people


class AddForm(forms.Form):
    """Somebody without an account: a user of the service, for instance."""

    name = NameField(
        label=_("Name"), max_length=160, error_messages={"required": _("Write the person's name.")}
    )
    email = forms.EmailField(
        label=_("Email"),
        error_messages={
            "required": _("Write the address that the personal link goes to."),
            "invalid": _("This is not an email address. It looks like name@example.org."),
        },
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="en")

    uses_service = forms.BooleanField(
        label=_("Uses the service, and takes no part in running the partnership"),
        required=False,
        help_text=_("Is asked only the four questions that a user of the service can answer."),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()
