"""What a lead sees about whom their own side asks. The other side's respondents are never read here."""

import hashlib
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.organisations.models import Membership
from accounts.people.models import Person
from assessments.answering.models import Answer
from assessments.respondents.models import Respondent
from assessments.respondents.people import asked_in
from assessments.rounds.models import Round
from common.alphabet import by_alphabet, in_alphabet
from partnerships.access.actors import Actor
from partnerships.people.colleagues import who_stand_on
from partnerships.people.models import Role


@dataclass(frozen=True)
class AskedLine:
    name: str
    email: str
    person_id: int | None
    #: Their place in the open round, where there is one.
    respondent: Respondent | None
    uses_service: bool
    #: Asked from now on; one who has begun the open round and was taken off since is not.
    is_on_list: bool = True

    @property
    def has_begun(self) -> bool:
        return bool(self.respondent and getattr(self.respondent, "has_begun", False))


def colleagues(actor: Actor) -> QuerySet[Person]:
    """People with a role on the actor's side and members of its organisation. ``may_enter`` says who of
    them can open the partnership's pages; the others answer by personal link."""
    organisation = actor.partnership.organisation(actor.side)
    own = Membership.objects.active().filter(organisation=organisation, person=OuterRef("pk"))
    roles = Role.objects.current().filter(
        partnership=actor.partnership, side=actor.side, person=OuterRef("pk")
    )
    return (
        Person.objects.filter(is_active=True)
        .annotate(has_role=Exists(roles), is_officer=Exists(own.filter(is_officer=True)))
        .filter(Q(has_role=True) | Exists(own))
        .exclude(pk__in=who_stand_on(actor.partnership, actor.side.other))
        .order_by("-has_role", *in_alphabet("given_name", "family_name"), "pk")
    )


def asked_on_side(actor: Actor, round: Round | None) -> list[AskedLine]:
    """Who is asked on the actor's side, and how each stands in the open round."""
    key = (actor.partnership.pk, actor.side)
    asked = asked_in([actor.partnership.pk], timezone.now()).get(key, [])
    there: dict[str, Respondent] = {}
    if round:
        begun = Exists(Answer.objects.filter(respondent=OuterRef("pk")))
        own = round.respondents.filter(side=actor.side, revoked_at=None).annotate(has_begun=begun)
        there = {respondent.email: respondent for respondent in own}
    lines = [
        AskedLine(one.name, one.email, one.person_id, there.pop(one.email, None), one.uses_service)
        for one in asked
    ]
    left = [
        AskedLine(one.name, one.email, one.person_id, one, one.uses_service, is_on_list=False)
        for one in there.values()
    ]
    return [*sorted(lines, key=_name), *sorted(left, key=_name)]


def _name(line: AskedLine) -> str:
    return by_alphabet(line.name)


def fingerprint(lines: list[AskedLine]) -> str:
    """Changes when whom the side asks does: a form that was opened on an older list is told so."""
    emails = sorted(line.email for line in lines if line.is_on_list)
    return hashlib.sha256("\n".join(emails).encode()).hexdigest()[:16]


def has_own_choice(actor: Actor) -> bool:
    """Whether the side's lead has chosen whom to ask; else everyone with a role is."""
    return actor.partnership.chosen_respondents.filter(side=actor.side).exists()
