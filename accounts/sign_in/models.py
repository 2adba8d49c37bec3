from django.db import models
from django.utils import timezone


class ForgottenPassword(models.Model):
    """Somebody asked for a new password, for an address that may be nobody's (``forgotten.py``). Gone once it
    is answered."""

    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
