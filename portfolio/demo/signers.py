"""Who signs in the demo besides the SRO and the SRIE."""

from datetime import date, timedelta

from accounts.people.models import Person
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.services import name_signer
from portfolio.demo.history import as_actor, happened, morning


def name_signers(school: Partnership, people: dict[str, Person], today: date) -> None:
    day = today - timedelta(days=120)
    with happened(morning(day), school):
        name_signer(
            actor=as_actor(people["anna.hedlund"], school),
            person=people["karin.lind"],
            wording="Karin Lind may sign minutes of the tactical and operational boards for Fyrstad.",
            since=day,
        )
