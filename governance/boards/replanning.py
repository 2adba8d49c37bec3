"""A board meets otherwise from now on: its coming meetings follow, except those that somebody has moved."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from common.locks import locked
from governance.boards.models import Board
from governance.boards.planning import days_ahead, make_meetings_for, meeting_on
from governance.meetings.attendance import cancel_meetings, clear_answers, raise_sequence, send_invitations
from governance.meetings.models import Attendee, Meeting

#: What a planned meeting takes from its board.
TAKEN: Final = (
    "title", "level", "is_annual", "planned_for", "starts_at", "minutes_long", "time_zone", "place", "link",
)  # fmt: skip


def replan(board: Board, now: datetime) -> None:
    """Those who know a meeting already are told where it is now. A meeting keeps what hangs on it, such as
    an agenda: the next one stays the next one. The board is locked, and its partnership loaded."""
    # what the cadence made, and nobody has touched
    coming = [m for m in upcoming_of(board, now) if m.planned_for and not m.is_touched]
    wanted = {
        meeting.planned_for: meeting
        for meeting in (meeting_on(board, planned, now) for planned in days_ahead(board, now))
        if meeting.starts_at > now
    }
    taken = _taken(board, coming)
    wanted = {day: meeting for day, meeting in wanted.items() if day not in taken}
    same = {meeting.planned_for: meeting for meeting in coming if meeting.planned_for in wanted}
    pairs = [(meeting, wanted[day]) for day, meeting in same.items()]
    others = [meeting for meeting in coming if meeting.planned_for not in wanted]
    free = [wanted[day] for day in sorted(day for day in wanted if day is not None and day not in same)]
    pairs += zip(others, free, strict=False)
    _move(pairs, now)
    _drop(others[len(free) :], now)
    Board.objects.filter(pk=board.pk).update(made_until=None)
    make_meetings_for([board.pk], now)


def upcoming_of(board: Board, now: datetime) -> list[Meeting]:
    """The board's meetings that are still to come, locked."""
    rows = Meeting.objects.planned().filter(board=board, starts_at__gt=now)
    found = sorted(locked(rows), key=lambda meeting: (meeting.starts_at, meeting.pk))
    for meeting in found:
        meeting.partnership = board.partnership
    return found


def _taken(board: Board, coming: Collection[Meeting]) -> set[date | None]:
    """Days that other meetings of the board stand for: moved, cancelled, held."""
    others = Meeting.objects.filter(board=board, planned_for__isnull=False)
    return set(others.exclude(pk__in=[m.pk for m in coming]).values_list("planned_for", flat=True))


def _move(pairs: list[tuple[Meeting, Meeting]], now: datetime) -> None:
    changed, moved = [], []
    for meeting, new in pairs:
        meeting.remind_at = new.remind_at
        if all(getattr(meeting, name) == getattr(new, name) for name in TAKEN):
            continue
        if meeting.starts_at != new.starts_at:
            moved.append(meeting)
            if not meeting.is_invited:
                meeting.invite_at = new.invite_at
        for name in TAKEN:
            setattr(meeting, name, getattr(new, name))
        meeting.version += 1
        changed.append(meeting)
    stay = [meeting for meeting, _new in pairs]
    Meeting.objects.bulk_update(stay, [*TAKEN, "remind_at", "invite_at", "version"], batch_size=200)
    clear_answers(moved)
    raise_sequence(changed)
    send_invitations([meeting for meeting in changed if meeting.is_invited])


def _drop(meetings: list[Meeting], now: datetime) -> None:
    """What nobody knows of goes; what people were asked to, or what something hangs on, is cancelled."""
    hung = _with_something_on_them(meetings)
    known = [meeting for meeting in meetings if meeting.is_invited or meeting.pk in hung]
    Meeting.objects.filter(pk__in=[m.pk for m in meetings if m not in known]).delete()
    for meeting in known:
        meeting.planned_for = None  # the day is free again, should the board come back to it
    Meeting.objects.bulk_update(known, ["planned_for"])
    cancel_meetings(known, _("The board meets on other days from now on."))


def _with_something_on_them(meetings: Collection[Meeting]) -> set[int]:
    found: set[int] = set()
    for relation in Meeting._meta.related_objects:
        if relation.related_model is not Attendee and isinstance(relation.related_model, type):
            rows = relation.related_model._default_manager.filter(
                Q(**{f"{relation.field.name}__in": meetings})
            )
            found |= set(rows.values_list(relation.field.name, flat=True))
    return found
