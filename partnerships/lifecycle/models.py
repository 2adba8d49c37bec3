import secrets
import zoneinfo
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from common.model_fields import LongTextField, NameField
from partnerships.sides import Category, Side, Stage

if TYPE_CHECKING:
    from accounts.people.models import Person
    from partnerships.access.scope import AccessScope


def new_reference() -> str:
    """Short, readable aloud, and telling nothing: no counting, no name."""
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    return "p-" + "".join(secrets.choice(alphabet) for _ in range(7))


#: Of what belongs to a partnership: where one has ended nothing is done any more.
NOT_ENDED: Final = ~Q(partnership__stage=Stage.ENDED)


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def for_person(self, person: "Person") -> "PartnershipQuerySet":
        """What the person may see. Whoever has read their standing already asks ``seen_by``."""
        from partnerships.access.scope import AccessScope

        return self.seen_by(AccessScope(person))

    def seen_by(self, scope: "AccessScope") -> "PartnershipQuerySet":
        return self.filter(scope.sees())

    def awaiting_answer_of(self, scope: "AccessScope") -> "PartnershipQuerySet":
        """Proposals that the person may accept or decline for the supplier. Who sees one from the customer's
        side stands there, and answers none."""
        found = self.alias(contact=Lower("supplier_contact")).filter(
            Q(supplier__among=scope.answers_for) | Q(supplier__among=scope.belongs_to, contact=scope.email),
            state=Partnership.State.PROPOSED,
        )
        return found.exclude(Q(customer__among=scope.officer_of) | Q(pk__among=scope.by_role_alone))


class Partnership(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        BINDING = "binding", _("Accepted by both")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    reference = models.SlugField(
        _("reference"),
        max_length=40,
        unique=True,
        default=new_reference,
        error_messages={"unique": _("Another partnership has this reference already.")},
        help_text=_("Short; it becomes part of the address of every page."),
    )
    title = NameField(_("title"), max_length=200)
    category = models.CharField(_("category"), max_length=20, choices=Category, default=Category.ENHANCEMENT)
    stage = models.CharField(_("stage"), max_length=30, choices=Stage, default=Stage.FIRST_YEAR)
    customer = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships_as_customer")
    supplier = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partnerships_as_supplier"
    )
    start = models.DateField(_("start"))
    #: None where nobody knows it yet.
    end = models.DateField(_("end"), null=True, blank=True)
    #: Month and day of the start as one number (801 for 1 August): a sweep finds anniversaries by index.
    anniversary_key = models.GeneratedField(
        expression=ExtractMonth("start") * 100 + ExtractDay("start"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    supplier_contact = models.EmailField(_("supplier's contact"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = LongTextField(blank=True)
    #: When the person who proposed it read a "no"; until then it waits for them.
    answer_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: How each side answers the questions of openness, {question: {side: answer}}
    #: (``governance.openness.selectors``): here, because a page that asks has this row already.
    openness = models.JSONField(default=dict, blank=True, editable=False)
    #: Raised with every change; a form that was opened on an older version is told so.
    version = models.PositiveIntegerField(default=1)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="partnership_end_after_start",
                violation_error_code="end",
                violation_error_message=_("The end has to come after the start."),
            ),
            models.CheckConstraint(
                condition=Q(supplier=None) | ~Q(supplier=F("customer")),
                name="partnership_two_parties",
                violation_error_code="supplier",
                violation_error_message=_("Customer and supplier have to be two different organisations."),
            ),
        ]
        indexes = [models.Index(fields=["state", "anniversary_key"]), models.Index(fields=["title", "id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("overview", args=[self.reference])

    def organisation(self, side: Side | str) -> Organisation | None:
        return self.customer if side == Side.CUSTOMER else self.supplier

    def party_id(self, side: Side | str) -> int | None:
        """The same where the organisation itself is not needed, and not loaded."""
        return self.customer_id if side == Side.CUSTOMER else self.supplier_id

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.customer.time_zone)

    def today(self, now: datetime | None = None) -> date:
        """The day where the customer is, on which everything goes that happens by the day in a partnership:
        from when and until when a role counts, what is due or late, when a check opens. A person who looks
        from elsewhere has another day for a few hours; both sides have the same."""
        return (now or timezone.now()).astimezone(self.zone).date()

    @property
    def is_binding(self) -> bool:
        return self.state == self.State.BINDING

    @property
    def is_ended(self) -> bool:
        """Read, and not changed any more."""
        return self.is_binding and self.stage == Stage.ENDED


class ChangeProposal(models.Model):
    """What binds both sides is proposed by one and agreed by the other (domain.md §3)."""

    class Kind(models.TextChoices):
        PERIOD = "period", _("Period")
        CATEGORY = "category", _("Category")
        STAGE = "stage", _("Stage")
        ENDING = "ending", _("Ending")

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("Lapsed with the end")

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="change_proposals")
    kind = models.CharField(_("what changes"), max_length=10, choices=Kind)
    #: From and to by the partnership's field: {"end": ["2034-07-31", "2036-07-31"]}
    change = models.JSONField()
    reason = LongTextField(_("reason"), max_length=2000)
    side = models.CharField(_("side"), max_length=10, choices=Side)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = LongTextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=Q(state="open"),
                name="change_proposal_one_open",
                violation_error_message=_("Such a change waits for an answer already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def asked_side(self) -> Side:
        return Side(self.side).other


class DeclineRead(models.Model):
    """The person who proposed a change has read that it was declined. What was answered stays as it is, so
    this is a row of its own."""

    proposal = models.OneToOneField(ChangeProposal, models.CASCADE, related_name="decline_read")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.proposal_id} ({self.at})"
