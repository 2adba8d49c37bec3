"""Whose register a person keeps: that of each organisation where they are officer."""

from django.db.models import QuerySet

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from common.alphabet import InAlphabet


def registers_of(person: Person) -> QuerySet[Organisation]:
    officer = person.memberships.active().filter(is_officer=True).values("organisation")
    return Organisation.objects.filter(pk__in=officer).order_by(InAlphabet("name"), "pk")
