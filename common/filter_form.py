from typing import Any

from django import forms


class FilterForm(forms.Form):
    """Which rows of a list somebody wants to see: small fields, and a choice is looked for at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            attrs = field.widget.attrs
            if isinstance(field, forms.BooleanField):
                attrs["class"] = "form-check-input d-block"
            elif isinstance(field, forms.ChoiceField):
                attrs["class"] = "form-select form-select-sm"
            else:
                attrs["class"] = "form-control form-control-sm"
            if isinstance(field, forms.BooleanField | forms.ChoiceField) and not field.widget.is_hidden:
                attrs["data-submit-on-change"] = True

    def given(self) -> dict[str, Any]:
        """What is asked for; anything that makes no sense is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
