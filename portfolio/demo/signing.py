"""The demo's signatures. Documents of days gone by are made when somebody asks, and mailed to nobody."""

from datetime import date

from django.db.models import Q

from accounts.people.models import Person
from partnerships.documents.models import Document
from partnerships.lifecycle.models import Partnership
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
    of_now = Q(kind="sign_off", subject_id=sign_off.pk) | Q(kind="minutes")
    Document.objects.filter(of_now, partnership=partnership).delete()
