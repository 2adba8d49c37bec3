import re
import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.organisations.identifiers import normalise_identifier
from accounts.organisations.models import Organisation
from agreements.register.models import Agreement
from agreements.register.organisations import NamedOrganisation
from agreements.register.services import Terms
from common.fields import DateInput, DayField
from partnerships.lifecycle.suppliers import name_with_number


class AgreementForm(forms.ModelForm[Agreement]):
    suppliers = forms.CharField(
        label=_("Suppliers"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One a line; the organisation number in brackets helps: Nordlys Skolsystem AB (SE5560001234)."
        ),
        error_messages={"required": _("Name at least one supplier.")},
    )
    codes = forms.CharField(
        label=_("CPV codes"), required=False, help_text=_("Eight digits each, with commas between.")
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Agreement
        fields = ["title", "number", "description", "start", "end", "signed", "value", "currency"]
        widgets = {
            "start": DateInput,
            "end": DateInput,
            "signed": DateInput,
            "description": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"start": DayField, "end": DayField, "signed": DayField}
        error_messages = {"title": {"required": _("Give the agreement a title.")}}
        help_texts = {"currency": _("Three letters, for instance SEK.")}

    field_order = ["register", "title", "number", "suppliers", "start", "end", "signed", "value", "currency"]

    def __init__(self, *args: Any, registers: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = self.instance.register.country if self.instance.pk else ""
        if registers is not None:
            register = forms.ModelChoiceField(
                label=_("In whose register"), queryset=registers, empty_label=None
            )
            if len(registers) == 1:
                register.initial, register.widget = registers[0], forms.HiddenInput()
            self.fields["register"] = register
            self.initial["token"] = uuid.uuid4().hex
            self.order_fields(self.field_order)
        else:
            self.initial.update(
                version=self.instance.version,
                codes=", ".join(self.instance.cpv),
                suppliers="\n".join(name_with_number(supplier) for supplier in self._suppliers()),
            )

    def _suppliers(self) -> list[Organisation]:
        parties = self.instance.parties.filter(part="supplier").select_related("organisation")
        return [party.organisation for party in parties]

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        if currency and not re.fullmatch(r"[A-Z]{3}", currency):
            raise forms.ValidationError(_("Three letters, for instance SEK."))
        return currency

    def clean_codes(self) -> list[str]:
        codes = [
            re.sub(r"-\d$", "", code) for code in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if code
        ]
        for code in codes:
            if not re.fullmatch(r"\d{8}", code):
                raise forms.ValidationError(
                    _("“%(code)s” is not a CPV code: it needs eight digits."), params={"code": code}
                )
        return list(dict.fromkeys(codes))

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value is not None and value < 0:
            raise forms.ValidationError(_("A value cannot be below zero."))
        return value

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        return token if re.fullmatch(r"[0-9a-f]{32}", token) else uuid.uuid4().hex

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The end has to come after the start."))
        if data.get("value") is not None and not data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say which currency the value is in."))
        return data

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(
            title=data["title"],
            number=data["number"],
            description=data["description"],
            start=data["start"],
            end=data["end"],
            signed=data["signed"],
            value=data["value"],
            currency=data["currency"],
            cpv=data["codes"],
        )

    @property
    def named_suppliers(self) -> list[NamedOrganisation]:
        register: Organisation | None = self.cleaned_data.get("register")
        country = register.country if register else self.country
        lines = [line.strip() for line in self.cleaned_data["suppliers"].splitlines()]
        return [_read_supplier(line, country) for line in lines if line]


def _read_supplier(line: str, country: str) -> NamedOrganisation:
    """``Name (number)``; brackets that hold no number belong to the name."""
    written = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", line)
    number = normalise_identifier(written.group(2), country) if written else ""
    if written and number:
        return NamedOrganisation(written.group(1)[:255], number[:2], number)
    return NamedOrganisation(line[:255], "", "")
