from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from accounts.people.models import name_of
from common.model_fields import NameField


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> "InvitationQuerySet":
        return self.open().filter(expires_at__gt=timezone.now())

    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked; perhaps run out, and then to be renewed."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """One invitation into an organisation, by mail. Nobody signs up without one. The link carries the
    nonce, signed; it serves once, and no longer once it is accepted, revoked or expired."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email"))
    #: Who it is for, where whoever invites has said so.
    given_name = NameField(_("first name"), max_length=80, blank=True)
    family_name = NameField(_("last name"), max_length=80, blank=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_officer = models.BooleanField(_("officer"), default=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=32, unique=True)
    next_url = models.CharField(max_length=200, blank=True, help_text=_("Where to go once it is accepted."))
    #: Who asks for what, where a customer invites the first person of a supplier.
    customer_name = models.CharField(max_length=255, blank=True)
    partnership_title = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_once",
                violation_error_message=_("This person is invited already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    @property
    def name(self) -> str:
        return name_of(self.given_name, self.family_name) or self.email

    @property
    def is_waiting(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
