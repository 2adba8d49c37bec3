from typing import TYPE_CHECKING

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from common.model_fields import LongTextField, NameField, WordsField
from partnerships.access.scope import AccessScope, PreparedForScope
from partnerships.lifecycle.models import Partnership

if TYPE_CHECKING:
    from accounts.people.models import Person


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def for_person(self, person: "Person") -> "AgreementQuerySet":
        return self.seen_by(AccessScope(person))

    def seen_by(self, scope: AccessScope) -> "AgreementQuerySet":
        """The registers of the organisations where the person is officer, and the agreements that a
        partnership of theirs was started from."""
        if not scope.officer_of:
            return self.filter(partnership__among=scope.by_role)
        # found first, for there are few: the register alone is then read in its own order
        elsewhere = elsewhere_of(scope)
        own = Q(register__in=scope.officer_of)
        return self.filter(own | Q(partnership__among=elsewhere) if elsewhere else own)

    def with_openness(self, scope: AccessScope) -> "AgreementQuerySet":
        """Marks as ``is_open`` what the person sees whole."""
        return self.annotate(is_open=ExpressionWrapper(seen_whole(scope), output_field=BooleanField()))


ELSEWHERE = PreparedForScope(
    lambda anybody: (
        Agreement.objects.exclude(register__among=anybody.officer_of)
        .filter(anybody.sees("partnership__"), partnership__isnull=False)
        .order_by()
        .values_list("partnership", flat=True)
        .distinct()
    )
)


def elsewhere_of(scope: AccessScope) -> list[int]:
    """An officer's partnerships that were started from agreements in registers of others."""
    return sorted(ELSEWHERE.by(scope))


def seen_whole(scope: AccessScope) -> Q:
    """What the person sees with all its parties: from the register's side. Through a partnership a supplier
    sees the agreement, and of the suppliers on it only itself."""
    whole = Q(register__in=scope.officer_of)
    if for_customer := scope.for_customer:
        whole |= Q(partnership__among=for_customer, partnership__customer=models.F("register"))
    return whole


class Agreement(models.Model):
    """One agreement in an organisation's register: the small beginning of domain.md §6. The buyer is the
    register's own organisation, or another that awarded it on behalf of many."""

    class State(models.TextChoices):
        ACTIVE = "active", _("In force")
        CANCELLED = "cancelled", _("Cancelled")
        TERMINATED = "terminated", _("Ended")

    register = models.ForeignKey(Organisation, models.CASCADE, related_name="agreements")
    #: As published: a notice may give up an award or a contract that was in the register already.
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    number = WordsField(_("number"), max_length=120, blank=True)
    title = NameField(_("title"), max_length=500)
    description = LongTextField(_("description"), blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    #: How long it lasts, where a notice says only that.
    duration_days = models.PositiveIntegerField(_("length in days"), null=True, blank=True)
    signed = models.DateField(_("signed"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    cpv = models.JSONField(_("CPV codes"), default=list, blank=True)
    partnership = models.ForeignKey(
        Partnership, models.SET_NULL, null=True, blank=True, related_name="agreements"
    )
    #: Where it came from: the contracting process and the contract in it.
    ocid = models.CharField(max_length=120, blank=True)
    contract_id = models.CharField(max_length=120, blank=True)
    #: The release it was last read from, so that an older one never overwrites a newer.
    release_date = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "ocid", "contract_id"],
                condition=~Q(ocid=""),
                name="agreement_once_in_register",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | ~Q(currency=""),
                name="agreement_value_has_currency",
                violation_error_message=_("Say which currency the value is in."),
            ),
        ]
        indexes = [
            models.Index(fields=["register", "title", "id"]),
            models.Index(fields=["ocid", "contract_id"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.pk])


class AgreementParty(models.Model):
    class Part(models.TextChoices):
        BUYER = "buyer", _("Buyer")
        SUPPLIER = "supplier", _("Supplier")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreement_parties")
    part = models.CharField(max_length=10, choices=Part)

    class Meta:
        ordering = ["agreement", "part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation", "part"], name="agreement_party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_part_display()})"
