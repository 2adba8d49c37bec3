import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.instruments.definitions import Question
from assessments.rounds.models import Round
from common.model_fields import NameField
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side


def new_nonce() -> str:
    return secrets.token_hex(8)


class AskedPerson(models.Model):
    """Somebody who is asked: a person with an account, or a name and an address."""

    side = models.CharField(max_length=10, choices=Side)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = NameField(_("name"), max_length=160)
    email = models.EmailField(_("email"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")

    #: Without an account: takes no part in running the partnership, and is asked only what a user can tell.
    uses_service = models.BooleanField(_("uses the service"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ChosenRespondent(AskedPerson):
    """Whom a side's lead has chosen to ask. A side without any asks everyone with a role."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="chosen_respondents")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "side", "email"],
                name="chosen_once",
                violation_error_message=_("This person is asked already."),
            )
        ]


class Respondent(AskedPerson):
    """Somebody who is asked in one round. Those without an account answer by a personal link, which holds
    the signed nonce and ends with the round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="respondents")
    nonce = models.CharField(max_length=32, default=new_nonce)
    invited_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["side", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "side", "email"],
                name="respondent_once",
                violation_error_message=_("This person is asked already."),
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=~Q(person=None), name="respondent_by_person")]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What they are asked."""
        return self.round.instrument.questions_of(uses_service=self.uses_service)
