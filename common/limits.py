"""So many times within so long, counted in the cache."""

import hashlib

from django.core.cache import cache


def is_within(what: str, who: str, most: int, seconds: int) -> bool:
    """Count this time, and say whether it is one of the first ``most``; the first one begins the window."""
    key = _key(what, who)
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the window ended between the two questions
        cache.add(key, 1, seconds)
        return True


def is_spent(what: str, who: str, most: int) -> bool:
    """Whether all of them are used up, without counting."""
    return int(cache.get(_key(what, who)) or 0) >= most


def _key(what: str, who: str) -> str:
    return f"limit/{what}/{hashlib.sha256(who.encode()).hexdigest()}"
