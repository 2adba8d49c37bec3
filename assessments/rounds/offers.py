"""A health check that is open closes with the partnership: what was answered is not lost."""

from datetime import datetime

from accounts.people.models import Person
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from common.stored_words import offer_stored_words
from partnerships.lifecycle.ending import stop_when_ended
from partnerships.lifecycle.models import Partnership


@stop_when_ended
def close_open_rounds(partnership: Partnership, by: Person, now: datetime) -> None:
    rounds = Round.objects.filter(partnership=partnership, closed_at=None).order_by("pk")
    for pk in list(rounds.values_list("pk", flat=True)):
        close_round(pk, now)


offer_stored_words(lambda: ["Health check %(year)s"])
