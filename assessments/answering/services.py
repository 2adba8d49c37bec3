from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.answering.models import Answer
from assessments.instruments.definitions import CANNOT_SAY
from assessments.respondents.models import Respondent
from assessments.rounds.models import Round
from common.locks import locked
from partnerships.access.ended import refuse_ended

COMMENT_LENGTH = 2000


def save_answer(*, respondent: Respondent, question_key: str, value: str, comment: str = "") -> Answer:
    """Keep what the respondent answers to one question, over what was there. The value may be empty while
    only a comment is written. Once every question has a value the respondent counts as finished. Raises
    ``ValidationError`` after the closing, for a wrong value, or for a comment past 2,000 characters, and
    ``KeyError`` for a question that the round does not ask."""
    with transaction.atomic():
        round = _open_round(respondent)
        question = round.instrument.question(question_key)
        own = round.instrument.questions_of(uses_service=respondent.uses_service)
        if question not in own:
            raise KeyError(question_key)
        if value and value not in question.answers and value != CANNOT_SAY:
            raise ValidationError({"value": _("Choose one of the answers.")})
        if len(comment) > COMMENT_LENGTH:
            raise ValidationError({"comment": _("Please keep the comment to 2,000 characters.")})
        answer, _new = Answer.objects.update_or_create(
            respondent=respondent,
            question_key=question_key,
            defaults={"value": value, "comment": comment.strip(), "saved_at": timezone.now()},
        )
        answered = respondent.answers.exclude(value="").count()
        if answered == len(own):
            _mark_finished(respondent)
        return answer


def finish(*, respondent: Respondent) -> None:
    """The respondent is done, even where some questions are left open; no more reminders. Answers may
    still be changed until the closing."""
    with transaction.atomic():
        _open_round(respondent)
        _mark_finished(respondent)


def _mark_finished(respondent: Respondent) -> None:
    if respondent.finished_at is None:
        respondent.finished_at = timezone.now()
        respondent.save(update_fields=["finished_at"])


def _open_round(respondent: Respondent) -> Round:
    # the lock keeps an answer from slipping in while the round is being closed
    rounds = locked(Round.objects.filter(pk=respondent.round_id))
    round: Round = rounds.select_related("partnership").get()
    if not round.takes_answers():
        raise ValidationError(_("This health check has closed. Your earlier answers count."), code="closed")
    respondent.refresh_from_db(fields=["revoked_at", "finished_at"])
    refuse_ended(round.partnership)
    if respondent.revoked_at:
        raise ValidationError(_("You are no longer asked in this health check."), code="closed")
    return round
