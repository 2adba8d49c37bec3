from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox import clock

__all__ = ["AT_REST", "NOT_DELIVERED", "Attachment", "Message", "Standstill"]


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, ripe_at: datetime | None = None) -> "MessageQuerySet":
        """Waiting and ripe, or claimed by a worker that never came back. One may ask what will be ripe
        at another moment; a claim always runs by the clock, for whoever holds it is at work now. A letter of
        a series waits for an earlier one that is on its way, so that the latest arrives last, and a reminder
        until it is known which others go with it. In a standstill nothing is due before its time."""
        now = clock.now()
        ripe_at = max(ripe_at or now, now)
        ahead = Message.objects.filter(
            series=models.OuterRef("series"),
            pk__lt=models.OuterRef("pk"),
            state=Message.State.SENDING,
            claimed_until__gte=now,
        )
        return self.filter(
            models.Q(state=Message.State.WAITING, next_attempt_at__lte=ripe_at)
            | models.Q(state=Message.State.SENDING, claimed_until__lt=now),
            models.Q(series="") | ~models.Exists(ahead),
            ~models.Exists(Standstill.objects.filter(retry_at__gt=ripe_at)),
            overtaken_at=None,
            kind="",
        )

    def of_organisations(self, organisation_ids: list[int]) -> "MessageQuerySet":
        """That these went, the administrators of the organisations see. What went within another, they see
        there."""
        return self.filter(organisation_id__in=organisation_ids, within=None)

    def ungrouped(self) -> "MessageQuerySet":
        """Reminders of which it is not known yet whether they leave alone."""
        return self.filter(state=Message.State.WAITING).exclude(kind="")


class Message(models.Model):
    """One mail, written in the transaction that causes it. The key is unique, so it leaves once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        PERHAPS = "perhaps", _("Possibly sent")
        FAILED = "failed", _("Failed for good")
        OVERTAKEN = "overtaken", _("Overtaken by a later email")
        WITHHELD = "withheld", _("Not sent: the reader has left")
        GROUPED = "grouped", _("Part of one email with others")

    class Trouble(models.TextChoices):
        """Why the last attempt came to nothing, for people."""

        UNREACHABLE = "unreachable", _("The mail server could not be reached.")
        LATER = "later", _("The mail server asked us to try again later.")
        UNANSWERED = "unanswered", _("The mail server took the email, but never confirmed it.")
        FULL = "full", _("The mailbox is full.")
        SIGN_IN = "sign_in", _("The mail server did not let us sign in, or did not accept us as sender.")
        BLOCKED = "blocked", _("The mail server does not accept email from Partnering.")
        REFUSED = "refused", _("The mail server refused this address for good.")
        REJECTED = "rejected", _("The mail server refused this email for good.")
        TOO_LARGE = "too_large", _("The email is too large for the mail server.")
        ADDRESS = "address", _("The address or the subject cannot be used in an email.")
        ATTACHMENT = "attachment", _("An attachment could not be read.")
        UNFINISHED = "unfinished", _("Sending was begun many times and never finished.")
        OTHER = "other", _("Something unexpected went wrong.")

    class About(models.TextChoices):
        """Who reads what it says, besides whoever receives it."""

        PERSON = "person"  # nobody
        ORGANISATION = "organisation"  # its administrators
        PARTNERSHIP = "partnership"  # whoever of that side may see there what it is about

    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=10)
    #: Links that open a door for their reader alone; an administrator who looks at the mail sees them masked.
    private_links = models.JSONField(default=list)
    #: The organisation whose administrators see this mail. A number, for the outbox knows no other app.
    organisation_id = models.PositiveBigIntegerField(null=True, db_index=True)
    about = models.CharField(max_length=12, choices=About, default=About.PERSON)
    partnership_id = models.PositiveBigIntegerField(null=True)
    side = models.CharField(max_length=10, blank=True)
    permission = models.CharField(max_length=30, blank=True)
    #: Of a mail that says several things, what each is about: [partnership, side, permission].
    matters = models.JSONField(default=list)
    #: Reminders of one kind to one person leave as one mail (outbox/grouping.py): until then they wait with
    #: their kind.
    kind = models.CharField(max_length=40, blank=True)
    line = models.JSONField(default=dict)
    #: The mail in which it went with others.
    within = models.ForeignKey("self", models.SET_NULL, null=True, related_name="parts")
    #: A calendar that goes along as a part of its own, with the METHOD that its type names.
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    calendar_name = models.CharField(max_length=200, blank=True)
    #: Of mails that say the same anew, such as where a meeting is now, only the latest is to leave.
    series = models.CharField(max_length=100, blank=True, db_index=True)
    overtaken_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    #: Until then the mail belongs to the worker that wrote this moment here, and to no other.
    claimed_until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True, db_index=True)
    #: How often the server took the mail and never answered: each time it may have been sent.
    unanswered = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=12, choices=Trouble, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: What it said is not kept for ever; that it went, to whom and when, is.
    text_removed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    #: How often somebody asked to send it again: the button of an old page does nothing.
    version = models.PositiveIntegerField(default=0)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"]),
            models.Index(fields=["organisation_id", "-id"]),
            models.Index(fields=["text_removed_at", "next_attempt_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def may_be_sent_again(self) -> bool:
        return self.state in AT_REST and self.overtaken_at is None and self.text_removed_at is None


#: Those that did not leave, or not for certain; whoever wants to sends them again, all at once.
NOT_DELIVERED = (Message.State.FAILED, Message.State.PERHAPS)
#: Nothing happens to these by itself any more.
AT_REST = (Message.State.SENT, *NOT_DELIVERED)


class Standstill(models.Model):
    """No mail leaves at all: one row for as long as it lasts."""

    since = models.DateTimeField()
    #: Nobody tries before.
    retry_at = models.DateTimeField()
    probes = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=12, choices=Message.Trouble)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.explanation} ({self.since})"

    @property
    def explanation(self) -> str:
        """Why, where it is not one mail that the words are about."""
        every = {
            Message.Trouble.REJECTED: _("The mail server refuses every email."),
            Message.Trouble.UNANSWERED: _("The mail server takes emails, but never confirms them."),
        }
        return str(every.get(Message.Trouble(self.trouble)) or self.get_trouble_display())


class Attachment(models.Model):
    """A file that goes with a mail: where it lies in the file store, never a copy of it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    stored_as = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name
