"""All releases of one contracting process that have been read: each brings what is new only, and comes in
whatever order. What they say together is what the newest says of each thing."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from agreements.importing.ocds.compact import LISTS
from agreements.importing.ocds.values import day, moment, text

#: More of one process are folded together, the oldest first.
MOST_RELEASES: Final = 40
#: A process that takes more than this is read release by release, and is not kept.
MOST_CHARACTERS: Final = 4 * 1024 * 1024
#: Objects of which a release may say a part. All others, as a value in a list, are replaced as a whole.
_IN_PARTS: Final = frozenset(("tender", "bids", "period", "contractPeriod", "value"))


@dataclass(frozen=True)
class Piece:
    """One release, as it is kept."""

    body: dict[str, Any]
    date: datetime | None
    #: A day without a time of day: within the day, what comes later counts.
    is_day: bool
    digest: str
    size: int

    def is_newer_than(self, other: "Piece") -> bool:
        if self.date is None or other.date is None:
            return False  # it tells nothing: the one that came later counts
        if self.is_day or other.is_day:
            return self.date.date() > other.date.date()
        return self.date > other.date

    def as_dict(self) -> dict[str, Any]:
        date = self.date.isoformat() if self.date else ""
        return {
            "body": self.body, "date": date, "is_day": self.is_day, "digest": self.digest, "size": self.size
        }  # fmt: skip

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Piece":
        date = datetime.fromisoformat(kept["date"]) if kept["date"] else None
        return cls(kept["body"], date, kept["is_day"], kept["digest"], kept["size"])


def piece_of(body: dict[str, Any], package_date: Any) -> Piece:
    written = json.dumps(body, sort_keys=True, ensure_ascii=False)
    dated = body.get("date") if moment(body.get("date")) else package_date
    is_day = day(dated) is not None and "T" not in text(dated, 40).upper() and ":" not in text(dated, 40)
    digest = hashlib.sha256(written.encode()).hexdigest()[:32]
    return Piece(body, moment(dated), is_day, digest, len(written))


@dataclass
class Process:
    pieces: list[Piece] = field(default_factory=list)
    is_changed: bool = False

    def __post_init__(self) -> None:
        self.whole = self._together()
        self._digests = {piece.digest for piece in self.pieces}

    def add(self, piece: Piece) -> bool:
        """Whether it is there for the first time. Later in the file, on the same day, is newer."""
        if piece.digest in self._digests:
            return False
        at = len(self.pieces)
        while at and self.pieces[at - 1].is_newer_than(piece):
            at -= 1
        self.pieces.insert(at, piece)
        self._digests.add(piece.digest)
        if at == len(self.pieces) - 1:
            self.whole = merged(self.whole, piece.body)
        else:
            self.whole = self._together()
        if len(self.pieces) > MOST_RELEASES:
            self._fold()
        self.is_changed = True
        return True

    def is_newest(self, piece: Piece) -> bool:
        return not any(other.is_newer_than(piece) for other in self.pieces)

    @property
    def is_kept(self) -> bool:
        return sum(piece.size for piece in self.pieces) <= MOST_CHARACTERS

    def _together(self) -> dict[str, Any]:
        whole: dict[str, Any] = {}
        for piece in self.pieces:
            whole = merged(whole, piece.body)
        return whole

    def _fold(self) -> None:
        first, second = self.pieces[:2]
        body = merged(merged({}, first.body), second.body)
        size = len(json.dumps(body, ensure_ascii=False))
        self.pieces[:2] = [Piece(body, second.date or first.date, second.is_day, second.digest, size)]


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """As OCDS merges releases: what is new replaces, ``null`` takes back, entries of lists are told by id.
    Neither of the two is changed."""
    result = dict(old)
    for key, value in new.items():
        known = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and key in _IN_PARTS:
            result[key] = merged(known if isinstance(known, dict) else {}, value)
        elif isinstance(value, list) and key in LISTS:
            result[key] = _by_id(known if isinstance(known, list) else [], value, whole=key == "parties")
        elif value not in ("", [], {}):
            result[key] = value
    return result


def _by_id(old: list[Any], new: list[Any], *, whole: bool) -> list[Any]:
    """Those without an id cannot be told from each other: the new ones take the place of the old ones."""
    if any(not text(entry.get("id")) for entry in new):
        old = [entry for entry in old if text(entry.get("id"))]
    found: dict[Any, dict[str, Any]] = {text(entry.get("id")) or id(entry): entry for entry in old}
    for entry in new:
        key = text(entry.get("id")) or id(entry)
        found[key] = merged({} if whole else found.get(key, {}), entry)
    return list(found.values())
