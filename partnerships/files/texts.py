"""Whether a file is a text that people read, told by streaming through it once."""

import codecs
from email.parser import BytesHeaderParser
from typing import IO, Final

CHUNK: Final = 256 * 1024
#: Control characters that no text has; a file with one of them is something else.
CONTROLS: Final = frozenset(chr(n) for n in range(32)) - set("\t\n\r\f\x1b")
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MARKUP: Final = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<head", "<body", "<iframe")


def is_text(file: IO[bytes]) -> bool:
    """UTF-8, UTF-16 with its mark, or one of the old eight-bit alphabets."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(UTF_16):
        return _decodes(file, "utf-16")
    if _decodes(file, "utf-8"):
        return True
    file.seek(0)
    return _decodes(file, "latin-1")


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            if not CONTROLS.isdisjoint(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def is_markup(file: IO[bytes]) -> bool:
    """A web page or a drawing that calls itself a text."""
    file.seek(0)
    head = file.read(1024)
    text = head.decode("utf-16" if head.startswith(UTF_16) else "latin-1", "replace")
    return text.lstrip("\ufeffï»¿ \t\r\n").lower().startswith(MARKUP)


def is_mail(file: IO[bytes]) -> bool:
    """A saved mail begins with its headers."""
    if not is_text(file):
        return False
    file.seek(0)
    headers = BytesHeaderParser().parsebytes(file.read(CHUNK))
    return "From" in headers and bool({"Date", "Subject", "Received", "To"} & set(headers))
