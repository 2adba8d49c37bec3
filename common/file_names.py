"""What a file is called that a person takes along or gets by mail: by what it is, what it is about, and the
day or the number."""

import unicodedata
from typing import Final

from django.utils.http import content_disposition_header

#: So many letters at the most: in any alphabet a name that every disk and every mail takes.
LONGEST: Final = 100
#: What a file's or a sheet's name cannot hold somewhere.
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|[]', " "))


def file_name(kind: str, what: object, about: object = "", which: object = "") -> str:
    """ "Minutes 3 School administration 2026-11-29.pdf", for the ``kind`` "pdf". Where it would be too long,
    what it is about is cut first."""
    last = plain(str(which))
    first = plain(str(what))[: LONGEST * 2 // 3].rstrip(" .")
    second = plain(str(about))[: LONGEST - len(first) - len(last)].rstrip(" .")
    return f"{' '.join(word for word in (first, second, last) if word).strip(' .') or 'file'}.{kind}"


def plain(text: str) -> str:
    """On one line, without what a name cannot hold, nor what nobody sees in it."""
    seen = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf", "Cs") else letter for letter in text)
    return " ".join(seen.translate(_NOT_IN_NAMES).split())


def attached(name: str) -> dict[str, str]:
    """The headers by which a browser keeps an answer under this name, and shows nothing of it as a page."""
    disposition = content_disposition_header(True, name) or ""
    return {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
