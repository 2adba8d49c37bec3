"""Boards with their meetings, agendas and decisions, in the shape that the product itself would leave."""

import random
from datetime import UTC, datetime, time, timedelta
from itertools import count

from accounts.people.models import Person
from bench.data import TODAY, Size, store
from governance.action_items.models import ActionItem
from governance.agendas.models import AgendaItem
from governance.boards.models import Board, BoardMember
from governance.decisions.models import Decision
from governance.meetings.models import Attendee, Meeting
from governance.minutes.models import Minutes
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Side

#: So many of the meetings and decisions are of the one partnership whose pages are measured.
CROWDED, SHARE = "p-000003", 10
ITEMS = 4
People = dict[int, list[tuple[Side, Person]]]


def load(size: Size, partnerships: list[Partnership], people: People, dice: random.Random) -> None:
    boards = store(
        Board(
            partnership=partnership, number=1, name="Service board", level=Level.TACTICAL, interval="m1",
            starts_on=partnership.start, weekday=1, at=time(10), time_zone="Europe/Stockholm",
            made_until=TODAY + timedelta(days=365), created_by=people[partnership.pk][0][1],
        )
        for partnership in partnerships
    )  # fmt: skip
    store(
        BoardMember(board=board, person=person, side=side)
        for board in boards
        for side, person in people[board.partnership_id][:4]
    )
    meetings = _meetings(size, boards)
    store(
        Attendee(meeting=meeting, person=person, side=side, answer="yes")
        for meeting in meetings
        for side, person in people[meeting.partnership_id][:4]
    )
    _agendas(meetings, people)
    _decisions(size, meetings, people, dice)


def _crowded(boards: list[Board]) -> Board:
    return next(board for board in boards if board.partnership.reference == CROWDED)


def _meetings(size: Size, boards: list[Board]) -> list[Meeting]:
    """A month apart, a year of them ahead."""
    first = _crowded(boards)
    taken = [first] * (size.meetings // SHARE)
    taken += [boards[n % len(boards)] for n in range(size.meetings - len(taken))]
    numbers = {board.pk: count(1) for board in boards}
    noon = datetime.combine(TODAY, time(12), UTC)
    rows = []
    for board in taken:
        number = next(numbers[board.pk])
        starts_at = noon + timedelta(days=(12 - number) * (3 if board is first else 30))
        rows.append(
            Meeting(
                partnership=board.partnership, number=number, board=board, title=board.name,
                level=board.level, starts_at=starts_at, time_zone="Europe/Stockholm",
                state="held" if starts_at < noon else "planned",
            )
        )  # fmt: skip
    return store(rows)


def _agendas(meetings: list[Meeting], people: People) -> None:
    def item(meeting: Meeting, position: int) -> AgendaItem:
        side, person = people[meeting.partnership_id][position % 4]
        return AgendaItem(
            partnership_id=meeting.partnership_id, meeting=meeting, position=position, side=side,
            title=f"Point {position} of the agenda", minutes=15, proposed_by=person,
            said="We looked at it." if meeting.state == "held" else "",
        )  # fmt: skip

    store(item(meeting, position) for meeting in meetings for position in range(1, ITEMS + 1))


def _decisions(size: Size, meetings: list[Meeting], people: People, dice: random.Random) -> None:
    held = [meeting for meeting in meetings if meeting.state == "held"]
    crowded = [meeting for meeting in held if meeting.partnership.reference == CROWDED]
    store(
        Minutes(
            partnership_id=meeting.partnership_id, meeting=meeting, state="sealed", language="en",
            begun_by=people[meeting.partnership_id][0][1], text="It was short.",
        )
        for meeting in held
    )  # fmt: skip
    share = size.decisions // SHARE
    of = [dice.choice(crowded) for _n in range(share)]
    of += [dice.choice(held) for _n in range(size.decisions - share)]
    numbers: dict[int, count[int]] = {}
    store(
        Decision(
            partnership_id=meeting.partnership_id,
            number=next(numbers.setdefault(meeting.partnership_id, count(1))),
            title=f"We agree on point {n}", text="As it was put forward.", meeting=meeting,
            board_id=meeting.board_id, level=meeting.level, taken_on=meeting.starts_at.date(),
            takes_over=n % 20 == 0, moved_back="That it fits" if n % 20 == 0 else "", state="sealed",
            created_by=people[meeting.partnership_id][0][1],
        )
        for n, meeting in enumerate(of)
    )  # fmt: skip


def measured() -> Meeting:
    """The next meeting of the crowded board."""
    coming = Meeting.objects.filter(partnership__reference=CROWDED, state="planned")
    meeting: Meeting = coming.select_related("partnership__customer", "partnership__supplier").order_by(
        "starts_at"
    )[0]
    return meeting


def with_forty_items() -> Meeting:
    """The same, with forty things on its agenda that something is known of."""
    meeting = measured()
    actions = ActionItem.objects.filter(partnership=meeting.partnership_id, space="joint").order_by("pk")
    kinds = [("action", str(action.number), action.title) for action in actions[:40]]
    store(
        AgendaItem(
            partnership_id=meeting.partnership_id, meeting=meeting, position=100 + n, title=title,
            origin_kind=kind, origin_key=key,
        )
        for n, (kind, key, title) in enumerate(kinds)
    )  # fmt: skip
    words = "Two schools have asked about it, and want to hear more before they say what they think. " * 3
    own = max(0, 40 - AgendaItem.objects.filter(meeting=meeting).count())
    store(
        AgendaItem(
            partnership_id=meeting.partnership_id, meeting=meeting, position=200 + n,
            title=f"What somebody brings up, number {n}", note=words,
        )
        for n in range(own)
    )  # fmt: skip
    return meeting
