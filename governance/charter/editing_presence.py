"""Who is writing in which section just now. It is of use for seconds, so it lives in the cache."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from common.alphabet import by_alphabet
from partnerships.access.actors import Actor

#: A browser says so again every few seconds; who has said nothing for so long has stopped.
SECONDS = 15


@dataclass(frozen=True)
class Writer:
    person_id: int
    name: str
    side: str


def _key(section_id: int) -> str:
    return f"charter/writing/{section_id}"


def mark_writing(actor: Actor, section_id: int) -> None:
    found = {**_awake(cache.get(_key(section_id)))}
    found[actor.person.pk] = (actor.person.name, actor.side.value, time.time())
    cache.set(_key(section_id), found, SECONDS)


def mark_done(actor: Actor, section_id: int) -> None:
    found = _awake(cache.get(_key(section_id)))
    if found.pop(actor.person.pk, None):
        cache.set(_key(section_id), found, SECONDS)


def other_writers(sections: Iterable[int], but: Actor) -> dict[int, list[Writer]]:
    """The others who write now, by section."""
    keys = {_key(pk): pk for pk in sections}
    found: dict[int, list[Writer]] = {}
    for key, said in cache.get_many(list(keys)).items():
        others = [Writer(pk, name, side) for pk, (name, side, _at) in _awake(said).items()]
        others = [writer for writer in others if writer.person_id != but.person.pk]
        if others:
            found[keys[key]] = sorted(others, key=lambda writer: by_alphabet(writer.name))
    return found


def _awake(said: dict[int, tuple[str, str, float]] | None) -> dict[int, tuple[str, str, float]]:
    since = time.time() - SECONDS
    return {pk: one for pk, one in (said or {}).items() if one[2] >= since}
