"""A new organisation has no way in by itself: whoever operates the installation adds it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.invitations.models import Invitation
from accounts.invitations.services import invite_first_administrator
from accounts.organisations.identifiers import country_code
from accounts.organisations.models import Membership, Organisation, normalise_name
from accounts.organisations.services import read_identifier
from accounts.people.models import Person
from common.word_search import has_words


@transaction.atomic
def add_organisation(*, name: str, number: str, email: str, by: Person, country: str = "") -> Organisation:
    """A new organisation, whose first administrator is invited by mail. One that is here already, such as a
    supplier that a customer named, gets its administrator as long as nobody belongs to it."""
    if not by.is_operator:
        raise PermissionDenied
    identifier = read_identifier(number, country_code(country), field="number")
    if not identifier:
        raise ValidationError({"number": _("Please write the organisation number.")})
    new = Organisation(name=" ".join(name.split()), identifier=identifier, country=identifier[:2])
    new.full_clean(validate_unique=False, validate_constraints=False)
    # by its number, so that a form sent twice, or two operators at once, make one
    found, _is_new = Organisation.objects.get_or_create(
        identifier=identifier, defaults={"name": new.name, "country": new.country}
    )
    if found.normalised_name != normalise_name(new.name):
        raise ValidationError({"number": _("This number belongs to %(name)s.") % {"name": found.name}})
    invite_first_administrator(organisation=found, email=email, invited_by=by)
    return found


def organisations_here(words: str) -> QuerySet[Organisation, Any]:
    """For the operator: all of them, how many people belong to each, and who is invited to be the first."""
    # what was sent last comes first
    invited = Invitation.objects.open().filter(organisation=OuterRef("pk"), is_administrator=True)
    administrators = Membership.objects.active().filter(organisation=OuterRef("pk"), is_administrator=True)
    belongs = Q(memberships__ended_at=None, memberships__person__is_active=True)
    return Organisation.objects.filter(has_words(words, "name", "identifier")).annotate(
        people_count=Count("memberships", filter=belongs),
        has_administrator=Exists(administrators),
        invited=Subquery(invited.values("email")[:1]),
        invited_until=Subquery(invited.values("expires_at")[:1]),
    )
