from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from agreements.register.models import Agreement
from common.fields import DateInput, DayField, NameField, end_after
from partnerships.lifecycle.models import new_reference
from partnerships.sides import Category


class StartForm(forms.Form):
    """A partnership's terms, filled in as far as the agreement tells them."""

    supplier = forms.ModelChoiceField(
        label=_("With which supplier"), queryset=Organisation.objects.none(), empty_label=None
    )
    title = NameField(label=_("What the partnership is called"), max_length=200)
    category = forms.ChoiceField(
        label=_("Kind of relationship"), choices=Category.choices, initial=Category.ENHANCEMENT
    )
    start = DayField(
        label=_("Start"), widget=DateInput, error_messages={"required": _("Say when the partnership starts.")}
    )
    end = DayField(
        label=_("End"), widget=DateInput, required=False, help_text=_("Empty: the end is not known yet.")
    )
    supplier_contact = forms.EmailField(
        label=_("Email of somebody at the supplier"),
        required=False,
        help_text=_("Who can accept for the supplier. Leave it empty where the supplier has people here."),
    )
    for_own = forms.BooleanField(
        required=True,
        error_messages={"required": _("Tick this to go on, or cancel if this partnership is not yours.")},
    )
    reference = forms.SlugField(widget=forms.HiddenInput, max_length=40)

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        suppliers: list[Organisation],
        buyers: list[Organisation],
        **kwargs: Any,
    ) -> None:
        """``buyers`` are given where they are others than the person's own organisation."""
        super().__init__(*args, **kwargs)
        if buyers:
            self.fields["for_own"].label = _("Yes, start a partnership for %(name)s") % {
                "name": agreement.register.name
            }
        else:
            del self.fields["for_own"]
        supplier = cast("forms.ModelChoiceField[Organisation]", self.fields["supplier"])
        supplier.queryset = Organisation.objects.filter(pk__in=[each.pk for each in suppliers])
        if len(suppliers) == 1:
            supplier.initial, supplier.widget = suppliers[0], forms.HiddenInput()
        start = agreement.start or agreement.signed
        days = agreement.duration_days
        self.initial = {
            "title": agreement.title[:200],
            "start": start,
            "end": agreement.end or (start + timedelta(days=days) if start and days else None),
            "reference": new_reference(),
        }
        if start and not agreement.start:
            self.fields["start"].help_text = _(
                "The day it was signed; the agreement does not say when it starts."
            )
        if start and days and not agreement.end:
            self.fields["end"].help_text = _("The agreement says %(days)d days.") % {"days": days}

    def clean_end(self) -> date | None:
        return end_after(self.cleaned_data.get("start"), self.cleaned_data["end"])
