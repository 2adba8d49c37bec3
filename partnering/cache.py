import os
import tempfile
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FolderCache(FileBasedCache):
    """A cache in a folder, which every process of one machine shares. ``add`` lets one in only: locks and
    the counting of attempts to sign in rest on it."""

    def add(
        self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        if self.has_key(key, version):  # which also clears away what has expired
            return False
        self._createdir()  # type: ignore[attr-defined]
        file, written = tempfile.mkstemp(dir=self._dir)  # type: ignore[attr-defined]
        try:
            with open(file, "wb") as content:
                self._write_content(content, timeout, value)  # type: ignore[attr-defined]
            # unlike a look and a write, a link is made by one only, however many try
            os.link(written, self._key_to_file(key, version))  # type: ignore[attr-defined]
        except FileExistsError:
            return False
        finally:
            os.unlink(written)
        return True
