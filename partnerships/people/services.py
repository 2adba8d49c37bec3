"""Who does what on a side. Each side manages its own people; peers are named for both at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.organisations.models import Membership
from accounts.people.models import Person
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.lifecycle.models import Partnership
from partnerships.people import emails
from partnerships.people.colleagues import who_stand_on
from partnerships.people.models import Role
from partnerships.sides import Part, Side
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

#: What a role says of itself besides who, what and when.
SAID: Final = ("is_escalation", "responsibilities", "authority", "face")


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    person: Person,
    part: str,
    level: str,
    since: date,
    until: date | None = None,
    peer: Role | None = None,
    **said: Any,
) -> Role:
    """``said`` is what a role says besides, see ``SAID``."""
    partnership = locked_for_people(actor)
    check_belongs(partnership, actor.side, person, field="person", part=part)
    same = Role.objects.filter(
        partnership=partnership, person=person, part=part, level=level, since=since, until=until
    ).first()
    if same:
        return same  # the same form, sent twice
    role = store_role(
        actor.person,
        Role(
            partnership=partnership,
            person=person,
            side=actor.side,
            part=part,
            level=level,
            since=since,
            until=until,
            **_said(said),
        ),
    )
    if peer is not None:
        name_peer(actor=actor, role=role, peer=peer)
    if person != actor.person:
        queue(emails.role_given(role, actor.person))
    return role


def store_role(by: Person, role: Role) -> Role:
    """A new role, checked, stored and recorded."""
    _take_over_escalation(role)
    _check(role)
    role.save()
    given = {name: _plain(getattr(role, name)) for name in ("part", "level", *SAID) if getattr(role, name)}
    _record(by, role, "role.given", {name: [None, value] for name, value in given.items()})
    return role


@transaction.atomic
def change_role(
    *,
    actor: Actor,
    role: Role,
    version: int,
    part: str,
    level: str,
    since: date,
    until: date | None,
    **said: Any,
) -> Role:
    role = _own(actor, role)
    refuse_stale(role, version, partnership=role.partnership, kinds="role.", about={"role": role.pk})
    new = {"part": part, "level": level, "since": since, "until": until, **_said(said)}
    change = {
        name: [_plain(getattr(role, name)), _plain(value)]
        for name, value in new.items()
        if getattr(role, name) != value
    }
    if not change:
        return role
    for name, value in new.items():
        setattr(role, name, value)
    if "part" in change:
        check_belongs(role.partnership, actor.side, role.person, field="part", part=part)
    _take_over_escalation(role)
    _check(role)
    role.version += 1
    role.save()
    _record(actor.person, role, "role.changed", change)
    return role


@transaction.atomic
def end_role(*, actor: Actor, role: Role, until: date) -> Role:
    """The last day of a role. A day before its first is refused."""
    return close_role(actor, _own(actor, role), until)


def close_role(actor: Actor, role: Role, until: date) -> Role:
    """The same for a role that is the actor's side's, within a larger change."""
    if role.until == until:
        return role
    before, role.until = role.until, until
    _check(role)
    role.version += 1
    role.save()
    _record(actor.person, role, "role.ended", {"until": [_plain(before), _plain(until)]})
    return role


@transaction.atomic
def name_escalation(*, actor: Actor, level: str, role: Role | None) -> None:
    """Whom the other side turns to when something gets stuck on this level; ``None`` takes it away again."""
    partnership = locked_for_people(actor)
    own = Role.objects.select_related("person").filter(partnership=partnership, side=actor.side)
    before = own.dated().filter(level=level, is_escalation=True).first()
    if role is None:
        if before:
            _say_escalation(actor, before, False)
        return
    role = own.current().filter(pk=role.pk, level=level).first()
    if role is None:
        raise ValidationError({"role": _("Choose somebody of your side who has a role on this level today.")})
    if not role.is_escalation:
        _say_escalation(actor, role, True)


def _say_escalation(actor: Actor, role: Role, is_escalation: bool) -> None:
    role.partnership = actor.partnership
    role.is_escalation = is_escalation
    _take_over_escalation(role)
    _check(role)
    role.version += 1
    role.save()
    change = {"is_escalation": [_plain(not is_escalation), _plain(is_escalation)]}
    _record(actor.person, role, "role.changed", change)


@transaction.atomic
def name_peer(*, actor: Actor, role: Role, peer: Role | None) -> None:
    """Name who on the other side is the counterpart, for both; ``None`` takes the peer away again."""
    role = _own(actor, role)
    if peer is not None:
        peer = Role.objects.current().filter(pk=peer.pk, partnership=role.partnership).first()
        if peer is None or peer.side == role.side:
            raise ValidationError({"peer": _("A peer is somebody with a role on the other side.")})
    if role.peer_id == (peer.pk if peer else None):
        return
    before = role.peer.person.name if role.peer else None
    pair(role, peer)
    _record(actor.person, role, "role.peer", {"peer": [before, peer.person.name if peer else None]})


def pair(role: Role, peer: Role | None) -> None:
    """Contact is one to one: whoever was the peer of either of the two is so no longer."""
    two = [role.pk, *([peer.pk] if peer else [])]
    Role.objects.filter(Q(peer__in=two) | Q(pk__in=two)).update(peer=None)
    role.peer = peer
    role.save(update_fields=["peer"])
    if peer:
        peer.peer = role
        peer.save(update_fields=["peer"])


def check_belongs(
    partnership: Partnership, side: Side, person: Person, *, field: str, part: str = Part.LEAD
) -> None:
    """Roles go to the side's own members; a facilitator may come from outside both parties. Nobody
    stands on both sides."""
    members = Membership.objects.active().filter(person=person)
    parties = {
        each: (organisation := partnership.organisation(each)) is not None
        and members.filter(organisation=organisation).exists()
        for each in Side
    }
    if not parties[side] and not (part == Part.FACILITATOR and person.is_active and not parties[side.other]):
        organisation = partnership.organisation(side)
        raise ValidationError(
            {
                field: _("%(who)s does not belong to %(organisation)s.")
                % {"who": person.name, "organisation": organisation.name if organisation else ""}
            }
        )
    if partnership.pk and who_stand_on(partnership, side.other).filter(person=person).exists():
        raise ValidationError(
            {field: _("%(who)s has a role on the other side. Nobody stands on both.") % {"who": person.name}}
        )


def locked_for_people(actor: Actor) -> Partnership:
    if not actor.may("manage_people"):
        raise PermissionDenied
    # both sides may name a peer, or give one person a role, at the same moment
    return lock_partnership(actor)


def _own(actor: Actor, role: Role) -> Role:
    """The role as it is now; neither side touches the other's."""
    partnership = locked_for_people(actor)
    role = Role.objects.select_related("person", "peer__person").get(pk=role.pk)
    if role.partnership_id != partnership.pk or role.side != actor.side:
        raise PermissionDenied
    role.partnership = partnership
    return role


def _check(role: Role) -> None:
    role.full_clean(exclude=["peer"])
    same = Role.objects.filter(
        Q(until=None) | Q(until__gte=role.since),
        partnership=role.partnership,
        person=role.person,
        part=role.part,
    ).exclude(pk=role.pk)
    if role.until:
        same = same.filter(since__lte=role.until)
    if same.exists():
        raise ValidationError({"part": _("This person has that role already at that time.")})


def _said(said: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(said) - set(SAID):
        raise TypeError(f"A role has no {sorted(unknown)}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}


def _take_over_escalation(role: Role) -> None:
    """One contact for each level and side at a time: whoever was it on these days is so no longer."""
    if not role.is_escalation:
        return
    others = Role.objects.filter(
        Q(until=None) | Q(until__gte=role.since),
        partnership=role.partnership,
        side=role.side,
        level=role.level,
        is_escalation=True,
    ).exclude(pk=role.pk)
    if role.until:
        others = others.filter(since__lte=role.until)
    others.update(is_escalation=False, version=F("version") + 1)


def _record(by: Person, role: Role, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=role.partnership,
        person=by,
        kind=kind,
        subject=f"{role.person.name}, {role.get_part_display()}",
        change={"role": role.pk, **change},
    )


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value
