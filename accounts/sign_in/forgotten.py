"""Asking for a new password.

A page that looked for the person, and wrote a mail to one who is there, would take longer for them, and so
tell strangers who has an account. It notes what was asked; the worker looks."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.people.models import Person
from accounts.sign_in.emails import send_password_reset
from accounts.sign_in.models import ForgottenPassword
from common.locks import locked
from common.sweeping import for_each
from common.waking import wake_worker


@transaction.atomic
def ask_for_new_password(*, email: str) -> None:
    ForgottenPassword.objects.create(email=email)
    transaction.on_commit(wake, robust=True)


def wake() -> None:
    from accounts import tasks  # the task calls what is here

    wake_worker(tasks.answer_forgotten)


def answer_forgotten(now: datetime) -> int:
    """Send the mails that were asked for; who has no account gets none."""
    asked = ForgottenPassword.objects.order_by("pk")
    return for_each(gettext_noop("Emails for a new password written"), asked, _answer)


def _answer(pk: int) -> int:
    asked = locked(ForgottenPassword.objects.filter(pk=pk), to_delete=True).first()
    if asked is None:
        return 0  # another worker was quicker
    asked.delete()
    person = Person.objects.filter(email__iexact=asked.email, is_active=True).first()
    if person is None:
        return 0
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    send_password_reset(person, get_adapter().get_reset_password_from_key_url(key))
    return 1
