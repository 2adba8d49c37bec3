"""What is put together here says the same as Django's templates."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from common.form_rendering import FormRenderer

ATTRIBUTES: dict[str, Any] = {"id": "id_q", "required": True, "disabled": False, "maxlength": 20}


@pytest.mark.parametrize("value", ["", None, 0, 12, '<a "b">'])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput,
        forms.NumberInput,
        forms.EmailInput,
        forms.URLInput,
        forms.HiddenInput,
        forms.DateInput,
    ],
)
def test_an_input_is_the_one_of_django(widget: type[forms.TextInput], value: Any) -> None:
    ours, theirs = (
        widget().render("q", value, ATTRIBUTES, renderer=renderer)
        for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert parse_html(ours) == parse_html(theirs)


def test_a_select_is_the_one_of_django() -> None:
    choices = [("", "All"), ("A & B", [("1", "<One>"), ("2", "Two")])]
    widget = forms.Select(choices=choices)
    ours, theirs = (
        widget.render("q", "2", ATTRIBUTES, renderer=renderer)
        for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert parse_html(ours) == parse_html(theirs)
