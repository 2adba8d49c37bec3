from django.conf import settings
from django.db import models
from django.utils import timezone


class CalendarAddress(models.Model):
    """The secret address at which a person's own calendar program reads their meetings and due dates. Only
    a digest of the secret is kept: nobody can read the address here, and it is shown once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address", primary_key=True
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    #: What was read there last (its SHA-256), and since when it has been so: for programs that ask whether
    #: anything is new.
    content = models.CharField(max_length=64, blank=True)
    content_since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.person)
