import re
import unicodedata
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.organisations.identifiers import has_wrong_digits
from common.model_fields import NameField

if TYPE_CHECKING:
    from accounts.people.models import Person


def normalise_name(name: str) -> str:
    """The name as it is compared: without case, accents' encoding, punctuation and doubled spaces."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


@cache
def _time_zones() -> set[str]:
    """Kept, for they are looked up in folders and files each time: longer than all else that is validated."""
    return zoneinfo.available_timezones()


def validate_time_zone(name: str) -> None:
    if name not in _time_zones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Try for instance Europe/Stockholm."), params={"name": name}
        )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def administered_by(self, person: "Person") -> "OrganisationQuerySet":
        return self.filter(
            memberships__person=person, memberships__is_administrator=True, memberships__ended_at=None
        )


class Organisation(models.Model):
    """A customer or a supplier; which of the two it is, each partnership says."""

    name = NameField(_("name"), max_length=255)
    normalised_name = models.CharField(max_length=255, editable=False, db_index=True)
    identifier = models.CharField(
        _("organisation number"),
        max_length=64,
        blank=True,
        help_text=_("Country code and number without spaces, for instance NO974761157."),
    )
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters, for instance SE.")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Stockholm", validators=[validate_time_zone]
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["identifier"],
                condition=~models.Q(identifier=""),
                name="organisation_identifier_unique",
                violation_error_message=_("Another organisation has this number already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise_name(self.name)
        super().save(*args, **kwargs)

    @property
    def has_wrong_digits(self) -> bool:
        """Its number was mistyped, as far as its country's rule can tell."""
        return has_wrong_digits(self.identifier)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None, person__is_active=True)


class Membership(models.Model):
    """A person in an organisation. An administrator invites and removes people and reads the outbox;
    an officer (procurement officer, account manager) sees all of the organisation's agreements and
    partnerships (domain.md §8)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_officer = models.BooleanField(_("officer"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(ended_at=None),
                name="membership_once",
                violation_error_message=_("This person belongs to the organisation already."),
            )
        ]
        indexes = [models.Index(fields=["person", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"

    @property
    def rights(self) -> str:
        """The rights in one word, to compare by."""
        return f"{int(self.is_administrator)}{int(self.is_officer)}"
