"""What rooms offer to others: each says it of its own things in its ``offers.py``, which is imported once,
when the project starts and all models are there.

Such a module calls registries, each of which lies where it is used and says what it wants to know:

- ``offer_to_agendas`` (``governance.agendas.selectors``): what a meeting may talk about
- ``offer_attachments`` (``partnerships.files.targets``): what carries files and comments
- ``offer_holding`` (``partnerships.people.holdings``): what people hold, and hand over
- ``offer_kind_to_sign`` (``partnerships.signing.kinds``): what both sides sign
- ``offer_to_search`` (``partnerships.search.kinds``): what is found by words, and how it looks
- ``offer_acquaintances`` (``partnerships.lifecycle.suppliers``): whom an organisation works with
- ``stop_when_ended`` (``partnerships.lifecycle.ending``): what stops when a partnership ends
- ``name_values`` (``partnerships.timeline.words``): what codes are called in histories
- ``offer_stored_words`` (``common.stored_words``): words stored ready made, said again to each reader
- ``ask_before_leaving`` (``accounts.organisations.leaving``): what somebody would leave open

It may import whatever it needs of its house and of those below, and nobody imports it: who uses what is
offered knows none of those who offer. Where the order matters, each offer names its ``position``, and no two
the same. What lies on a lower floor than a registry is offered by the room of the registry.
"""

import pkgutil
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import get_resolver, reverse

_pages: Final[set[str]] = set()


class _Placed(Protocol):
    @property
    def position(self) -> int: ...


Offer = TypeVar("Offer", bound=_Placed)


def import_offers() -> None:
    for app in apps.get_app_configs():
        for name in offers_of(app):
            import_module(name)


def offers_of(app: AppConfig) -> list[str]:
    """The modules of this app's rooms, where it is one of this project's own apps."""
    if Path(app.path).parent != Path(settings.BASE_DIR):
        return []
    rooms = [found.name for found in pkgutil.iter_modules([app.path], f"{app.name}.") if found.ispkg]
    return [f"{room}.offers" for room in rooms if find_spec(f"{room}.offers")]


def in_order(offers: Iterable[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda offer: offer.position)


def page(name: str) -> Callable[..., str]:
    """The address of a page of this name. The names are looked up when the project starts, so that one which
    is misspelt does not wait for somebody to click on it."""
    _pages.add(name)
    return lambda *args: reverse(name, args=args)


def check_pages(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    known = get_resolver().reverse_dict
    return [
        Error(f"An offers.py names the page {name!r}, which there is not.", id="common.E001")
        for name in sorted(_pages)
        if name not in known
    ]
