"""Two services can end in a deadlock when one locks first what the other locks later, and nothing that both
take before keeps them apart. That follows from what each locks alone, for all pairs at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from typing import Final

from tests.locks.recording import Lock, Transaction

PARTNERSHIP: Final = "partnerships_partnership"
#: What belongs to no one partnership: two who hold different partnerships may both want it.
SHARED: Final = (
    "accounts_", "agreements_", "outbox_", "partnerships_storedcontent", "usersessions_", "advisory",
    "common_",
)  # fmt: skip


#: Nobody changes a part of these who has not locked the whole.
WHOLES: Final = {
    "governance_attendee": {"governance_meeting"},
    "governance_agendaitem": {"governance_meeting", "governance_minutes"},
}


@dataclass(frozen=True)
class Edge:
    """A service that has one lock wants another, and what it had before either."""

    service: str
    has: Lock
    wants: Lock
    before: frozenset[Lock]


def edges(service: str, transactions: Iterable[Transaction]) -> Iterator[Edge]:
    """Of all rows of a table the first: services lock those of one kind by their keys (``disorder``)."""
    for steps in transactions:
        before: frozenset[Lock] = frozenset()
        for place, step in enumerate(steps):
            for has in step.locks:
                later = [lock for other in steps[place + 1 :] if other.waits for lock in other.locks]
                # what one statement locks it may lock in any order
                for wants in (*later, *step.locks):
                    if wants.table != has.table:
                        yield Edge(service, has, wants, before)
            before |= set(step.locks)


def deadlocks(recorded: Mapping[str, list[Transaction]], longest: int = 3) -> set[str]:
    """Circles of two or three: who has what the next one wants."""
    seen: dict[tuple[str, str, str, str, str, frozenset[Lock]], Edge] = {}
    for service, transactions in recorded.items():
        for edge in edges(service, transactions):
            gates = frozenset(lock for lock in edge.before if lock.mode in ("No Key Update", "Update"))
            seen[service, edge.has.table, edge.has.mode, edge.wants.table, edge.wants.mode, gates] = edge
    by_table: dict[str, list[Edge]] = defaultdict(list)
    for edge in seen.values():
        by_table[edge.has.table].append(edge)
    found: set[str] = set()

    def walk(path: list[Edge]) -> None:
        last = path[-1]
        for follows in by_table[last.wants.table]:
            if not follows.has.conflicts(last.wants) or any(kept_apart(one, follows) for one in path):
                continue
            if follows.wants.conflicts(path[0].has):
                found.add(in_words([*path, follows]))
            elif len(path) + 1 < longest:
                walk([*path, follows])

    for edge in seen.values():
        walk([edge])
    return found


def kept_apart(one: Edge, other: Edge) -> bool:
    """Both take something before that only one of them can have. The partnership stands for all that is in
    it, and a whole for its parts; any other row for itself."""
    tables = {lock.table for lock in (one.has, one.wants, other.has, other.wants)}
    is_shared = all(table.startswith(SHARED) for table in tables)
    wholes = set().union(*(WHOLES.get(table, set()) for table in tables))
    for mine in one.before:
        for theirs in other.before:
            if mine.conflicts(theirs):
                if mine.table == PARTNERSHIP and not is_shared:
                    return True
                if mine.table in wholes or (mine.table != PARTNERSHIP and mine.row == theirs.row):
                    return True
    return False


def disorder(recorded: Mapping[str, list[Transaction]]) -> set[str]:
    """Services that lock rows of one kind in no order, where another locks several of the kind as well."""
    several: dict[str, list[tuple[str, bool, frozenset[Lock]]]] = defaultdict(list)
    for service, transactions in recorded.items():
        for steps in transactions:
            for table, (count, is_ordered, before) in _kinds(steps).items():
                if count > 1:
                    several[table].append((service, is_ordered, before))
    found = set()
    for table, rows in several.items():
        for service, is_ordered, before in rows:
            for other, _their_order, theirs in rows:
                mine = Edge(service, Lock(table, "", "Update"), Lock(table, "", "Update"), before)
                if not is_ordered and not kept_apart(mine, Edge(other, mine.has, mine.wants, theirs)):
                    found.add(f"{service} locks several of {table} in no order, and so does {other}")
    return found


def _kinds(steps: Transaction) -> dict[str, tuple[int, bool, frozenset[Lock]]]:
    """Of each table: how many rows, whether in order, and what was locked before the first."""
    found: dict[str, tuple[int, bool, frozenset[Lock]]] = {}
    highest: dict[str, int] = {}
    before: frozenset[Lock] = frozenset()
    known: set[tuple[str, str]] = set()
    for step in steps:
        kinds: dict[str, list[Lock]] = defaultdict(list)
        for lock in step.locks:
            if lock.mode in ("No Key Update", "Update") and (lock.table, lock.row) not in known:
                kinds[lock.table].append(lock)
                known.add((lock.table, lock.row))
        for table, locks in kinds.items() if step.waits else ():
            count, is_ordered, first = found.get(table, (0, True, before))
            rows = [int(lock.row) for lock in locks if lock.row.isdigit()]
            if len(locks) > 1 and not step.is_in_order:
                is_ordered = False
            if rows and min(rows) < highest.get(table, 0):
                is_ordered = False
            highest[table] = max([*rows, highest.get(table, 0)])
            found[table] = (count + len(locks), is_ordered, first)
        before |= set(step.locks)
    return found


def in_words(circle: list[Edge]) -> str:
    """The same circle in the same words, wherever it begins."""
    said = [
        f"{e.service} has {e.has.table} ({e.has.mode}), wants {e.wants.table} ({e.wants.mode})"
        for e in circle
    ]
    first = said.index(min(said))
    return "; ".join(said[first:] + said[:first])


@dataclass(frozen=True)
class Pair:
    """Two services that wait for several rows of each other, and with which of their statements each has the
    first of these."""

    services: tuple[str, str]
    first: tuple[int, int]


def sharing_several(recorded: Mapping[str, list[Transaction]]) -> Iterator[Pair]:
    """All pairs, of one with itself as well, that could end in a deadlock on the prepared world."""
    for one, other in combinations_with_replacement(sorted(recorded), 2):
        for mine, theirs in product(recorded[one], recorded[other]):
            shared = _shared(mine, theirs)
            if len(shared) > 1:
                yield Pair((one, other), (_first(mine, shared), _first(theirs, shared)))
                break


def _shared(mine: Transaction, theirs: Transaction) -> set[tuple[str, str]]:
    two = product((a for step in mine for a in step.locks), [b for step in theirs for b in step.locks])
    return {(a.table, a.row) for a, b in two if a.row == b.row and a.conflicts(b)}


def _first(steps: Transaction, shared: set[tuple[str, str]]) -> int:
    return next(step.number for step in steps for lock in step.locks if (lock.table, lock.row) in shared)
