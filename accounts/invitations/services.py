from datetime import timedelta
from secrets import token_hex

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.invitations.emails import Cause, mail_series, send_invitation
from accounts.invitations.joining import JOININGS
from accounts.invitations.models import Invitation
from accounts.organisations.administration import lock_organisation
from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from common.locks import locked
from outbox.queueing import take_back

VALID_FOR = timedelta(days=14)
#: Asking again within this time is the same request sent twice, and sends no second mail.
SAME_REQUEST = timedelta(minutes=1)


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    email: str,
    invited_by: Person,
    is_administrator: bool = False,
    is_officer: bool = False,
    next_url: str = "",
) -> Invitation:
    """Invite a person by mail. One who is invited already, also long ago, is invited anew."""
    organisation = lock_organisation(invited_by, organisation)
    address = _checked_address(email)
    if organisation.memberships.active().filter(person__email=address).exists():
        raise ValidationError({"email": _("This person belongs to your organisation already.")})
    return _store_invitation(
        Invitation(
            organisation=organisation,
            email=address,
            invited_by=invited_by,
            is_administrator=is_administrator,
            is_officer=is_officer,
            next_url=_local_path(next_url),
        )
    )


@transaction.atomic
def invite_first_administrator(
    *,
    organisation: Organisation,
    email: str,
    invited_by: Person,
    next_url: str = "",
    cause: Cause | None = None,
) -> Invitation:
    """Invite somebody to take care of an organisation that nobody belongs to yet. The mail says the
    ``cause``, for the person may know nothing of us."""
    organisation = locked(Organisation.objects.filter(pk=organisation.pk)).get()
    if organisation.memberships.active().exists():
        raise ValidationError(
            _("%(name)s has people here already; its own administrators invite others.")
            % {"name": organisation.name}
        )
    return _store_invitation(
        Invitation(
            organisation=organisation,
            email=_checked_address(email),
            invited_by=invited_by,
            is_administrator=True,
            is_officer=True,
            next_url=_local_path(next_url),
            customer_name=cause.customer.name if cause else "",
            partnership_title=cause.partnership_title if cause else "",
        ),
        cause,
    )


@transaction.atomic
def invite_colleague(
    *,
    organisation: Organisation,
    email: str,
    given_name: str,
    family_name: str,
    invited_by: Person,
    next_url: str,
) -> Invitation:
    """Invite somebody without rights in the organisation, by one of its people; whoever calls has asked
    whether they may. Rights that an open invitation gives already stay."""
    organisation = locked(Organisation.objects.filter(pk=organisation.pk)).get()
    if not organisation.memberships.active().filter(person=invited_by).exists():
        raise PermissionDenied
    address = _checked_address(email)
    open_one = organisation.invitations.open().filter(email=address).first()
    wanted = Invitation(
        organisation=organisation,
        email=address,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        invited_by=invited_by,
        is_administrator=bool(open_one and open_one.is_administrator),
        is_officer=bool(open_one and open_one.is_officer),
        next_url=_local_path(next_url),
    )
    return _store_invitation(wanted)


@transaction.atomic
def accept_invitation(
    *,
    invitation: Invitation,
    given_name: str,
    family_name: str,
    password: str,
    language: str,
    time_zone: str,
) -> Person:
    """Make the account that the invitation is for, and let the person in."""
    invitation = _locked(invitation)
    if Person.objects.filter(email=invitation.email).exists():
        raise ValidationError(_("You have an account already. Sign in to accept the invitation."))
    person = Person(
        email=invitation.email,
        given_name=given_name,
        family_name=family_name,
        language=language,
        time_zone=time_zone,
    )
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    person.set_password(password)
    person.full_clean()
    person.save()
    _join(invitation, person)
    return person


@transaction.atomic
def accept_invitation_as(*, invitation: Invitation, person: Person) -> Membership:
    """Accept with the account that one has. The invitation is for its address and no other."""
    invitation = _locked(invitation)
    if person.email.lower() != invitation.email:
        raise PermissionDenied
    return _join(invitation, person)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Person) -> None:
    lock_organisation(by, invitation.organisation)
    withdraw_invitation(invitation)


def withdraw_invitation(invitation: Invitation) -> None:
    """The same for whoever may, as the caller has asked."""
    invitation = locked(Invitation.objects.filter(pk=invitation.pk)).get()
    if invitation.accepted_at is None and invitation.revoked_at is None:
        _revoke(invitation)


def revoke_for(organisation: Organisation, next_url: str) -> list[Invitation]:
    """Close the open invitations into the organisation, which the caller has locked, that lead to
    ``next_url``. Returns them, so that the caller can tell those who were invited."""
    found = list(locked(organisation.invitations.open().filter(next_url=next_url).order_by("pk")))
    for invitation in found:
        _revoke(invitation)
    return found


def _revoke(invitation: Invitation) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    take_back(mail_series(invitation))


def _store_invitation(wanted: Invitation, cause: Cause | None = None) -> Invitation:
    """The wanted invitation, or the open one for the same address brought up to it; with its mail."""
    now = timezone.now()
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    found = locked(waiting.filter(organisation=wanted.organisation, email=wanted.email)).first()
    is_new_request = found is None or found.expires_at < now + VALID_FOR - SAME_REQUEST
    invitation = found or wanted
    if found:
        found.invited_by = wanted.invited_by
        found.is_administrator, found.is_officer = wanted.is_administrator, wanted.is_officer
        found.given_name = wanted.given_name or found.given_name
        found.family_name = wanted.family_name or found.family_name
        found.next_url = wanted.next_url or found.next_url
        found.customer_name, found.partnership_title = wanted.customer_name, wanted.partnership_title
    else:
        wanted.nonce = token_hex(16)
    if is_new_request:
        invitation.expires_at = now + VALID_FOR
    invitation.save()
    if is_new_request:
        send_invitation(invitation, cause)
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    """The invitation as it is now, locked; two who accept at once come one after the other."""
    locked(Organisation.objects.filter(pk=invitation.organisation_id)).get()
    for joining in JOININGS:
        joining.lock(invitation)
    invitation = locked(Invitation.objects.filter(pk=invitation.pk)).get()
    if not invitation.is_waiting:
        raise ValidationError(_("This invitation is no longer valid."))
    return invitation


def _join(invitation: Invitation, person: Person) -> Membership:
    membership = Membership.objects.filter(
        organisation_id=invitation.organisation_id, person=person, ended_at=None
    ).first() or Membership(organisation_id=invitation.organisation_id, person=person)
    membership.is_administrator |= invitation.is_administrator
    membership.is_officer |= invitation.is_officer
    membership.save()
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    for joining in JOININGS:
        joining.joined(invitation, person)
    return membership


def _checked_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    return address


def _local_path(url: str) -> str:
    """Only a path of our own; anything else leads nowhere."""
    is_own = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if is_own else ""
