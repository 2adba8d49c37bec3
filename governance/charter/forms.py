from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import NameField
from governance.charter.models import LONGEST_TEXT, CharterSection
from governance.charter.sections import BY_KEY


class SectionForm(forms.Form):
    """One section: its heading and what it says. ``take`` is an offered sentence, by its place, that a
    button adds below what was typed."""

    title = NameField(label=_("Heading"), max_length=120)
    text = forms.CharField(
        label=_("What we promise each other"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, section: CharterSection, *args: Any, **kwargs: Any) -> None:
        self.section = section
        kwargs.setdefault("auto_id", f"id_%s_{section.pk}")
        kwargs["initial"] = {"title": section.title, "text": section.text, "version": section.version}
        super().__init__(*args, **kwargs)
        for name in ("title", "text"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        taken = self.data.get("take", "")
        suggested = BY_KEY.get(self.section.key)
        if suggested and taken.isdecimal() and int(taken) < len(suggested.sentences):
            sentence = str(suggested.sentences[int(taken)])
            text = f"{text}\n\n{sentence}".strip()
        return text


class NewSectionForm(forms.Form):
    title = NameField(
        label=_("A section of your own"),
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("For instance: how we celebrate")}),
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it go back into the workshop?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
