"""A partnership binds only when both sides have accepted it: the customer proposes, the supplier answers."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.invitations.emails import Cause
from accounts.invitations.services import invite_first_administrator, revoke_for
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from common.locks import locked
from outbox.queueing import queue_all
from outbox.reading import Matter
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle import emails
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.recipients import who_answers, who_proposed
from partnerships.people.emails import role_given
from partnerships.people.models import Role
from partnerships.people.services import check_belongs, pair
from partnerships.sides import Level, Part, Side
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

State = Partnership.State


class Withdrawn(NamedTuple):
    """The addresses of those who have been told, and of those whose invitation has been closed."""

    told: list[str]
    uninvited: list[str]


@transaction.atomic
def propose_partnership(
    *,
    person: Person,
    customer: Organisation,
    supplier: Organisation,
    title: str,
    reference: str,
    category: str,
    start: date,
    end: date | None,
    stage: str,
    supplier_contact: str,
    lead: Person | None = None,
) -> Partnership:
    """Propose on behalf of the customer, by one of its officers. Until the supplier accepts, the
    partnership is the customer's alone."""
    # two requests of one form come one after the other
    customer = locked(Organisation.objects.filter(pk=customer.pk)).get()
    if not customer.memberships.active().filter(person=person, is_officer=True).exists():
        raise PermissionDenied
    same = {"reference": reference, "title": title, "supplier": supplier, "proposed_by": person}
    if sent_before := Partnership.objects.filter(customer=customer, **same).first():
        return sent_before
    partnership = Partnership(
        reference=reference,
        title=title,
        category=category,
        stage=stage,
        customer=customer,
        supplier=supplier,
        start=start,
        end=end,
        proposed_by=person,
        supplier_contact=supplier_contact.strip().lower(),
    )
    partnership.full_clean()
    check_belongs(partnership, Side.CUSTOMER, lead or person, field="lead")
    partnership.save()
    Role.objects.create(
        partnership=partnership,
        person=lead or person,
        side=Side.CUSTOMER,
        part=Part.LEAD,
        level=Level.TACTICAL,
        since=partnership.today(),
    )
    record(partnership=partnership, person=person, kind="partnership.proposed", subject=title)
    _ask_supplier(partnership, person)
    return partnership


@transaction.atomic
def propose_again(*, actor: Actor, supplier_contact: str) -> None:
    """After a decline or a withdrawal, or to the supplier who has not answered yet."""
    _lock_supplier(actor.partnership)
    partnership = lock_partnership(actor, "proposed_by")
    if not actor.may("withdraw_proposal"):
        raise PermissionDenied
    if partnership.is_binding:
        raise ValidationError(_("The supplier has accepted already."))
    contact = supplier_contact.strip().lower()
    is_new = partnership.state != State.PROPOSED or contact != partnership.supplier_contact
    if contact != partnership.supplier_contact:
        _close_invitations(partnership, actor.person)
    partnership.supplier_contact = contact
    if is_new:
        _set_state(partnership, State.PROPOSED, None)
        record(
            partnership=partnership,
            person=actor.person,
            kind="partnership.proposed",
            subject=partnership.title,
        )
    _ask_supplier(partnership, actor.person)


@transaction.atomic
def accept_proposal(
    *, actor: Actor, as_lead: bool = True, lead: Person | None = None, version: int | None = None
) -> None:
    """Accept for the supplier; who accepts leads its side, unless ``lead`` names another. Accepting what
    is accepted does nothing. ``version`` is that of the terms that were read."""
    partnership = lock_partnership(actor, "proposed_by")
    if actor.side is Side.SUPPLIER and partnership.is_binding:
        return
    _check_open(actor, partnership)
    if version is not None:
        refuse_stale(partnership, version, partnership=partnership, kinds="partnership.")
    chosen = lead or (actor.person if as_lead else None)
    if chosen:
        check_belongs(partnership, Side.SUPPLIER, chosen, field="lead")
    _set_state(partnership, State.BINDING, actor.person)
    record(
        partnership=partnership, person=actor.person, kind="partnership.accepted", subject=partnership.title
    )
    drafts = [emails.proposal_accepted(partnership, to) for to in who_proposed(partnership)]
    if chosen:
        role = Role.objects.create(
            partnership=partnership,
            person=chosen,
            side=Side.SUPPLIER,
            part=Part.LEAD,
            level=Level.TACTICAL,
            since=partnership.today(),
        )
        other = Role.objects.current().filter(
            partnership=partnership, side=Side.CUSTOMER, part=Part.LEAD, peer=None
        )
        if first := other.first():
            pair(role, first)
        if chosen != actor.person:
            drafts.append(role_given(role, actor.person))
    queue_all(drafts)


