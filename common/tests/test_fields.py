"""What no form takes, whichever it is: days outside all calendars of use, and signs that are no letters."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from common.fields import DayField
from common.model_fields import LongTextField, NameField, WordsField
from common.text import composed, validate_name, validate_text

#: Texts that a program writes, or that have a check of their own.
NOT_TYPED = {"outbox", "partnerships.SignOff", "partnerships.Signature", "partnerships.TimelineEvent"}
NAMES = {"title", "name", "given_name", "family_name", "event", "lesson_title", "place"}


def fields_of(form: type[forms.BaseForm]) -> dict[str, forms.Field]:
    return getattr(form, "base_fields", {})


def our_forms() -> Iterator[type[forms.BaseForm]]:
    for config in apps.get_app_configs():
        if Path(settings.BASE_DIR) not in Path(config.path).parents or "site-packages" in config.path:
            continue
        for module in pkgutil.walk_packages([config.path], f"{config.name}."):
            if "form" in module.name.rpartition(".")[2]:
                importlib.import_module(module.name)
    left: list[type[forms.BaseForm]] = [forms.BaseForm]
    while left:
        form = left.pop()
        left += form.__subclasses__()
        if hasattr(form, "base_fields") and not form.__module__.startswith(("django", "allauth", "tests")):
            yield form


def test_no_form_takes_a_day_at_the_end_of_a_calendar() -> None:
    found = 0
    for form in our_forms():
        for name, field in fields_of(form).items():
            assert not isinstance(field, forms.DateTimeField), f"{form}.{name}"
            if not isinstance(field, forms.DateField):
                continue
            found += 1
            assert isinstance(field, DayField), f"{form}.{name}"
            field.clean("2027-06-30")
            for day in ("0001-01-01", "1989-12-31", "2200-01-01", "9999-12-31"):
                with pytest.raises(ValidationError):
                    field.clean(day)
    assert found > 20


def test_no_form_takes_control_characters() -> None:
    found = 0
    for form in our_forms():
        for name, field in fields_of(form).items():
            if type(field) is not forms.CharField:
                continue
            found += 1
            assert validate_text in field.validators, f"{form}.{name}"
    assert found > 50


def test_forms_tell_of_a_name_that_nobody_can_see_with_whatever_else_is_wrong() -> None:
    """By the names that fields of names have in the models; what a form asks under them is one, too."""
    named = {"title", "name", "given_name", "family_name"}
    found = 0
    for form in our_forms():
        for name, field in fields_of(form).items():
            # a form of a model asks the model's own field, with the others
            if name in named and isinstance(field, forms.CharField) and not issubclass(form, forms.ModelForm):
                found += 1
                assert validate_name in field.validators, f"{form}.{name}"
                with pytest.raises(ValidationError, match="Nothing of this can be seen"):
                    field.clean("\u200b")
    assert found > 12


@pytest.mark.parametrize("text", ["a\x00b", "a\x07", "\x1b[31m", "a\x7f", "a\x85b", "\ud800", "a\ufffe"])
def test_what_is_no_letter_is_refused_everywhere(text: str) -> None:
    for field in (NameField(), WordsField(), LongTextField()):
        with pytest.raises(ValidationError, match="cannot be shown"):
            field.clean(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "\u200b",
        "\u200b \u2060",
        "\u202e",
        "\u00ad",
        "\u2800",
        "\u3164",
        "\ufeff",
        "\u0301",
        "a\nb",
        "a\u202eb",
    ],
)
def test_a_name_can_be_seen_and_stands_on_one_line(text: str) -> None:
    with pytest.raises(ValidationError):
        NameField().clean(text, None)


@pytest.mark.parametrize(
    "text", ["Åsa", "\u0645\u06cc\u200c\u062e", "\U0001f468\u200d\U0001f469", "日本", "R&D – 2", "…"]
)
def test_names_of_the_whole_world_are_names(text: str) -> None:
    validate_name(text)


def test_long_texts_have_lines_and_tabs() -> None:
    validate_text("One\r\n\ttwo\n")


def test_names_and_titles_are_checked_by_the_models() -> None:
    for model in apps.get_models():
        label = model._meta.label
        is_ours = model.__module__.split(".")[0] in settings.INSTALLED_APPS
        if not is_ours or model._meta.app_label in NOT_TYPED or label in NOT_TYPED:
            continue
        for field in model._meta.local_fields:
            if field.name in NAMES and isinstance(field, models.CharField):
                assert isinstance(field, NameField), f"{label}.{field.name}"


def test_letters_are_stored_composed() -> None:
    assert NameField().clean("Sjo\u0308gren", None) == "Sjögren"
    assert NameField().get_prep_value("Sjo\u0308gren") == composed("Sjo\u0308gren") == "Sjögren"
