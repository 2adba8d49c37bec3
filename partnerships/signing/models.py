from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.immutable import ImmutableQuerySet
from common.stored_words import in_own_language
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate
from partnerships.sides import Part, Side
from partnerships.signing.chain import ChainedModel

if TYPE_CHECKING:
    from accounts.people.models import Person
    from partnerships.access.actors import Actor

#: A signature's part where its signer was named in writing.
MANDATE: Final = "mandate"
SIGNING_PARTS: Final = [
    (Part.SRO.value, Part.SRO.label),
    (Part.SRIE.value, Part.SRIE.label),
    (MANDATE, _("named in writing")),
]


class SignOffQuerySet(ImmutableQuerySet):
    def visible_to(self, actor: "Actor") -> "SignOffQuerySet":
        """What both sign belongs to both: it is always in the joint space."""
        if not actor.may("view"):
            return self.none()
        return self.filter(partnership=actor.partnership.pk)

    def waiting(self) -> "SignOffQuerySet":
        return self.filter(state=SignOff.State.WAITING)

    def asking(self, signs: Collection[tuple[int, Side]]) -> "SignOffQuerySet":
        """Those that wait for somebody who may sign for these sides of these partnerships."""
        theirs = models.Q(pk__in=[])
        for side in Side:
            own = [pk for pk, where in signs if where == side]
            theirs |= models.Q(partnership__among=own) & ~models.Q(signed_for(side))
        return self.waiting().filter(theirs)

    def move(self, **fields: Any) -> int:
        """Change what may change of a sign-off that waits, and nothing else."""
        if unknown := set(fields) - SignOff.MOVES:
            raise WrongMove(unknown)
        return models.QuerySet.update(self.waiting(), **fields)


def signed_for(side: Side) -> models.Exists:
    """Whether this side has signed."""
    return models.Exists(Signature.objects.filter(sign_off=models.OuterRef("pk"), side=side))


class WrongMove(TypeError):
    def __init__(self, fields: set[str]) -> None:
        super().__init__(f"These stay as they were put up: {', '.join(sorted(fields))}")


class SignOff(ChainedModel):
    """The frozen text of what is agreed, its digest, and one signature per side (architecture, "Ideas that
    serve everywhere"). Only its state moves, from waiting to signed or withdrawn; then nothing does. Those of
    one partnership are a chain."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for signatures")
        SIGNED = "signed", _("Signed by both")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    once = "A sign-off"
    MOVES = frozenset({"state", "signed_at", "reminders", "withdrawn_by", "withdrawn_at", "withdrawn_reason"})

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="sign_offs")
    number = models.PositiveIntegerField()  # counted within the partnership; people say "S-7"
    kind = models.CharField(max_length=40)  # of ``partnerships.signing.kinds``: "charter", "minutes"
    key = models.CharField(max_length=80)  # which of that kind
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField()  # Markdown, canonical
    #: Of the text: what ``sha256sum`` says of the downloaded file.
    sha256 = models.CharField(max_length=64)
    #: By which one sees whether the thing itself has changed; see ``partnerships.signing.content``.
    content = models.JSONField(default=list)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_side = models.CharField(max_length=10, choices=Side)
    submitted_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    signed_at = models.DateTimeField(null=True, blank=True)
    #: 1 once the signers were reminded, 2 once it was said that a side does not answer.
    reminders = models.PositiveSmallIntegerField(default=0)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it is withdrawn"), max_length=1000, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="sign_off_number_in_partnership"),
            models.UniqueConstraint(fields=["partnership", "previous"], name="sign_off_follows_one"),
            models.UniqueConstraint(
                fields=["partnership", "kind", "key"],
                condition=models.Q(state="waiting"),
                name="sign_off_waits_once",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "-submitted_at", "-id"], name="sign_off_state_idx"),
            models.Index(fields=["partnership", "-submitted_at", "-id"], name="sign_off_list_idx"),
            models.Index(
                fields=["reminders", "submitted_at", "id"],
                name="sign_off_waiting_idx",
                condition=models.Q(state="waiting"),
            ),
        ]

    @property
    def heading(self) -> str:
        """The title as it is called in the reader's language; sealed is the one of whoever submitted it."""
        return in_own_language(self.title)

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("sign_off", args=[self.partnership.reference, self.number])

    @property
    def name(self) -> str:
        return f"S-{self.number}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def last_digest(self) -> str:
        digests = SignOff.objects.filter(partnership=self.partnership_id).order_by("-number")
        return digests.values_list("digest", flat=True).first() or ""

    def facts(self) -> list[Any]:
        return [
            self.partnership_id, self.number, self.kind, self.key, self.title, self.sha256, self.content,
            self.submitted_by_id, self.submitted_side, self.submitted_at.astimezone(UTC).isoformat(),
        ]  # fmt: skip

    def seal(self, now: datetime) -> None:
        """Both have signed; from now on nothing in it moves."""
        self._move(state=self.State.SIGNED, signed_at=now)

    def withdraw(self, by: "Person", reason: str, now: datetime) -> None:
        state = self.State.WITHDRAWN
        self._move(state=state, withdrawn_by=by, withdrawn_at=now, withdrawn_reason=reason)

    def _move(self, **fields: Any) -> None:
        if not SignOff.objects.filter(pk=self.pk).move(**fields):
            raise self.refusal()
        for name, value in fields.items():
            setattr(self, name, value)


class SignatureQuerySet(ImmutableQuerySet):
    def visible_to(self, actor: "Actor") -> "SignatureQuerySet":
        if not actor.may("view"):
            return self.none()
        return self.filter(sign_off__partnership=actor.partnership)


class Signature(ChainedModel):
    """One side's: who signed, as what, when, with which reservation. It stays, whatever becomes of the
    person. The first carries the digest of its sign-off, the second that of the first."""

    class Method(models.TextChoices):
        PASSWORD = "password", _("with their password")
        PASSKEY = "passkey", _("with a passkey")
        CODE = "code", _("with a code")

    once = "A signature"

    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures")
    #: As both were called then.
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=255)
    part = models.CharField(max_length=20, choices=SIGNING_PARTS)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="signatures")
    sha256 = models.CharField(max_length=64)  # of the text that the signer saw
    reservation = models.TextField(_("reservation"), max_length=4000, blank=True)
    method = models.CharField(max_length=10, choices=Method)
    signed_at = models.DateTimeField(default=timezone.now)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["sign_off", "side"]
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "side"], name="signature_once_a_side"),
            models.UniqueConstraint(fields=["sign_off", "previous"], name="signature_follows_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_part_display()}"

    def last_digest(self) -> str:
        digests = Signature.objects.filter(sign_off=self.sign_off_id).order_by("-pk")
        return digests.values_list("digest", flat=True).first() or self.sign_off.digest

    def facts(self) -> list[Any]:
        """``sign_off`` has to be there."""
        return [
            self.sign_off.partnership_id, self.sign_off.number, self.sign_off.kind, self.sign_off.key,
            self.sign_off.title, self.sha256, self.side, self.person_id, self.name, self.organisation,
            self.part, self.mandate_id, self.reservation, self.method,
            self.signed_at.astimezone(UTC).isoformat(),
        ]  # fmt: skip
