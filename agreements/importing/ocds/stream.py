"""JSON, a piece in memory at a time: the entries of one long list, or the lines of a file, one by one.

Each piece goes through Python's own decoder. The other way, ``ijson``, was measured: as fast, but it takes no
``NaN``, says no line, and a hundred kilobytes of opening brackets fill the memory with the path to them."""

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, Final

from django.utils.translation import gettext as _

CHUNK: Final = 256 * 1024
#: One release, or one record with all of its releases.
ENTRY_CHARACTERS: Final = 8 * 1024 * 1024
#: Of a large one, so many commas: an empty object takes thirty times as much memory as its two signs.
ENTRY_VALUES: Final = 250_000
#: An error so near to the end may be none once more is read.
NEAR: Final = 16
SPACE: Final = re.compile(r"[ \t\n\r\ufeff\x1e]*")
#: Amounts stay exact; "NaN", which JSON does not have, stays a text and is refused where it stands.
DECODER: Final = json.JSONDecoder(parse_float=Decimal, parse_constant=str)


class Unreadable(Exception):
    """A file that nothing can be read from; the message is for people."""


class NotJSON(Unreadable):
    """It is no JSON document; perhaps each of its lines is."""


class JSONReader:
    """Walks through one JSON document."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text, self.at = "", 0
        self.line, self.column = 1, 0  # where ``text`` begins
        self.is_at_end = False
        self.taken = 0  # signs of the last value

    def peek(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            found = SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._read_more():
                return ""

    def take(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self.at += 1
        return True

    def value(self) -> Any:
        """The value that comes next."""
        self.peek()
        while True:
            try:
                found, end = _decode(self.text, self.at)
            except json.JSONDecodeError as error:
                unfinished = error.pos > len(self.text) - NEAR or error.msg.startswith("Unterminated string")
                if not (unfinished and self._read_more()):
                    raise self.broken(error.pos, error.msg) from None
            else:
                # a number at the end of what was read may go on
                if end < len(self.text) or not self._read_more():
                    self.at, self.taken = end, end - self.at
                    return found

    def entries(self) -> Iterator[tuple[Any, int]]:
        """What is in the list that comes next, with how many signs each takes."""
        if not self.take("["):
            raise self.broken(self.at)
        if self.take("]"):
            return
        while True:
            self.peek()
            found = self.value()
            yield found, self.taken
            if self.take("]"):
                return
            if not self.take(","):
                raise self.broken(self.at)

    def names(self) -> Iterator[str]:
        """The names of the object that comes next; whoever asks reads the value of each."""
        if not self.take("{"):
            raise self.broken(self.at)
        if self.take("}"):
            return
        while True:
            if self.peek() != '"':
                raise self.broken(self.at)
            key = self.value()
            if not self.take(":"):
                raise self.broken(self.at)
            yield key
            if self.take("}"):
                return
            if not self.take(","):
                raise self.broken(self.at)

    def broken(self, at: int, why: str = "") -> NotJSON:
        if self.line == 1 and not self.column and self.text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
            return NotJSON(_("it is not JSON"))
        while self.is_at_end is False and at >= len(self.text.rstrip()):
            self._read_more()
        line = self.line + self.text.count("\n", 0, at)
        if at >= len(self.text.rstrip()) or why.startswith("Unterminated string"):
            return NotJSON(_("it breaks off before its end: line %(line)d") % {"line": line})
        newline = self.text.rfind("\n", 0, at)
        column = at - newline if newline >= 0 else self.column + at + 1
        words = _("it is not valid JSON: line %(line)d, column %(column)d")
        return NotJSON(words % {"line": line, "column": column})

    def _read_more(self) -> bool:
        """A chunk, or as much again as there is unread: what is long is not looked at too often."""
        if self.is_at_end:
            return False
        unread = len(self.text) - self.at
        if unread >= ENTRY_CHARACTERS or self.text.count(",", self.at) > ENTRY_VALUES:
            line = self.line + self.text.count("\n", 0, self.at)
            raise Unreadable(
                _("line %(line)d begins a release or record that is too large to be read") % {"line": line}
            )
        raw = self.file.read(min(max(CHUNK, unread), ENTRY_CHARACTERS - unread + CHUNK))
        self.is_at_end = not raw
        done = self.text[: self.at]
        newlines = done.count("\n")
        self.column = len(done) - done.rfind("\n") - 1 if newlines else self.column + len(done)
        self.line += newlines
        try:
            new = self.decoder.decode(raw, final=self.is_at_end)
        except UnicodeDecodeError as error:
            line = self.line + self.text.count("\n", self.at) + raw.count(b"\n", 0, error.start)
            raise NotJSON(
                _("it is not written in UTF-8 (line %(line)d): save it as UTF-8") % {"line": line}
            ) from None
        self.text, self.at = self.text[self.at :] + new, 0
        return True


def lines_of(file: IO[bytes]) -> Iterator[tuple[int, Any, int]]:
    """Each line's number, what it holds - an ``Unreadable`` where that is nothing - and its length. A line
    ends with a newline only: other signs that end one may stand in a text."""
    number = 0
    while raw := file.readline(ENTRY_CHARACTERS + 1):
        number += 1
        if len(raw) > ENTRY_CHARACTERS:
            while len(raw) > ENTRY_CHARACTERS and not raw.endswith(b"\n"):
                raw = file.readline(ENTRY_CHARACTERS + 1)
            yield number, Unreadable(_("it is too long to be read")), 0
            continue
        if raw.strip(b" \t\r\n\x1e\xef\xbb\xbf"):
            yield number, _line(raw), len(raw)


def _line(raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8").strip(" \t\r\n\x1e\ufeff")
        if len(text) > CHUNK * 4 and text.count(",") > ENTRY_VALUES:
            return Unreadable(_("it is too long to be read"))
        found, end = _decode(text, 0)
    except UnicodeDecodeError:
        return Unreadable(_("it is not written in UTF-8"))
    except json.JSONDecodeError:
        return Unreadable(_("it is not valid JSON"))
    except Unreadable as error:
        return error
    return found if end == len(text) else Unreadable(_("it is not valid JSON"))


def _decode(text: str, at: int) -> tuple[Any, int]:
    try:
        return DECODER.raw_decode(text, at)
    except RecursionError:
        raise Unreadable(_("it is nested too deeply to be OCDS")) from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise Unreadable(_("it holds a number that is too long")) from None
    except ArithmeticError:
        raise Unreadable(_("it holds a number that is too large")) from None
