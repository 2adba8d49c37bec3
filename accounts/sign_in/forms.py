"""allauth's forms in our words: labels instead of placeholders, and no help that lists the rules twice."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.sign_in.forgotten import ask_for_new_password

NEW_PASSWORD = _("At least ten characters. A few words in a row are easy to remember.")


class OurWords:
    """Names for the fields of the form it is mixed into. ``words``: field name → label, help text."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, allauth_forms.LoginForm):  # type: ignore[misc]
    words = {"login": (_("Email"), ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True


class ForgottenPasswordForm(OurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (_("Email"), "")}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email  # nobody looks yet whose it is

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        ask_for_new_password(email=email)
        return email


class NewPasswordForm(OurWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {
        "password1": (_("New password"), NEW_PASSWORD),
        "password2": (_("New password once more"), ""),
    }


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": (_("Password now"), ""),
        "password1": (_("New password"), NEW_PASSWORD),
        "password2": (_("New password once more"), ""),
    }


class ConfirmPasswordForm(OurWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("Password"), "")}
