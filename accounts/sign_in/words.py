"""What forms say when something is wrong, in the words of the rest of the product: Django's own sentences
are for programmers. A field that knows better says it itself."""

from django import forms
from django.utils.translation import gettext_lazy as _


def use_our_words() -> None:
    forms.Field.default_error_messages = {"required": _("Please fill this in.")}
    forms.DateField.default_error_messages = {"invalid": _("This is not a valid date.")}
    forms.EmailField.default_error_messages = {
        "invalid": _("This is not an email address. It looks like name@example.org.")
    }
    forms.SlugField.default_error_messages = {
        "invalid": _("Use letters from a to z, numbers and hyphens only.")
    }
    forms.CharField.default_error_messages = {
        "max_length": _(
            "This is too long: there is room for %(limit_value)d characters, and it has %(show_value)d."
        )
    }
