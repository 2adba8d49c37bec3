"""What may lie in a ZIP: ordinary files, and no more than one would unpack by hand.

Nothing of what the archive says of itself is believed: entries are read, and reading ends at the bounds.
"""

import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import IO, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ENTRIES: Final = 1_000
#: Unpacked, of all entries together; and how many times as large as the archive.
MOST_BYTES: Final = 200 * 1024 * 1024
MOST_TIMES: Final = 100
#: A small archive may be packed that tightly.
ALWAYS: Final = 5 * 1024 * 1024
CHUNK: Final = 256 * 1024
#: What runs where it is opened, however it comes.
RUNS: Final = frozenset(
    [
        "app",
        "bat",
        "cmd",
        "com",
        "cpl",
        "dll",
        "exe",
        "hta",
        "htm",
        "html",
        "jar",
        "js",
        "jse",
        "lnk",
        "mjs",
        "msi",
        "msp",
        "pif",
        "ps1",
        "psm1",
        "reg",
        "scr",
        "sh",
        "svg",
        "url",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "wsh",
        "xhtml",
        "docm",
        "dotm",
        "xlsm",
        "xltm",
        "xlam",
        "pptm",
        "potm",
        "ppam",
    ]
)
ARCHIVES: Final = frozenset(["7z", "bz2", "cab", "gz", "iso", "rar", "tar", "tgz", "xz", "zip", "zst"])
#: First bytes of programs and of archives, whatever their names say.
_PROGRAMS: Final = (
    *(b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"),
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_PACKED: Final = (
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"),
    b"\x28\xb5\x2f\xfd",
)
#: A web page or a drawing, whatever its name says.
_MARKUP: Final = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<iframe")
_ZIP: Final = b"PK\x03\x04"
#: Their files are ZIPs themselves, known by what lies in them.
_OFFICE: Final = frozenset(["docx", "xlsx", "pptx", "odt", "ods", "odp"])


def check_archive(file: IO[bytes], size: int) -> None:
    """Raises ``ValidationError`` that names the entry and says what is wrong with it. ``size`` is the
    archive's own, in bytes."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if not entries:
                raise _refused(_("This archive is empty."))
            if len(entries) > MOST_ENTRIES:
                raise _refused(
                    _("This archive holds %(count)s files. At most %(most)s are taken; split it.")
                    % {"count": len(entries), "most": MOST_ENTRIES}
                )
            left = min(MOST_BYTES, max(ALWAYS, size * MOST_TIMES))
            for entry in entries:
                left -= _check_entry(archive, entry, left)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError, EOFError) as error:
        raise _refused(_("This archive cannot be read to its end. Pack it again.")) from error


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Returns how many bytes the entry holds."""
    name = _plain(entry.filename)
    words = {"name": name}
    if entry.flag_bits & 0x1:
        raise _refused(
            _("“%(name)s” in this archive has a password, so it cannot be checked. Pack it without.") % words
        )
    if entry.is_dir():
        return 0
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise _refused(_("“%(name)s” in this archive would unpack outside its folder.") % words)
    ending = path.name.rpartition(".")[2].lower()
    if ending in RUNS:
        raise _refused(_("“%(name)s” in this archive can run as a program. Leave it out.") % words)
    if ending in ARCHIVES:
        raise _refused(_nested(words))
    total = 0
    with archive.open(entry) as stream:
        start = stream.read(CHUNK)
        _check_content(start, ending, words)
        chunk = start
        while chunk:
            total += len(chunk)
            if total > left:
                raise _refused(_("This archive unpacks to far more than is taken, at “%(name)s”.") % words)
            chunk = stream.read(CHUNK)
    return total


def _check_content(start: bytes, ending: str, words: dict[str, str]) -> None:
    text = start[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_windows = start.startswith(b"MZ") and b"\0" in start[:64]
    if is_windows or start.startswith(_PROGRAMS) or text.startswith(_MARKUP):
        raise _refused(_("“%(name)s” in this archive can run as a program. Leave it out.") % words)
    if start.startswith(_PACKED) or (start.startswith(_ZIP) and ending not in _OFFICE):
        raise _refused(_nested(words))


def _nested(words: dict[str, str]) -> str:
    return _("“%(name)s” is an archive inside this archive. Put its files beside the others.") % words


def _plain(name: str) -> str:
    """As systems read it that end a name at its first NUL, and drop dots and blanks at the end."""
    shown = unicodedata.normalize("NFKC", name).split("\0", 1)[0].replace("\\", "/")
    shown = "".join(c for c in shown if unicodedata.category(c) not in ("Cc", "Cf"))
    return "/".join(part if part in ("", ".", "..") else part.rstrip(". ") for part in shown.split("/"))


def _refused(message: str) -> ValidationError:
    return ValidationError(message, code="file")
