"""From an event's kind, subject and facts to a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from common.stored_words import in_own_language
from partnerships.sides import Space
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.words import FACTS, SENTENCES, SEVERAL, VALUES, group_of

#: Who acts where nobody did.
ITSELF = "Partnering"
#: What these are about is called by the product, not by people.
READY_MADE = frozenset({"charter", "health_check", "openness", "role", "sign_off"})


@dataclass(frozen=True)
class EventText:
    at: datetime
    who: str
    sentence: str
    details: list[str]
    group: str
    icon: str
    space: str
    url: str
    kind: str

    @property
    def is_private(self) -> bool:
        return self.space != Space.JOINT

    @cached_property
    def _local(self) -> datetime:
        return timezone.localtime(self.at)

    @property
    def day(self) -> date:
        return self._local.date()

    @property
    def time(self) -> str:
        return time_format(self._local)


def event_texts(events: Iterable[TimelineEvent], reference: str = "") -> list[EventText]:
    """``reference`` is the partnership's, where the sentences are to lead to what they are about."""
    return [event_text(event, reference) for event in events]


def event_text(event: TimelineEvent, reference: str = "") -> EventText:
    who = event.person.name if event.person else ITSELF
    key, group = group_of(event.kind)
    what = in_own_language(event.subject) if key in READY_MADE else event.subject
    return EventText(
        at=event.at,
        who=who,
        sentence=_sentence(event.kind, who, what),
        details=details_of(event.change),
        group=str(group.label),
        icon=group.icon,
        space=event.space,
        url=_url(group.page, reference, event.change),
        kind=event.kind,
    )


def _sentence(kind: str, who: str, what: str) -> str:
    if kind in SENTENCES:
        return str(SENTENCES[kind]) % {"who": who, "what": what}
    noun, _dot, verb = kind.partition(".")
    said = _plain(noun).capitalize()
    if verb:
        said = _("%(noun)s: %(verb)s") % {"noun": said, "verb": _plain(verb)}
    return _("%(said)s – “%(what)s”, %(who)s") % {"said": said, "what": what, "who": who}


def details_of(change: Any, facts: Mapping[str, Any] = FACTS) -> list[str]:
    """A line for each fact that has a name among ``facts``."""
    if not isinstance(change, dict):
        return []
    said = (_fact(str(facts[name]), name, value) for name, value in change.items() if name in facts)
    return [line for line in said if line]


def _fact(label: str, name: str, value: Any) -> str:
    if isinstance(value, list) and len(value) == 2 and name not in SEVERAL:
        before, after = (_value(name, each) for each in value)
        if before and after:
            return f"{label}: {before} → {after}"
        if before:
            return _("%(label)s: no longer %(before)s") % {"label": label, "before": before}
        value_said = after
    elif isinstance(value, list):
        value_said = ", ".join(_value(name, each) for each in value)
    else:
        value_said = _value(name, value)
    return f"{label}: {value_said}" if value_said else ""


def _value(name: str, value: Any) -> str:
    """A value in words; nothing for one that is not there."""
    if value is None or value in ("", "None") or isinstance(value, (dict, list)):
        return ""
    words = VALUES.get(name, {}).get(value)
    return str(words) if words else _day(value) if isinstance(value, str) else str(value)


def _day(text: str) -> str:
    """Days and moments as they are read; other text as it is."""
    try:
        moment = parse_datetime(text) if "T" in text else None
        day: date | None = timezone.localtime(moment).date() if moment else parse_date(text)
    except (ValueError, OverflowError):
        return text
    return date_format(day, "DATE_FORMAT") if day else text


def _plain(word: str) -> str:
    return word.replace("_", " ").replace(".", " ").strip()


def _url(page: str, reference: str, change: Any) -> str:
    number = change.get("number") if isinstance(change, dict) else None
    if not page or not reference or not isinstance(number, int):
        return ""
    try:
        return reverse(page, args=[reference, number])
    except NoReverseMatch:
        return ""
