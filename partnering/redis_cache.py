import functools
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def forgiving(method: Callable[..., Any], otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """``method``, and what it answers instead while Redis is away."""

    @functools.wraps(method)
    def call(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            log.warning("the cache is away: %s", error)
            return otherwise(*args, **kwargs)

    return call


def default_of(key: str, default: Any = None, version: int | None = None) -> Any:
    return default


def nothing(*args: Any, **kwargs: Any) -> bool:
    return False


class ForgivingRedisCache(RedisCache):
    """A cache that forgets while Redis is away, so that people can work on: what has to last is in the
    database."""

    get = forgiving(RedisCache.get, default_of)
    get_many = forgiving(RedisCache.get_many, lambda *args, **kwargs: {})
    has_key = forgiving(RedisCache.has_key, nothing)
    #: as if it were stored: one that was asked to keep a lock or a count lets the caller go on
    add = forgiving(RedisCache.add, lambda *args, **kwargs: True)
    incr = forgiving(RedisCache.incr, lambda key, delta=1, version=None: delta)
    set = forgiving(RedisCache.set, nothing)
    set_many = forgiving(RedisCache.set_many, lambda data, *args, **kwargs: list(data))
    touch = forgiving(RedisCache.touch, nothing)
    delete = forgiving(RedisCache.delete, nothing)
    delete_many = forgiving(RedisCache.delete_many, nothing)
    clear = forgiving(RedisCache.clear, nothing)
