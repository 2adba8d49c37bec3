from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; a list in ``cleaned_data``."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        # an empty file is said in the preview, beside the others, instead of stopping them all
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(given)


class ImportForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Into whose register"), queryset=Organisation.objects.none(), empty_label=None
    )
    files = FilesField(  # type: ignore[assignment]
        label=_("Files"),
        help_text=_("OCDS releases, records or packages of them, as JSON. Up to 100 files, 50 MB together."),
        error_messages={"required": _("Choose at least one file.")},
    )

    def __init__(self, *args: Any, registers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = registers
        if len(registers) == 1:
            field.initial, field.widget = registers[0], forms.HiddenInput()
        self.fields["files"].widget.attrs["accept"] = ".json,.jsonl,application/json"
