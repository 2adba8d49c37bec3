"""What has been said of contracting processes so far: kept in the database while storing, and in memory,
packed, for a preview."""

import json
import zlib
from collections.abc import Iterable

from accounts.organisations.models import Organisation
from agreements.importing.models import ReleasedProcess
from agreements.importing.ocds.process import Piece, Process


class ProcessStore:
    """Of the register that is imported into; without one, what the command reads for all registers."""

    def __init__(self, register: Organisation | None) -> None:
        self.register = register
        self.loaded: dict[str, Process] = {}
        self._rows: dict[str, ReleasedProcess] = {}
        self._packed: dict[str, bytes] = {}

    def load(self, ocids: Iterable[str]) -> None:
        wanted = set(ocids)
        self.loaded = {ocid: _unpacked(self._packed[ocid]) for ocid in wanted & self._packed.keys()}
        rows = ReleasedProcess.objects.filter(register=self.register, ocid__in=wanted - self._packed.keys())
        self._rows = {row.ocid: row for row in rows}
        for ocid, row in self._rows.items():
            self.loaded[ocid] = Process([Piece.from_dict(kept) for kept in row.releases])

    def __getitem__(self, ocid: str) -> Process:
        return self.loaded.setdefault(ocid, Process())

    def pack(self) -> None:
        """Nothing is written: what comes later in this preview finds it here."""
        for ocid, process in self.loaded.items():
            if process.is_changed:
                self._packed[ocid] = _packed(process)
        self.loaded = {}

    def store(self) -> None:
        changed = {ocid: process for ocid, process in self.loaded.items() if process.is_changed}
        new: list[ReleasedProcess] = []
        there: list[ReleasedProcess] = []
        for ocid, process in changed.items():
            row = self._rows.get(ocid)
            kept = [piece.as_dict() for piece in process.pieces] if process.is_kept else []
            if row is None:
                new.append(ReleasedProcess(register=self.register, ocid=ocid, releases=kept))
            else:
                row.releases = kept
                there.append(row)
        ReleasedProcess.objects.bulk_create(new)
        ReleasedProcess.objects.bulk_update(there, ["releases"], batch_size=50)


def _packed(process: Process) -> bytes:
    kept = [piece.as_dict() for piece in process.pieces] if process.is_kept else []
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode(), 1)


def _unpacked(packed: bytes) -> Process:
    return Process([Piece.from_dict(kept) for kept in json.loads(zlib.decompress(packed))])
