"""Tries to guess what one person alone knows, and how often a page may be sent."""

import functools
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.people.models import Person
from accounts.people.requests import person_of
from accounts.sign_in.known_browsers import known_browser
from common.limits import give_back, limit

MINUTE: Final = timedelta(minutes=1)
FIVE_MINUTES: Final = timedelta(minutes=5)
HOUR: Final = timedelta(hours=1)

Page = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Count:
    key: str
    at_most: int
    per: timedelta


class Tries:
    """A try is counted before it is looked at, so that many at once are not more than so many; what was
    right is given back."""

    def __init__(self, *counts: Count) -> None:
        self.counts = counts

    def begin(self) -> None:
        """Raise ``ValidationError`` for one too many."""
        # one that is refused was no try, so those behind it do not count it
        if not all(limit(count.key, count.at_most, count.per, otherwise=False) for count in self.counts):
            raise ValidationError(
                _("Too many tries. Please wait some minutes, or ask for a new password."),
                code="too_many_tries",
            )

    def succeeded(self) -> None:
        for count in self.counts:
            give_back(count.key)


def tries_to_sign_in(request: HttpRequest, email: str, what: str = "password") -> Tries:
    """Counted by where they come from: nobody uses up those of others, unless from very many places at once;
    and then a browser in which the person has signed in before is let past."""
    email = email.lower()
    if browser := known_browser(request, email):
        return Tries(Count(f"{what}/{email}/browser/{browser}", 5, FIVE_MINUTES))
    origin = origin_of(request)
    return Tries(
        Count(f"{what}/{email}/origin/{origin}", 5, FIVE_MINUTES),
        Count(f"{what}/origin/{origin}", 10, MINUTE),
        Count(f"{what}/{email}", 50, HOUR),
    )


def tries_of(person: Person, what: str) -> Tries:
    """Of somebody who is signed in: nobody else uses these up."""
    return Tries(Count(f"{what}/person/{person.pk}", 5, FIVE_MINUTES))


def origin_of(request: HttpRequest) -> str:
    """The machine a request comes from, or with IPv6 the network: there, one machine has many addresses."""
    address: str = get_adapter().get_client_ip(request)
    try:
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.ip_network(f"{address}/64", strict=False))
    except ValueError:
        pass  # whatever it is, it is counted as it is
    return address


def limited(page: Page, what: str, at_most: int, by: Callable[[HttpRequest], str] = origin_of) -> Page:
    """``page``, which may be sent so often a minute."""

    @functools.wraps(page)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_sent = request.method not in {"GET", "HEAD"}
        if is_sent and not limit(f"{what}/{by(request)}", at_most, MINUTE, otherwise=False):
            return too_often(request)
        return page(request, *args, **kwargs)

    return answer


def signing_in(request: HttpRequest) -> str:
    """Counted by browser, where it is known; else all who share an address of the network together."""
    return known_browser(request, request.POST.get("login", "")) or origin_of(request)


def own(request: HttpRequest) -> str:
    """Counted by person, where one is signed in."""
    return f"person/{person_of(request).pk}" if request.user.is_authenticated else origin_of(request)


def too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
