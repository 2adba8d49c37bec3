from typing import Any

from django import forms


class FilterForm(forms.Form):
    """The small form above a list. Anything that makes no sense in it is left out; a choice is looked for at
    once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_tick = isinstance(field, forms.BooleanField)
            is_choice = isinstance(field, forms.ChoiceField)
            kind = "select" if is_choice else "control"
            field.widget.attrs["class"] = (
                "form-check-input d-block" if is_tick else f"form-{kind} form-{kind}-sm"
            )
            if (is_tick or is_choice) and not field.widget.is_hidden:
                field.widget.attrs["data-submit-on-change"] = True

    def given(self) -> dict[str, Any]:
        """What was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
