"""A colleague who is not here yet: invited into the organisation, and given a role once they accept."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.invitations.models import Invitation
from accounts.invitations.services import invite_colleague, withdraw_invitation
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from common.locks import locked
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.colleagues import who_stand_on
from partnerships.people.models import InvitedRole, Role
from partnerships.people.services import check_belongs, give_role, locked_for_people, store_role
from partnerships.sides import Side, Stage


@transaction.atomic
def invite_to_role(
    *, actor: Actor, given_name: str, family_name: str, email: str, part: str, level: str
) -> InvitedRole | Role:
    """Invite a colleague by mail, with the role that is theirs from the day on which they accept. One who
    belongs to the organisation already has it at once. Asked again, the invitation goes out anew."""
    # the organisation comes before the partnership
    organisation = actor.partnership.organisation(actor.side)
    if organisation is None:
        raise PermissionDenied
    locked(Organisation.objects.filter(pk=organisation.pk)).get()
    partnership = locked_for_people(actor)
    address = email.strip().lower()
    there = organisation.memberships.active().filter(person__email=address).first()
    if there:
        today = partnership.today()
        return give_role(actor=actor, person=there.person, part=part, level=level, since=today)
    if who_stand_on(partnership, actor.side.other).filter(person__email=address).exists():
        refusal = _("%(who)s has a role on the other side. Nobody stands on both.") % {"who": address}
        raise ValidationError({"email": refusal})
    open_one = organisation.invitations.open().filter(email=address).first()
    invited = InvitedRole(
        made_invitation=open_one is None or open_one.roles.filter(made_invitation=True).exists(),
        partnership=partnership,
        side=actor.side,
        part=part,
        level=level,
        given_by=actor.person,
    )
    invited.full_clean(exclude=["invitation"])
    invited.invitation = invite_colleague(
        organisation=organisation,
        email=email,
        given_name=given_name,
        family_name=family_name,
        invited_by=actor.person,
        next_url=reverse("overview", args=[partnership.reference]),
    )
    same = InvitedRole.objects.filter(partnership=partnership, invitation=invited.invitation, part=part)
    if known := same.first():
        invited.pk = known.pk
    invited.save()
    return invited


@transaction.atomic
def withdraw_invited_role(*, actor: Actor, invited: InvitedRole) -> None:
    """The role is not given, and the link opens nothing any more unless it was made for more than that."""
    partnership = locked_for_people(actor)
    stored = InvitedRole.objects.select_related("invitation").filter(pk=invited.pk).first()
    if stored is None:
        return
    if (stored.partnership_id, stored.side) != (partnership.pk, actor.side):
        raise PermissionDenied
    invitation = stored.invitation
    stored.delete()
    has_rights = invitation.is_administrator or invitation.is_officer
    if stored.made_invitation and not has_rights and not invitation.roles.exists():
        withdraw_invitation(invitation)


def lock_partnerships(invitation: Invitation) -> None:
    """Those in which a role waits for the invited person."""
    waiting = InvitedRole.objects.filter(invitation=invitation.pk).values("partnership")
    list(locked(Partnership.objects.filter(pk__in=waiting).order_by("pk")))


def give_invited_roles(invitation: Invitation, person: Person) -> None:
    """The invited person has accepted. A role that cannot be theirs any more is left out: nobody is kept out
    of the organisation for it."""
    found = InvitedRole.objects.filter(invitation=invitation.pk).order_by("pk")
    for invited in found.select_related("partnership__customer", "partnership__supplier", "given_by"):
        partnership, side = invited.partnership, Side(invited.side)
        try:
            with transaction.atomic():
                check_belongs(partnership, side, person, field="person", part=invited.part)
                if partnership.stage != Stage.ENDED:
                    _give(invited, person)
        except ValidationError:
            pass
        invited.delete()


def _give(invited: InvitedRole, person: Person) -> None:
    partnership = invited.partnership
    names = {name: getattr(invited, name) for name in ("side", "part", "level")}
    role = Role(partnership=partnership, person=person, since=partnership.today(), **names)
    store_role(invited.given_by, role)
