from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.organisations.administration import lock_organisation
from accounts.organisations.models import Membership
from accounts.people.models import Person
from common.locks import locked


@transaction.atomic
def change_rights(
    *, membership: Membership, by: Person, is_administrator: bool, is_officer: bool, was: str = ""
) -> Membership:
    """Give and take an organisation's rights. ``was`` is what ``by`` saw (see ``Membership.rights``): when
    somebody else has changed it meanwhile, they are told."""
    membership = _locked(membership, by)
    if (membership.is_administrator, membership.is_officer) == (is_administrator, is_officer):
        return membership
    if was and was != membership.rights:
        raise ValidationError(
            _("Somebody changed these rights while you looked at them. Look again, and save once more.")
        )
    if membership.is_administrator and not is_administrator:
        _must_not_be_last_administrator(membership)
    membership.is_administrator, membership.is_officer = is_administrator, is_officer
    membership.save(update_fields=["is_administrator", "is_officer"])
    return membership


@transaction.atomic
def remove_person(*, membership: Membership, by: Person) -> None:
    """End the membership: the person keeps the account, and loses what the organisation sees at once."""
    membership = _locked(membership, by)
    if membership.ended_at is not None:
        return
    if membership.is_administrator:
        _must_not_be_last_administrator(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    if not membership.person.memberships.active().exists():
        end_sessions(person=membership.person)


def end_sessions(*, person: Person) -> None:
    """Sign the person out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def _locked(membership: Membership, by: Person) -> Membership:
    lock_organisation(by, membership.organisation)
    return locked(Membership.objects.filter(pk=membership.pk)).select_related("person").get()


def _must_not_be_last_administrator(membership: Membership) -> None:
    others = Membership.objects.active().filter(
        organisation_id=membership.organisation_id, is_administrator=True
    )
    if not others.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _("%(name)s is the only administrator. Make somebody else administrator first.")
            % {"name": membership.person.name}
        )
