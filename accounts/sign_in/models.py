from django.conf import settings
from django.db import models
from django.utils import timezone


class ForgottenPassword(models.Model):
    """Somebody asked for a new password, for an address that may be nobody's (``forgotten.py``). Gone once it
    is answered."""

    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)


class FormSecret(models.Model):
    """Whose forms carry which secret against forged requests: each sign-in has one of its own. So a form that
    comes when nobody is signed in tells whose it is (``typed.py``)."""

    #: The digest of the secret.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)


class TypedForm(models.Model):
    """What somebody typed into a form that came after being signed out (``typed.py``), for an hour."""

    #: The digest of what the browser's cookie says.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: Where the form stood, with its query, and where it led.
    page = models.TextField()
    path = models.TextField()
    values: models.JSONField[dict[str, list[str]], dict[str, list[str]]] = models.JSONField()
    file_names: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    sent_at = models.DateTimeField(default=timezone.now)
