"""The keys of the digests, which lie outside the database: whoever can write there still cannot seal."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings


def key_id(key: str) -> str:
    """Says which key it was, and nothing about it."""
    return hashlib.sha256(f"signing key {key}".encode()).hexdigest()[:16]


def present_key_id() -> str:
    return key_id(settings.SIGNING_KEY)


def known_keys() -> dict[str, str]:
    """The present one and those before it, by their ids."""
    return {key_id(key): key for key in (settings.SIGNING_KEY, *settings.SIGNING_KEY_FALLBACKS)}


def keyed_digest(facts: list[Any], key: str) -> str:
    """HMAC-SHA-256, in hexadecimal digits."""
    said = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
