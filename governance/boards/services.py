"""Boards: set up by a lead or a senior of either side, changed, closed."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.boards.models import Board
from governance.boards.planning import make_meetings_for
from governance.boards.replanning import replan, upcoming_of
from governance.boards.seats import change_members, seniors_of
from governance.meetings.attendance import cancel_meetings
from governance.openness.selectors import Question, must_be_open
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.sides import SENIOR_PART, Part, Side
from partnerships.timeline.services import event_time, record
from partnerships.timeline.versions import refuse_stale

EDITABLE: Final = (
    "name", "level", "terms", "interval", "first_interval", "first_until", "starts_on", "weekday", "week",
    "at", "minutes_long", "time_zone", "place", "link", "annual_month", "remind_days",
)  # fmt: skip
#: Texts too long, and codes too dry, for the timeline.
NOT_ON_TIMELINE: Final = frozenset({"terms", "link", "remind_days"})


@transaction.atomic
def add_board(
    *,
    actor: Actor,
    members: Collection[Person] = (),
    chair: Person | None = None,
    is_joint: bool = False,
    **fields: Any,
) -> Board:
    """Set a board up, with its members of both sides; its meetings of the year ahead are made at once. The
    joint project board is chaired by the SRO, with the SRIE in it (domain.md §4)."""
    if not actor.may("manage_boards"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    if is_joint:
        must_be_open(partnership, Question.JOINT_BOARD)
        _seniors_must_be_there(actor)
    board = Board(
        partnership=partnership,
        number=next_number(Board, partnership),
        is_joint=is_joint,
        created_by=actor.person,
    )
    _set_fields(board, fields)
    board.full_clean()
    board.save()
    record(
        partnership=partnership,
        person=actor.person,
        kind="board.set_up",
        subject=board.name,
        change={"number": board.number, "level": board.level},
    )
    change_members(actor=actor, board=board, members=members, chair=chair)
    make_meetings_for([board.pk], event_time())
    board.refresh_from_db(fields=["made_until"])
    return board


def _seniors_must_be_there(actor: Actor) -> None:
    present = seniors_of([actor.partnership.pk])
    for side in Side:
        if (actor.partnership.pk, side) not in present:
            part = Part(SENIOR_PART[side]).label
            refusal = _(
                "The joint project board is chaired by the SRO, with the SRIE in it. "
                "Name the %(part)s first, under People."
            )
            raise ValidationError({"is_joint": refusal % {"part": part}})


@transaction.atomic
def edit_board(
    *,
    actor: Actor,
    board: Board,
    version: int,
    members: Collection[Person],
    chair: Person | None = None,
    **fields: Any,
) -> Board:
    """Change a board. Its coming meetings follow: their people, and, where the cadence changes, their days;
    those that somebody has moved stay where they are."""
    board = _own(actor, board)
    about = {"number": board.number}
    refuse_stale(board, version, partnership=board.partnership, kinds="board.", about=about)
    if board.closed_at:
        raise ValidationError(_("This board is closed."))
    before = {name: getattr(board, name) for name in EDITABLE}
    _set_fields(board, fields)
    changed = [name for name in EDITABLE if getattr(board, name) != before[name]]
    if changed:
        board.full_clean()
        board.version += 1
        board.save()
        change = {
            name: [_word(before[name]), _word(getattr(board, name))]
            for name in changed
            if name not in NOT_ON_TIMELINE
        }
        _record(actor, board, "board.edited", change)
    if change_members(actor=actor, board=board, members=members, chair=chair) and not changed:
        board.version += 1
        board.save(update_fields=["version"])
    if set(changed) - {"terms"}:
        replan(board, timezone.now())
    return board


@transaction.atomic
def close_board(*, actor: Actor, board: Board, note: str) -> Board:
    """It meets no more: what it has planned is cancelled by mail. Closing what is closed changes nothing."""
    board = _own(actor, board)
    if board.closed_at:
        return board
    if not note.strip():
        raise ValidationError({"note": _("Say in a few words why it is closed.")})
    now = timezone.now()
    board.closed_at, board.closed_note = now, note.strip()
    board.version += 1
    board.full_clean()
    board.save()
    cancel_meetings(upcoming_of(board, now), board.closed_note)
    _record(actor, board, "board.closed", {"note": board.closed_note})
    return board


def _own(actor: Actor, board: Board) -> Board:
    """The board as it is now, locked with its partnership, for one who may change it."""
    if not actor.may("manage_boards"):
        raise PermissionDenied
    lock_partnership(actor)
    return lock_for_update(board, actor)


def _set_fields(board: Board, fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"A board has no {sorted(unknown)}")
    for name, value in fields.items():
        setattr(board, name, value.strip() if isinstance(value, str) else value)


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _record(actor: Actor, board: Board, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=board.partnership,
        person=actor.person,
        kind=kind,
        subject=board.name,
        space=board.space,
        change={"number": board.number, **change},
    )
