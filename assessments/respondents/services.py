"""Whom a side asks: its lead's choice, kept for the next time, and at work in the open round at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from assessments.respondents import emails
from assessments.respondents.models import ChosenRespondent, Respondent, new_nonce
from assessments.respondents.people import Asked, asked_alike, asked_in
from assessments.rounds.models import Round
from common.locks import locked
from outbox.queueing import queue, queue_all
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership
from partnerships.people.colleagues import who_stand_on
from partnerships.people.models import Role
from partnerships.timeline.services import record


@transaction.atomic
def choose_respondents(*, actor: Actor, people: list[Person], others: list[tuple[str, str, str]]) -> None:
    """Ask exactly these on the actor's side from now on: people of the side's own organisation (or with a
    role on the side), and others by (name, email, language). At least one."""
    _lock(actor)
    wanted = [Asked(p.name, p.email, p.language, p.time_zone, p.pk) for p in people]
    own = ChosenRespondent.objects.filter(partnership=actor.partnership, side=actor.side)
    users = set(own.filter(uses_service=True).values_list("email", flat=True))
    for name, address, language in others:
        email = address.strip().lower()
        wanted.append(Asked(name.strip(), email, language, "UTC", uses_service=email in users))
    if not wanted:
        raise ValidationError(_("Choose at least one person to ask."))
    _check_own_people(actor, people)
    _choose(actor, wanted)


@transaction.atomic
def add_respondent(
    *,
    actor: Actor,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    language: str = "en",
    uses_service: bool = False,
) -> None:
    """Ask one more on the actor's side, with an account or by name and email; who only uses the service is
    asked what a user can tell."""
    _lock(actor)
    now = asked_in([actor.partnership.pk], timezone.now()).get((actor.partnership.pk, actor.side), [])
    if person:
        _check_own_people(actor, [person])
        more = Asked(person.name, person.email, person.language, person.time_zone, person.pk)
    else:
        more = Asked(name.strip(), email.strip().lower(), language, "UTC", uses_service=uses_service)
    if any(one.email == more.email for one in now):
        raise ValidationError({"email": _("This person is asked already.")})
    _choose(actor, [*now, more])


@transaction.atomic
def remove_respondent(*, actor: Actor, email: str) -> None:
    """Take one off. Somebody who has begun to answer the open round stays in it."""
    _lock(actor)
    now = asked_in([actor.partnership.pk], timezone.now()).get((actor.partnership.pk, actor.side), [])
    left = [one for one in now if one.email != email.lower()]
    if not left:
        raise ValidationError(_("Somebody has to be asked. Choose another person first."))
    _choose(actor, left)


@transaction.atomic
def reset_respondents(*, actor: Actor) -> None:
    """Ask everyone with a role on the actor's side again."""
    _lock(actor)
    _choose(actor, [])


@transaction.atomic
def send_invitation_again(*, actor: Actor, email: str) -> Respondent:
    """With a fresh link; the one before serves no more."""
    _lock(actor)
    rounds = Round.objects.filter(partnership=actor.partnership, closed_at=None).select_related("partnership")
    round = locked(rounds).first()
    asked = Respondent.objects.filter(round=round, side=actor.side, email=email.lower(), revoked_at=None)
    respondent = asked.filter(finished_at=None).select_related("person").first()
    if round is None or respondent is None:
        raise ValidationError(_("This person is not asked now, or has finished."))
    respondent.round, respondent.nonce = round, new_nonce()
    respondent.save(update_fields=["nonce"])
    zone = respondent.person.time_zone if respondent.person else "UTC"
    queue(emails.invitation(respondent, zone, asked_alike(respondent, _asked_now(round, actor))))
    return respondent


def _lock(actor: Actor) -> None:
    """For one who may choose: one change of the list at a time, and none while a round is being opened."""
    if not actor.may("choose_respondents"):
        raise PermissionDenied
    lock_partnership(actor)


def _check_own_people(actor: Actor, people: Sequence[Person]) -> None:
    organisation = actor.partnership.organisation(actor.side)
    ids = [person.pk for person in people]
    own = (
        set(organisation.memberships.active().filter(person__in=ids).values_list("person", flat=True))
        if organisation
        else set()
    )
    own |= set(
        Role.objects.current()
        .filter(partnership=actor.partnership, side=actor.side, person__in=ids)
        .values_list("person", flat=True)
    )
    others = who_stand_on(actor.partnership, actor.side.other).filter(person__in=ids)
    if set(ids) - own or others.exists():
        raise ValidationError(_("You can only ask people of your own side."))


def _choose(actor: Actor, wanted: list[Asked]) -> None:
    partnership = actor.partnership
    _check(wanted)
    chosen = ChosenRespondent.objects.filter(partnership=partnership)
    chosen.filter(side=actor.side).delete()
    ChosenRespondent.objects.bulk_create(
        ChosenRespondent(partnership=partnership, side=actor.side, **_fields(one)) for one in wanted
    )
    # nobody closes it meanwhile, and no answer begins that would let somebody stay
    open_round = locked(Round.objects.filter(partnership=partnership, closed_at=None))
    if round := open_round.select_related("partnership").first():
        everyone = wanted or asked_in([partnership.pk], timezone.now()).get((partnership.pk, actor.side), [])
        _apply(round, actor, everyone)
    record(
        partnership=partnership,
        person=actor.person,
        kind="health_check.respondents_chosen",
        subject=str(actor.side.label),
        space=actor.side.value,
        change={"asked": [one.name for one in wanted]},
    )


def _check(wanted: list[Asked]) -> None:
    seen = set()
    for one in wanted:
        if not one.name:
            raise ValidationError({"name": _("Write the person's name.")})
        if one.person_id is None:
            validate_email(one.email)
        if one.email in seen:
            raise ValidationError({"email": _("%(email)s is in the list twice.") % {"email": one.email}})
        seen.add(one.email)


def _fields(one: Asked) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "name": one.name,
        "email": one.email,
        "language": one.language,
        "uses_service": one.uses_service,
    }


def _apply(round: Round, actor: Actor, everyone: Iterable[Asked]) -> None:
    """Bring the open round in line: invite who is new, end the link of who is off and has not begun."""
    wanted = {one.email: one for one in everyone}
    # the other side may ask the same address: whom it asks is its own affair
    there = {r.email: r for r in round.respondents.filter(side=actor.side)}
    now = timezone.now()
    invited = []
    for email, one in wanted.items():
        respondent = there.get(email)
        if respondent is None:
            respondent = Respondent.objects.create(
                round=round, side=actor.side, invited_at=now, **_fields(one)
            )
        elif respondent.revoked_at is None:
            continue
        else:
            respondent.revoked_at, respondent.nonce, respondent.invited_at = None, new_nonce(), now
            respondent.uses_service = one.uses_service
            respondent.save(update_fields=["revoked_at", "nonce", "invited_at", "uses_service"])
        respondent.round = round
        invited.append((respondent, one.time_zone))
    gone = [r.pk for r in there.values() if r.email not in wanted]
    Respondent.objects.filter(pk__in=gone, answers=None, revoked_at=None).update(revoked_at=now)
    asked = _asked_now(round, actor)
    queue_all(
        emails.invitation(respondent, zone, asked_alike(respondent, asked)) for respondent, zone in invited
    )


def _asked_now(round: Round, actor: Actor) -> list[Respondent]:
    """On the actor's side."""
    return list(round.respondents.filter(side=actor.side, revoked_at=None))
