"""What an action refuses, shown where it was typed."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put an action's errors at the fields that they name. A constraint of the database names its field in
    the error's code."""
    if not hasattr(error, "error_dict"):
        _put(form, NON_FIELD_ERRORS, error)
        return
    for name, errors in error.error_dict.items():
        for each in errors:
            _put(form, name, each)


def _put(form: forms.BaseForm, name: str, error: ValidationError) -> None:
    for candidate in (name, getattr(error, "code", None)):
        if candidate in form.fields:
            form.add_error(candidate, error)
            return
    form.add_error(None, error)


def take_version(form: forms.BaseForm, version: int) -> None:
    """After a refusal, let the next attempt start from how the record is now, with what was typed."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]