@transaction.atomic
def decline_proposal(*, actor: Actor, reason: str) -> None:
    partnership = lock_partnership(actor, "proposed_by")
    if actor.side is Side.SUPPLIER and partnership.state == State.DECLINED:
        return
    _check_open(actor, partnership)
    if not reason.strip():
        raise ValidationError({"reason": _("Please say why, so that the customer can do better.")})
    partnership.answer_reason = reason.strip()
    _set_state(partnership, State.DECLINED, actor.person)
    record(
        partnership=partnership,
        person=actor.person,
        kind="partnership.declined",
        subject=partnership.title,
        change={"reason": partnership.answer_reason},
    )
    queue_all(emails.proposal_declined(partnership, to) for to in who_proposed(partnership))


@transaction.atomic
def withdraw_proposal(*, actor: Actor) -> Withdrawn:
    """Returns who has been told, and whose invitation no longer works."""
    _lock_supplier(actor.partnership)
    partnership = lock_partnership(actor, "proposed_by")
    if not actor.may("withdraw_proposal"):
        raise PermissionDenied
    if partnership.state == State.WITHDRAWN:
        return Withdrawn([], [])
    if partnership.state != State.PROPOSED:
        raise ValidationError(_("The supplier has answered already; there is nothing to withdraw."))
    _set_state(partnership, State.WITHDRAWN, actor.person)
    record(
        partnership=partnership, person=actor.person, kind="partnership.withdrawn", subject=partnership.title
    )
    told = who_answers(partnership)
    queue_all(emails.proposal_withdrawn(partnership, to, actor.person) for to in told)
    return Withdrawn([to.email for to in told], _close_invitations(partnership, actor.person))


def _lock_supplier(partnership: Partnership) -> None:
    """Before the partnership: whoever accepts an invitation at this moment comes before or after."""
    if partnership.supplier_id:
        locked(Organisation.objects.filter(pk=partnership.supplier_id)).first()


def _close_invitations(partnership: Partnership, by: Person) -> list[str]:
    """The person who was invited to answer gets a mail, and their link opens nothing any more. Returns the
    addresses."""
    if partnership.supplier is None:
        return []
    closed = revoke_for(partnership.supplier, _answer_url(partnership))
    queue_all(emails.invitation_withdrawn(partnership, invitation, by) for invitation in closed)
    addresses = [invitation.email for invitation in closed]
    # one invitation serves for all that is proposed to a supplier; what still waits asks with one of its own
    others = Partnership.objects.filter(
        supplier=partnership.supplier, state=State.PROPOSED, supplier_contact__in=addresses
    )
    for other in others.exclude(pk=partnership.pk).select_related("proposed_by").order_by("pk"):
        _ask_supplier(other, other.proposed_by)
    return addresses


def _answer_url(partnership: Partnership) -> str:
    return f"/p/{partnership.reference}/proposal/"


def _ask_supplier(partnership: Partnership, person: Person) -> None:
    """Ask the supplier's people by mail; where it has none, invite the contact to be its first."""
    supplier, contact = partnership.supplier, partnership.supplier_contact
    if supplier is None:
        raise ValidationError({"supplier": _("Please name the supplier.")})
    members = supplier.memberships.active()
    if not members.exists():
        if not contact:
            raise ValidationError(
                {
                    "supplier_contact": _(
                        "Nobody from %(name)s is here yet. Give the email of somebody who can answer for it."
                    )
                    % {"name": supplier.name}
                }
            )
        matter = Matter(partnership.pk, Side.CUSTOMER.value, "see_proposal")
        invite_first_administrator(
            organisation=supplier,
            email=contact,
            invited_by=person,
            next_url=_answer_url(partnership),
            cause=Cause(partnership.customer, partnership.title, matter),
        )
        return
    # an outsider cannot claim an organisation that has people
    if contact and not members.filter(person__email__iexact=contact).exists():
        raise ValidationError(
            {
                "supplier_contact": _(
                    "%(email)s does not belong to %(name)s. Leave this empty and its administrators get the"
                    " proposal, or ask them to invite this person first."
                )
                % {"email": contact, "name": supplier.name}
            }
        )
    asked = who_answers(partnership)
    if not asked:
        raise ValidationError(
            {
                "supplier_contact": _(
                    "%(name)s has no administrator at present. Give the email of somebody who works there."
                )
                % {"name": supplier.name}
            }
        )
    today = partnership.today()
    queue_all(emails.proposal(partnership, to, today) for to in asked)


def _check_open(actor: Actor, partnership: Partnership) -> None:
    """The actor may answer for the supplier, and there is something to answer."""
    if actor.side is not Side.SUPPLIER or not actor.may("see_proposal"):
        raise PermissionDenied
    if partnership.state == State.WITHDRAWN:
        raise ValidationError(_("The customer has withdrawn the proposal."))
    if partnership.state != State.PROPOSED:
        raise ValidationError(_("The proposal has been answered already."))
    if not actor.may("answer_proposal"):
        raise PermissionDenied


def _set_state(partnership: Partnership, state: Partnership.State, by: Person | None) -> None:
    partnership.state = state
    partnership.answered_by = by
    partnership.answered_at, partnership.answer_seen_at = timezone.now() if by else None, None
    if state != State.DECLINED:
        partnership.answer_reason = ""
    partnership.version += 1
    partnership.save()
