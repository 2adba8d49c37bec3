"""Who sits on a board. The seats of SRO and SRIE on the joint project board follow the role: whoever has it
sits there, and the SRO takes the chair (domain.md §4)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.people.models import Person
from common.locks import locked
from common.sweeping import in_batches
from governance.action_items.owners import owning_roles
from governance.boards.models import Board, BoardMember
from governance.meetings.attendance import follow_board_members
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import NOT_ENDED, Partnership
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part, Side
from partnerships.timeline.services import record

BATCH: Final = 500
Seniors = Mapping[tuple[int, str], Role]


def seniors_of(partnership_ids: Iterable[int], today: date | None = None) -> Seniors:
    """The SRO and the SRIE of each partnership; of two at once the later one."""
    roles = (
        Role.objects.current(today)
        .filter(partnership__in=list(partnership_ids), part__in=SENIOR_PART.values())
        .select_related("person")
        .order_by("since", "pk")
    )
    return {(role.partnership_id, role.side): role for role in roles}


def change_members(*, actor: Actor, board: Board, members: Collection[Person], chair: Person | None) -> bool:
    """Let these people sit on the board, from both sides. Returns whether anything changed."""
    sides = {role.person_id: Side(role.side) for role in owning_roles(board.partnership)}
    people = {person.pk: person for person in members}
    seats: dict[int, str] = {}
    if board.is_joint:
        seniors = seniors_of([board.partnership_id])
        people |= {role.person_id: role.person for role in seniors.values()}
        seats = {role.person_id: role.part for role in seniors.values()}
        chair = _sro_only(seniors.get((board.partnership_id, Side.CUSTOMER)), chair)
    _check(people, sides, chair)
    return _seat(board, people, sides, seats, chair, by=actor.person)


def _sro_only(role: Role | None, chair: Person | None) -> Person | None:
    sro = role.person if role else None
    if chair is not None and chair != sro:
        raise ValidationError({"chair": _("The joint project board is chaired by the SRO.")})
    return sro


def _check(people: Mapping[int, Person], sides: Mapping[int, Side], chair: Person | None) -> None:
    for pk, person in people.items():
        if pk not in sides:
            refusal = _("%(who)s has no role in this partnership that a seat could go with.")
            raise ValidationError({"members": refusal % {"who": person.name}})
    if {sides[pk] for pk in people} != set(Side):
        raise ValidationError({"members": _("A board has members of both sides.")})
    if chair is not None and chair.pk not in people:
        raise ValidationError({"chair": _("The chair is one of the members.")})


def fill_all_seats(now: datetime) -> int:
    """Give the seats of SRO and SRIE to those who have these roles today; returns on how many boards
    somebody changed."""
    boards = Board.objects.open().filter(
        NOT_ENDED, is_joint=True, partnership__state=Partnership.State.BINDING
    )
    batch = boards.select_related("partnership").order_by("pk")
    return in_batches(
        gettext_noop("Boards whose seats followed a role"),
        boards.order_by("pk"),
        BATCH,
        lambda ids: _follow(list(batch.filter(pk__in=ids)), now),
    )


def fill_seats(partnership_id: int) -> None:
    """The same for one partnership, as soon as a role changes."""
    boards = Board.objects.open().filter(NOT_ENDED, is_joint=True, partnership=partnership_id)
    _follow(list(boards.select_related("partnership")), timezone.now())


def _follow(boards: list[Board], now: datetime) -> int:
    if differing := _differing(boards, now):
        # whoever changes a board or a role takes the partnership first; looked at again under the lock
        list(locked(Partnership.objects.filter(boards__in=[board for board, *_rest in differing])))
        differing = _differing(boards, now)
    for board, seniors, seated in differing:
        _reseat(board, seniors, seated)
    return len(differing)


def _differing(boards: list[Board], now: datetime) -> list[tuple[Board, list[Role], set[int]]]:
    """Boards on which others have a seat of SRO or SRIE than those who have the role, with both."""
    seniors = seniors_of({board.partnership_id for board in boards}, now)
    seated: dict[int, dict[str, BoardMember]] = {}
    for member in BoardMember.objects.filter(board__in=boards).exclude(seat="").select_related("person"):
        seated.setdefault(member.board_id, {})[member.side] = member
    found = []
    for board in boards:
        roles = {side: seniors.get((board.partnership_id, side)) for side in Side}
        own = seated.get(board.pk, {})
        now_there = {side: role.person_id if role else None for side, role in roles.items()}
        there = {side: own[side].person_id if side in own else None for side in Side}
        if now_there != there or board.chair_id != now_there[Side.CUSTOMER]:
            members = {member.person_id for member in own.values()}
            found.append((board, [role for role in roles.values() if role], members))
    return found


def _reseat(board: Board, seniors: list[Role], leaving: set[int]) -> None:
    """Whoever held a seat leaves it; those who have the roles today take them."""
    present = {m.person_id: m for m in board.members.select_related("person")}
    people = {pk: member.person for pk, member in present.items() if pk not in leaving}
    people |= {role.person_id: role.person for role in seniors}
    sides = {pk: Side(member.side) for pk, member in present.items()}
    sides |= {role.person_id: Side(role.side) for role in seniors}
    seats: dict[int, str] = {role.person_id: role.part for role in seniors}
    chair = next((role.person for role in seniors if role.part == Part.SRO), None)
    _seat(board, people, sides, seats, chair, by=None)


def pass_seat(board: Board, leaver: Person, successor: Person, side: Side, by: Person) -> None:
    """The successor sits where the leaver sat, and takes the chair where it was theirs. The seats of SRO and
    SRIE follow the role instead."""
    members = list(board.members.select_related("person"))
    people = {m.person_id: m.person for m in members if m.person_id != leaver.pk} | {successor.pk: successor}
    sides = {m.person_id: Side(m.side) for m in members} | {successor.pk: side}
    seats = {m.person_id: m.seat for m in members if m.seat}
    chair = successor if board.chair_id == leaver.pk else board.chair
    _seat(board, people, sides, seats, chair, by=by)


def _seat(
    board: Board,
    people: Mapping[int, Person],
    sides: Mapping[int, Side],
    seats: Mapping[int, str],
    chair: Person | None,
    by: Person | None,
) -> bool:
    present = {member.person_id: member for member in board.members.select_related("person")}
    gone = [member for pk, member in present.items() if pk not in people]
    stay = [member for pk, member in present.items() if pk in people and member.seat != seats.get(pk, "")]
    new = [pk for pk in people if pk not in present]
    is_new_chair = board.chair_id != (chair.pk if chair else None)
    if not (gone or stay or new or is_new_chair):
        return False
    # a seat is empty before somebody else takes it
    BoardMember.objects.filter(pk__in=[member.pk for member in gone]).delete()
    BoardMember.objects.filter(pk__in=[member.pk for member in stay]).update(seat="")
    for member in stay:
        member.seat = seats.get(member.person_id, "")
    BoardMember.objects.bulk_update(stay, ["seat"])
    BoardMember.objects.bulk_create(
        BoardMember(board=board, person_id=pk, side=sides[pk], seat=seats.get(pk, "")) for pk in new
    )
    before = board.chair
    board.chair = chair
    board.save(update_fields=["chair"])
    change: dict[str, object] = {
        "joined": [people[pk].name for pk in new],
        "left": [member.person.name for member in gone],
    }
    if is_new_chair:
        change["chair"] = [before.name if before else None, chair.name if chair else None]
    record(
        partnership=board.partnership,
        person=by,
        kind="board.members",
        subject=board.name,
        space=board.space,
        change={"number": board.number, **{name: value for name, value in change.items() if value}},
    )
    follow_board_members(board, {pk: sides[pk] for pk in new}, {member.person_id for member in gone})
    return True
