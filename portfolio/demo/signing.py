"""The demo's signatures. Papers of days gone by are made when somebody asks for one, and mailed to nobody."""

from datetime import date

from accounts.people.models import Person
from governance.minutes.models import MeetingPaper
from partnerships.lifecycle.models import Partnership
from partnerships.signing.documents_model import SignOffPaper
from partnerships.signing.models import Signature, SignOff
from partnerships.signing.services import sign
from portfolio.demo.history import as_actor, happened, morning


def sign_both(
    partnership: Partnership, sign_off: SignOff, days: dict[Person, date], reservation: str = ""
) -> None:
    """Each of these people signs on their day, the last of them with a reservation where there is one."""
    *_others, last = days
    for person, day in days.items():
        with happened(morning(day), partnership):
            sign(
                actor=as_actor(person, partnership),
                sign_off=sign_off,
                sha256=sign_off.sha256,
                reservation=reservation if person is last else "",
                method=Signature.Method.PASSWORD,
            )
    SignOffPaper.objects.filter(sign_off=sign_off).delete()
    MeetingPaper.objects.filter(meeting__partnership=partnership, kind=MeetingPaper.Kind.MINUTES).delete()
