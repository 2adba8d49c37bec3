"""Files in a folder appear whole or not at all: what a full disk left half written is removed at once."""

import os
import uuid
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    def _save(self, name: str, content: "File[Any]") -> str:
        folder = name.rpartition("/")[0]
        part = "/".join(filter(None, (folder, f".{uuid.uuid4().hex}.part")))
        try:
            super()._save(part, content)  # type: ignore[misc]  # there, though not for the types
            os.replace(self.path(part), self.path(name))
        except BaseException:
            Path(self.path(part)).unlink(missing_ok=True)
            raise
        return name
