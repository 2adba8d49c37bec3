"""Lines of a table become roles, and invitations to them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import NEW, WRONG, Line
from partnerships.people.importing.lines import PeopleReading
from partnerships.people.inviting import invite_to_role
from partnerships.sides import Space

ASKED = ("given_name", "family_name", "email", "part", "level")


def store_people(reading: PeopleReading, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
    """As if each were invited on the page, in the transaction of the caller."""
    for line in lines:
        if line.what == NEW:
            try:
                with transaction.atomic():
                    said = {key: line.values[key] for key in ASKED}
                    invite_to_role(actor=reading.actor, **said)
                    outcome.has_stored(NEW, Space.JOINT.value, None)
            except ValidationError as error:
                line.what = WRONG
                line.faults.append(("email", " ".join(error.messages)))
        outcome.take(line, reading.fields)
