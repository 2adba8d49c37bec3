"""What may be uploaded: ordinary documents, pictures, texts and mails, and only what its name says it is."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.files.archives import check_archive
from partnerships.files.texts import is_mail, is_markup, is_text

NAME_LENGTH: Final = 200
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
ODF: Final = "application/vnd.oasis.opendocument"
#: The name of the stream that every Outlook message has, as it is written in the file.
OUTLOOK: Final = "__properties_version1.0".encode("utf-16-le")
CHUNK: Final = 1024 * 1024


class Group(models.TextChoices):
    """How people sort files."""

    DOCUMENT = "document", gettext_lazy("Documents")
    SHEET = "sheet", gettext_lazy("Spreadsheets")
    SLIDES = "slides", gettext_lazy("Presentations")
    PICTURE = "picture", gettext_lazy("Pictures")
    TEXT = "text", gettext_lazy("Texts")
    MAIL = "mail", gettext_lazy("Emails")
    ARCHIVE = "archive", gettext_lazy("Archives")


Look = Callable[[IO[bytes]], bool]


@dataclass(frozen=True)
class Kind:
    content_type: str
    group: Group
    #: Looks inside, where the first bytes do not say it all; or refuses in words of its own.
    fits: Look | None = None
    #: A text has no first bytes of its own to be known by.
    is_text: bool = False


def _holds(folder: str) -> Look:
    """An Office document of this kind, without macros."""

    def look(file: IO[bytes]) -> bool:
        names = _names(file)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return (
            "[Content_Types].xml" in names
            and any(n.startswith(f"{folder}/") for n in names)
            and not has_macros
        )

    return look


def _says(mimetype: str) -> Look:
    """An OpenDocument file names its kind in its first entry."""

    def look(file: IO[bytes]) -> bool:
        try:
            with zipfile.ZipFile(file) as archive, archive.open("mimetype") as entry:
                return entry.read(200).decode("ascii", "replace").strip() == mimetype
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError):
            return False

    return look


def _names(file: IO[bytes]) -> list[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return []


def _is_archive(file: IO[bytes]) -> bool:
    size = file.seek(0, io.SEEK_END)
    check_archive(file, size)
    return True


def _is_outlook(file: IO[bytes]) -> bool:
    before = b""
    while chunk := file.read(CHUNK):
        if OUTLOOK in before + chunk:
            return True
        before = chunk[-len(OUTLOOK) :]
    return False


def _office(kind: str, folder: str, group: Group) -> Kind:
    return Kind(f"{OFFICE}.{kind}", group, _holds(folder))


def _odf(kind: str, group: Group) -> Kind:
    return Kind(f"{ODF}.{kind}", group, _says(f"{ODF}.{kind}"))


def _picture(kind: str) -> Kind:
    return Kind(f"image/{kind}", Group.PICTURE)


def _text(kind: str) -> Kind:
    return Kind(f"text/{kind}", Group.TEXT, lambda file: is_text(file) and not is_markup(file), is_text=True)


#: By what a name ends with.
KINDS: Final[dict[str, Kind]] = {
    "pdf": Kind("application/pdf", Group.DOCUMENT),
    "docx": _office("wordprocessingml.document", "word", Group.DOCUMENT),
    "xlsx": _office("spreadsheetml.sheet", "xl", Group.SHEET),
    "pptx": _office("presentationml.presentation", "ppt", Group.SLIDES),
    "odt": _odf("text", Group.DOCUMENT),
    "ods": _odf("spreadsheet", Group.SHEET),
    "odp": _odf("presentation", Group.SLIDES),
    "png": _picture("png"),
    "jpg": _picture("jpeg"),
    "jpeg": _picture("jpeg"),
    "gif": _picture("gif"),
    "webp": _picture("webp"),
    "tif": _picture("tiff"),
    "tiff": _picture("tiff"),
    "txt": _text("plain"),
    "csv": _text("csv"),
    "md": _text("markdown"),
    "eml": Kind("message/rfc822", Group.MAIL, is_mail, is_text=True),
    "msg": Kind("application/vnd.ms-outlook", Group.MAIL, _is_outlook),
    "zip": Kind("application/zip", Group.ARCHIVE, _is_archive),
}
#: What the file field of a form offers.
ACCEPT: Final = ",".join(f".{ending}" for ending in KINDS)


def kind_of(name: str, file: IO[bytes]) -> Kind:
    """What the file is. Raises, in words, where it is nothing that is taken, or not what its name says."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ending)
    if kind is None:
        raise ValidationError(_refused(ending), code="file")
    file.seek(0)
    known = kind.is_text or ending in _known_by_first_bytes(file)
    if known and kind.fits:
        file.seek(0)
        known = kind.fits(file)
    file.seek(0)
    if not known:
        message = _(
            "“%(name)s” does not hold what its name says: its content is not that of a "
            ".%(ending)s file, or it holds code that could run. Save it again from the program it comes from."
        )
        raise ValidationError(message % {"name": name, "ending": ending}, code="file")
    return kind


def _known_by_first_bytes(file: IO[bytes]) -> set[str]:
    import puremagic  # reads its table of file kinds when it is imported

    try:
        found: list[Any] = puremagic.magic_stream(file)
    except (puremagic.PureError, ValueError):
        return set()
    endings = {match.extension.lstrip(".").lower() for match in found}
    same = {"jpg", "jpeg", "jfif"}, {"tif", "tiff"}, {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"}
    # every Outlook message is a compound file, as old Office documents are; which one, is looked at inside
    compound = {"msg"} if endings & {"doc", "msi"} else set()
    return endings.union(compound, *(group for group in same if endings & group))


def _refused(ending: str) -> str:
    if ending in {"html", "htm", "svg", "xhtml"}:
        return _(
            "Web pages and SVG drawings are not taken, because they can run code. Save it as PDF or PNG."
        )
    if ending in {"doc", "xls", "ppt"}:
        return _("This old format can carry macros. Save it as .%(ending)s or as PDF.") % {
            "ending": f"{ending}x"
        }
    return _(
        "This kind of file is not taken. What is: PDF, Office and OpenDocument files "
        "without macros, pictures, texts (.txt, .csv, .md), emails (.eml, .msg) and .zip."
    )
