"""Structured logs: one JSON object a line, with the id of the request that caused it, and never a link that
opens a door for its reader alone."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")

#: What follows these words in an address is a key: a personal link, an invitation, a new password.
SLASH = r"(?:/|%2F)"
PRIVATE = re.compile(
    rf"({SLASH}(?:answer|attend|calendar|invitation|password{SLASH}reset{SLASH}key){SLASH}+)"
    r"(?:(?!%2F)[^/\s\"'?])+",
    re.IGNORECASE,
)
#: Facts that a log call may add to its line with ``extra``.
FACTS = ("method", "path", "status", "ms")


def without_private_links(text: str) -> str:
    return PRIVATE.sub(r"\1…", text)


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": without_private_links(record.getMessage()),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info:
            line["exception"] = without_private_links(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
