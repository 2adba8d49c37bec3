"""Who reads what a mail says. An organisation's administrators see that a mail went, to whom, when and how;
its subject, its text and its attachments only where they may see elsewhere what it is about."""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, Protocol

from django.conf import settings
from django.db.models import QuerySet

from outbox.models import Message, MessageQuerySet


class Matter(NamedTuple):
    """What a mail of a partnership is about: whoever of the side has the permission there may see it."""

    partnership_id: int
    side: str
    permission: str = "view"


class AboutSomething(Protocol):
    """A mail, or a row of it."""

    @property
    def to(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def partnership_id(self) -> int | None: ...
    @property
    def side(self) -> str: ...
    @property
    def permission(self) -> str: ...
    @property
    def matters(self) -> list[Any]: ...


#: The columns of a mail that decide.
DECIDING: Final = ("to", "about", "partnership_id", "side", "permission", "matters")
#: Of these matters, those that the person may see.
Rule = Callable[[Any, Iterable[Matter]], set[Matter]]
_rules: Final[list[Rule]] = []
HasLeft = Callable[[Message], bool]
_has_left: Final[list[HasLeft]] = []


def say_who_sees(rule: Rule) -> Rule:
    """For those who know what mails are about, which the outbox does not; from an ``offers.py``."""
    _rules.append(rule)
    return rule


def say_who_has_left(rule: HasLeft) -> HasLeft:
    """The same, of whether the reader of a mail that has not left yet has lost their part in it since."""
    _has_left.append(rule)
    return rule


def reader_has_left(mail: Message) -> bool:
    """A mail that ends something, such as a meeting's entry in a calendar, reaches those who left as well."""
    ends_something = mail.calendar_method == "CANCEL"
    return not ends_something and any(rule(mail) for rule in _has_left)


def about_fields(about: Matter | Message.About) -> dict[str, Any]:
    if isinstance(about, Matter):
        return {"about": Message.About.PARTNERSHIP, **about._asdict()}
    return {"about": about}


def matter_of(mail: AboutSomething) -> Matter | None:
    if mail.about != Message.About.PARTNERSHIP or mail.partnership_id is None:
        return None
    return Matter(mail.partnership_id, mail.side, mail.permission)


def matters_of(mail: AboutSomething) -> set[Matter]:
    """One, where it does not say several things, of which each may be about another partnership."""
    if mail.about == Message.About.PARTNERSHIP and mail.matters:
        return {Matter(*matter) for matter in mail.matters}
    return {matter} if (matter := matter_of(mail)) else set()


def about_all_of(mails: Iterable[Message]) -> dict[str, Any]:
    """What a mail that says all of these is about: who reads it reads each of them."""
    abouts = {mail.about for mail in mails}
    if Message.About.PERSON in abouts:
        return {"about": Message.About.PERSON, "matters": []}
    matters = [list(matter) for matter in sorted({matter for mail in mails for matter in matters_of(mail)})]
    return {"about": Message.About.PARTNERSHIP if matters else Message.About.ORGANISATION, "matters": matters}


def administered_by(person: Any) -> "QuerySet[Any]":
    """The memberships by which the person administers organisations. They are signed in, so whether the
    account is active need not be asked again."""
    memberships: QuerySet[Any] = person.memberships.filter(ended_at=None, is_administrator=True)
    return memberships.order_by()


def is_reader(person: Any, mail: AboutSomething) -> bool:
    return bool(mail.to.lower() == person.email.lower())


def readable(person: Any, mails: Iterable[AboutSomething]) -> list[bool]:
    """Of each of these, which the person's organisation sent, whether they read what it says."""
    mails = list(mails)
    reads = _reads(person, {matter for mail in mails for matter in matters_of(mail)})
    return [reads(mail) for mail in mails]


def reads_among(person: Any, mails: MessageQuerySet) -> Callable[[AboutSomething], bool]:
    """The same of however many: what they are about is found first, and each is asked one by one then."""
    about = mails.filter(about=Message.About.PARTNERSHIP).exclude(partnership_id=None).order_by()
    columns = ("partnership_id", "side", "permission")
    matters = {Matter(*row) for row in about.values_list(*columns).distinct()}
    several = mails.exclude(matters=[]).order_by().values_list("matters", flat=True)
    matters |= {Matter(*one) for each in several.iterator() for one in each}
    return _reads(person, matters)


def _reads(person: Any, matters: set[Matter]) -> Callable[[AboutSomething], bool]:
    if settings.MAIL_IS_KEPT:
        return lambda _mail: True  # it reaches nobody: here is where it is read
    seen = {matter for rule in _rules for matter in rule(person, matters)} if matters else set()

    def reads(mail: AboutSomething) -> bool:
        own = matters_of(mail)
        is_open = mail.about == Message.About.ORGANISATION or (bool(own) and own <= seen)
        return is_open or is_reader(person, mail)

    return reads
