from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation


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
