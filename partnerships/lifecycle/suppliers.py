"""Finding the supplier by what people type: a name, a number, or both as the suggestions write them."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.organisations.identifiers import country_code, normalise_identifier, possible_identifiers
from accounts.organisations.models import Organisation, normalise_name

SUGGESTED = 20
_WITH_NUMBER = re.compile(r"^(?P<name>.*\S)\s*\((?P<number>[^()]+)\)$")


def name_with_number(organisation: Organisation) -> str:
    """The organisation as a suggestion writes it, to be found again."""
    return (
        f"{organisation.name} ({organisation.identifier})" if organisation.identifier else organisation.name
    )


def suggestions(words: str) -> QuerySet[Organisation]:
    """At most twenty organisations with these words in the name, or with a number that begins so."""
    name, number = normalise_name(words), re.sub(r"[\s.-]", "", words).upper()
    if len(name) < 2:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        Q(normalised_name__contains=name) | Q(identifier__startswith=number)
    ).order_by("normalised_name", "pk")[:SUGGESTED]


def find_supplier(typed: str) -> Organisation | None:
    """The one organisation that is meant; ``None`` where none is called so, refused where several are."""
    typed = typed.strip()
    if (match := _WITH_NUMBER.match(typed)) and (found := _of_number(match["number"])):
        return found
    if found := _of_number(typed):
        return found
    named = list(Organisation.objects.filter(normalised_name=normalise_name(typed))[: SUGGESTED + 1])
    if len(named) > 1:
        raise ValidationError(
            {
                "supplier": _("Several organisations are called so. Write the number instead: %(numbers)s.")
                % {"numbers": ", ".join(o.identifier or _("(one has no number)") for o in named)}
            }
        )
    return named[0] if named else None


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
