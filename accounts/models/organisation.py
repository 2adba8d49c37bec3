import re
import unicodedata
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models.person import Person


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

    name = models.CharField(_("name"), max_length=255)
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
