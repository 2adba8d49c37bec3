from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import validate_time_zone
from common.model_fields import NameField


def name_of(given_name: str, family_name: str) -> str:
    return f"{given_name} {family_name}".strip()


def initials_of(given_name: str, family_name: str) -> str:
    return (given_name[:1] + family_name[:1]).upper()


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        return self.create_user(email, password, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("email"), unique=True)
    given_name = NameField(_("first name"), max_length=80)
    family_name = NameField(_("last name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Stockholm", validators=[validate_time_zone]
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["given_name"]

    class Meta:
        ordering = ["given_name", "family_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_unique",
                violation_error_message=_("Somebody has an account with this email already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return name_of(self.given_name, self.family_name)

    @property
    def initials(self) -> str:
        return initials_of(self.given_name, self.family_name)

    @property
    def is_operator(self) -> bool:
        """Runs the installation, and adds organisations to it. They see nothing of what is in them."""
        return self.is_superuser

    @property
    def is_staff(self) -> bool:
        """The product has no back office; only what Django itself asks for."""
        return False
