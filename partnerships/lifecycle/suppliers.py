"""Finding the supplier by what people type: a name, a number, or both as the suggestions write them."""

import re
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.organisations.identifiers import country_code, normalise_identifier, possible_identifiers
from accounts.organisations.models import Organisation, normalise_name
from accounts.people.models import Person
from common.alphabet import InAlphabet
from common.limits import limit

SUGGESTED = 20
_WITH_NUMBER = re.compile(r"^(?P<name>.*\S)\s*\((?P<number>[^()]+)\)$")


def name_with_number(organisation: Organisation) -> str:
    """The organisation as a suggestion writes it, to be found again."""
    return (
        f"{organisation.name} ({organisation.identifier})" if organisation.identifier else organisation.name
    )


#: Who looks up more numbers within an hour than work asks for wants to know who else is here.
LOOK_UPS: Final = 60
#: Which organisations those of these numbers work with, as the rooms above know it.
Acquainted = Callable[[Collection[int]], Q]
_acquainted: Final[list[Acquainted]] = []


def offer_acquaintances(acquainted: Acquainted) -> None:
    _acquainted.append(acquainted)


def acquaintances(own: Collection[int]) -> QuerySet[Organisation]:
    """Whom these organisations work with already, and they themselves. Nobody is told who else is here."""
    known = Q(partnerships_as_supplier__customer__in=own) | Q(partnerships_as_customer__supplier__in=own)
    found = Organisation.objects.filter(known).order_by().values("pk")
    more = [acquainted(own) for acquainted in _acquainted]
    return Organisation.objects.filter(reduce(or_, more, Q(pk__in=found) | Q(pk__in=own)))


def count_look_up(person: Person, numbers: int = 1) -> None:
    """An exact number finds anybody. Call it outside a transaction: what is undone does not count."""
    for _number in range(numbers):
        if not limit(f"organisation number/{person.pk}", LOOK_UPS, timedelta(hours=1)):
            raise ValidationError(
                _("You have looked up many organisations by their numbers. Please go on in an hour.")
            )


def suggestions(words: str, own: Collection[int]) -> QuerySet[Organisation]:
    """At most twenty of whom one works with, with these words in the name, or a number that begins so."""
    name, number = normalise_name(words), re.sub(r"[\s.-]", "", words).upper()
    if len(name) < 2:
        return Organisation.objects.none()
    named = Q(normalised_name__contains=name) | Q(identifier__startswith=number)
    return acquaintances(own).filter(named).order_by(InAlphabet("name"), "pk")[:SUGGESTED]


def find_supplier(typed: str, own: Collection[int]) -> Organisation | None:
    """The one organisation that is meant: any by its exact number, those one works with by name. ``None``
    where none is called so, refused where several are."""
    typed = typed.strip()
    for number in numbers_in(typed):
        if found := _of_number(number):
            return found
    known = acquaintances(own).filter(normalised_name=normalise_name(typed))
    named = list(known.order_by("pk")[: SUGGESTED + 1])
    if len(named) > 1:
        raise ValidationError(
            {
                "supplier": _(
                    "There are several organisations by that name. Write the number instead: %(numbers)s."
                )
                % {"numbers": ", ".join(o.identifier or _("(one has no number)") for o in named)}
            }
        )
    return named[0] if named else None


def numbers_in(typed: str) -> list[str]:
    """What may be a number in it: what stands in brackets at the end, and the whole."""
    match = _WITH_NUMBER.match(typed.strip())
    whole = re.sub(r"[\s.-]", "", typed).upper()
    found = [match["number"].strip().upper()] if match else []
    return [number for number in [*found, whole] if any(c.isdigit() for c in number)]


def _of_number(written: str) -> Organisation | None:
    """However it is written; ``None`` where it could be the number of several."""
    found = Organisation.objects.filter(identifier__in=possible_identifiers(written))[:2]
    return found[0] if len(found) == 1 else None


def new_supplier(*, name: str, country: str, number: str) -> Organisation:
    """An organisation that is not here yet, or the one that has the number. Call it in the transaction of
    the proposal."""
    code = country_code(country)
    identifier = normalise_identifier(number, code)
    if number.strip() and not identifier:
        raise ValidationError(
            {"supplier_number": _("This is not an organisation number of the country that you gave.")}
        )
    same = Organisation.objects.filter(identifier=identifier).first() if identifier else None
    if same:
        if same.normalised_name == normalise_name(name):
            return same
        raise ValidationError(
            {"supplier_number": _("This number belongs to %(name)s.") % {"name": same.name}}
        )
    organisation = Organisation(name=" ".join(name.split()), identifier=identifier, country=code)
    organisation.full_clean(exclude=["time_zone"])
    organisation.save()
    return organisation
