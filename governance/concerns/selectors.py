"""In whose hands a concern is, who may speak about it, and who is told of a step before one takes it."""

from collections.abc import Iterable

from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people.models import Person
from common.alphabet import by_alphabet
from common.prepared import Given, GivenList, Prepared
from governance.concerns.models import Concern
from partnerships.access.actors import Actor
from partnerships.people.contacts import escalation_contacts
from partnerships.people.models import Role
from partnerships.sides import Part, Side

#: Asked wherever a concern is shown; prepared, it costs a fifth.
PRESENT = Prepared(
    lambda: (
        Role.objects.current(Given("now", DateTimeField()))
        .filter(partnership=Given("partnership"), person__among=GivenList("people"))
        .select_related("person")
        .order_by("side", "pk")
    )
)


def may_speak(actor: Actor) -> bool:
    """Whether the actor may speak for a side; an outside facilitator speaks for none."""
    return actor.may("change_concern") and not actor.is_outsider


def may_reword(actor: Actor, concern: Concern) -> bool:
    """The one who raised it, until somebody has answered to it."""
    return (
        concern.is_open
        and concern.raised_by_id == actor.person.pk
        and actor.may("change_concern")
        and not concern.perspectives.exists()
    )


def holders_on(partnership_id: int, level: str) -> dict[Side, Role]:
    """In whose hands something is on this level: one person of each side that has somebody."""
    found: dict[Side, Role] = {}
    for role in escalation_contacts(partnership_id, level):
        found.setdefault(Side(role.side), role)
    return found


def recipients_of_raising(actor: Actor, level: str) -> list[Role]:
    """Those in whose hands it comes."""
    return _but(actor, holders_on(actor.partnership.pk, level).values())


def recipients_of_escalation(concern: Concern, actor: Actor | None) -> list[Role]:
    """Those in whose hands it comes, those in whose hands it was, and the one who raised it."""
    level = concern.next_level or concern.level
    new = holders_on(concern.partnership_id, level).values()
    return _but(actor, [*new, *_present(concern, *_involved(concern))])


def recipients_of_ending(concern: Concern, actor: Actor) -> list[Role]:
    """Of the other side: whoever has it in hand or raised it; its leads where there is nobody."""
    other = actor.side.other
    asked = [role for role in _present(concern, *_involved(concern)) if role.side == other]
    if not asked:
        asked = [r for r in escalation_contacts(concern.partnership_id, concern.level) if r.side == other]
    return _but(actor, asked)


def recipients_of_news(concern: Concern, actor: Actor | None) -> list[Role]:
    """Whoever has it in hand, raised it, or has put forward how it ends."""
    return _but(actor, _present(concern, *_involved(concern), concern.outcome_by)) if concern.is_joint else []


def recipients_of_reopening(concern: Concern, actor: Actor) -> list[Role]:
    new = holders_on(concern.partnership_id, concern.level).values()
    return _but(actor, [*new, *_present(concern, *_involved(concern), concern.outcome_by)])


def seniors_of(partnership_ids: Iterable[int]) -> dict[int, list[Role]]:
    """SRO and SRIE of these partnerships."""
    found: dict[int, list[Role]] = {}
    roles = Role.objects.current().filter(
        partnership__in=set(partnership_ids), part__in=(Part.SRO, Part.SRIE)
    )
    for role in roles.select_related("person").order_by("side", "pk"):
        found.setdefault(role.partnership_id, []).append(role)
    return found


def recipients_of_view_request(concern: Concern, side: Side) -> list[Role]:
    """Of a side: whoever has the concern in hand, and who raised it."""
    return _but(None, [role for role in _present(concern, *_involved(concern)) if role.side == side])


def _involved(concern: Concern) -> tuple[Person | None, ...]:
    return concern.customer_holder, concern.supplier_holder, concern.raised_by


def _present(concern: Concern, *people: Person | None) -> list[Role]:
    """The roles by which these people still have a part in the partnership."""
    wanted = {person.pk for person in people if person}
    return PRESENT.ask(partnership=concern.partnership_id, people=wanted, now=timezone.now())


def _but(actor: Actor | None, roles: Iterable[Role]) -> list[Role]:
    """Each person once, the customer's first; nobody is told what they do themselves."""
    once = {role.person_id: role for role in reversed(list(roles))}
    if actor:
        once.pop(actor.person.pk, None)
    return sorted(once.values(), key=lambda role: (role.side, by_alphabet(role.person.name), role.pk))


def who_is_mailed(recipients: list[Role]) -> str:
    """ "Anna Hedlund (customer) and Per Olsen (supplier) will be told by mail." """
    if not recipients:
        return _("Nobody is told by email.")
    who = [
        _("%(name)s (%(side)s)") % {"name": role.person.name, "side": str(role.get_side_display()).lower()}
        for role in recipients
    ]
    said = ngettext("%(who)s will be told by email.", "%(who)s will be told by email.", len(who))
    return said % {"who": get_text_list(who, _("and"))}
