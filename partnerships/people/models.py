from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.invitations.models import Invitation
from accounts.organisations.models import Membership
from common.model_fields import LongTextField, WordsField
from common.prepared import Given
from partnerships.access.days import day_of_partnership
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.lifecycle.models import Partnership
from partnerships.sides import ON_NO_LINE, Face, Level, Part, Side

if TYPE_CHECKING:
    from partnerships.access.actors import Actor


def _belongs(side: Side, party: str) -> Q:
    """The role's holder is a member of the party on whose side the role is."""
    membership = Membership.objects.active().filter(
        person=OuterRef("person"), organisation=OuterRef(f"partnership__{party}")
    )
    return Q(side=side) & Q(Exists(membership))


def _stands() -> Q:
    rests = (
        Q(part=Part.FACILITATOR) | _belongs(Side.CUSTOMER, "customer") | _belongs(Side.SUPPLIER, "supplier")
    )
    return Q(person__is_active=True) & rests


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, actor: "Actor") -> "RoleQuerySet":
        """Who does what is known to both sides."""
        if not actor.may("view"):
            return self.none()
        return self.filter(partnership=actor.partnership.pk)

    def dated(self, on: date | Given | None = None) -> "RoleQuerySet":
        """Roles whose period holds the day, whoever has them: the day that is given, or that on which a
        moment falls where the partnership's customer is; now, where nothing is given."""
        day = day_of_partnership(on)
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def current(self, on: date | Given | None = None) -> "RoleQuerySet":
        """Roles that count on a day: dated so, and held by a person who has an account and belongs to the
        party. A role ends with the membership it rests on; only a facilitator may come from outside."""
        return self.dated(on).standing()

    def standing(self) -> "RoleQuerySet":
        """Whoever holds them has an account and belongs to the party, whatever the day."""
        return self.filter(_stands())

    def with_standing(self) -> "RoleQuerySet":
        """With ``stands``: whether the holder has an account and belongs to the party."""
        return self.annotate(stands=ExpressionWrapper(_stands(), output_field=models.BooleanField()))


class Role(models.Model):
    """A person, a part, a side, a level, a peer, from-to (architecture, "Ideas that serve everywhere")."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    part = models.CharField(_("role"), max_length=30, choices=Part, default=Part.MEMBER)
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.OPERATIONAL)
    peer = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="peers",
        verbose_name=_("peer on the other side"),
    )
    since = models.DateField(_("from"), default=date.today)
    until = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    #: Whom the other side turns to when something gets stuck on this level (domain.md §2).
    is_escalation = models.BooleanField(_("escalation contact on this level"), default=False)
    responsibilities = LongTextField(_("responsible for"), blank=True, max_length=1000)
    authority = LongTextField(_("may decide"), blank=True, max_length=1000)
    face = models.CharField(_("face"), max_length=20, choices=Face, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoleQuerySet.as_manager()

    class Meta:
        # an error's code names the field of a form at which it is shown
        ordering = ["partnership", "side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person", "part"],
                condition=Q(until=None),
                name="role_once",
                violation_error_code="part",
                violation_error_message=_("This person has that role already."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="role_until_after_since",
                violation_error_code="until",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(part=Part.SRO, side=Side.SUPPLIER) & ~Q(part=Part.SRIE, side=Side.CUSTOMER),
                name="role_senior_on_its_side",
                violation_error_code="part",
                violation_error_message=_("The SRO is on the customer's side, the SRIE on the supplier's."),
            ),
            # a role with a last day is compared with the others' days by the action
            models.UniqueConstraint(
                fields=["partnership", "side", "level"],
                condition=Q(is_escalation=True, until=None),
                name="role_one_escalation_contact",
                violation_error_code="is_escalation",
                violation_error_message=_("Your side has an escalation contact on this level already."),
            ),
            models.CheckConstraint(
                condition=~Q(is_escalation=True, part__in=ON_NO_LINE),
                name="role_escalation_can_act",
                violation_error_code="is_escalation",
                violation_error_message=_("A reader or a facilitator cannot be the escalation contact."),
            ),
            models.CheckConstraint(
                condition=Q(face="") | Q(side=Side.SUPPLIER),
                name="role_face_of_supplier",
                violation_error_code="face",
                violation_error_message=_("Only roles of the supplier carry one of the four faces."),
            ),
        ]
        indexes = [models.Index(fields=["person", "until"]), models.Index(fields=["partnership", "side"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()}"


class InvitedRole(models.Model):
    """A role that somebody has as soon as they accept the invitation into their organisation."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="invited_roles")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="roles")
    side = models.CharField(max_length=10, choices=Side)
    part = models.CharField(_("role"), max_length=30, choices=Part)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    #: Whether the person is invited for its sake, and not by an administrator anyhow.
    made_invitation = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["partnership", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "invitation", "part"], name="invited_role_once"),
            models.CheckConstraint(
                condition=~Q(part=Part.SRO, side=Side.SUPPLIER) & ~Q(part=Part.SRIE, side=Side.CUSTOMER),
                name="invited_role_senior_on_its_side",
                violation_error_code="part",
                violation_error_message=_("The SRO is on the customer's side, the SRIE on the supplier's."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation.name}, {self.get_part_display()}"


class LineTrial(SpacedModel):
    """A line of communication between two peers that somebody tried out, and when (domain.md §2). When one
    of the two is another person, it is another line, and nobody has tried it yet."""

    customer_role = models.ForeignKey(Role, models.CASCADE, related_name="+")
    supplier_role = models.ForeignKey(Role, models.CASCADE, related_name="+")
    tried_on = models.DateField(_("tried out on"))
    tried_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = WordsField(_("how it went"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-tried_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(space="joint"), name="line_is_joint"),
            models.UniqueConstraint(
                fields=["customer_role", "supplier_role", "tried_on"],
                name="line_once_a_day",
                violation_error_code="tried_on",
                violation_error_message=_("Somebody has noted this day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_role} – {self.supplier_role}, {self.tried_on}"
