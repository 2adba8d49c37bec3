"""One's own calendar address: made, renewed, ended, by oneself alone."""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.people.models import Person
from governance.meetings.models import CalendarAddress


@transaction.atomic
def make_calendar_address(*, person: Person) -> str:
    """A new address, shown to its owner this once; the one before serves no more."""
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    made = {"digest": digest_of(secret), "made_at": now, "content": "", "content_since": now}
    CalendarAddress.objects.update_or_create(person=person, defaults=made)
    return f"{settings.SITE_URL}{reverse('calendar_feed', args=[secret])}"


def end_calendar_address(*, person: Person) -> None:
    CalendarAddress.objects.filter(person=person).delete()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
