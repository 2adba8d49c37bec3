"""What else a partnership keeps: ideas, lessons, concerns, files and so on, all of them in the one whose pages
are measured."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from django.db.models import Model

from accounts.people.models import Person
from agreements.importing.models import ImportRun
from bench.data import TODAY, Size, store
from bench.risks import MEASURED
from governance.charter.models import CharterSection, CharterVersion
from governance.concerns.models import Concern, Perspective
from governance.horizon.models import HorizonItem
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.warnings.models import EarlyWarning
from partnerships.files.models import Attachment, StoredContent
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Side
from partnerships.signing.models import Signature, SignOff

Sided = list[tuple[Side, Person]]
NOON = datetime.combine(TODAY, datetime.min.time(), UTC)
VERSIONS, SECTIONS = 5, 12
WORDS = "We looked at it together, and this is what came of it. " * 3


def load(size: Size, partnerships: list[Partnership], people: dict[int, Sided]) -> None:
    partnership = next(each for each in partnerships if each.reference == MEASURED)
    sided = people[partnership.pk]
    kinds: list[Callable[[Partnership, Sided, int], Iterator[Model]]]
    kinds = [_ideas, _lessons, _concerns, _warnings, _horizon, _files, _imports]
    for kind in kinds:
        store(kind(partnership, sided, size.records))
    store(
        Perspective(concern=concern, side=side, text=WORDS, by=sided[0][1])
        for concern in Concern.objects.filter(partnership=partnership)
        for side in Side
    )
    _sign_offs(partnership, sided, size.records // 5)
    _charter(partnership, sided)


def _numbered(sided: Sided, count: int) -> Iterator[tuple[int, Side, Person]]:
    """Brought up by everybody in turn."""
    for number, (side, person) in enumerate(islice(cycle(sided), count), start=1):
        yield number, side, person


def _ideas(partnership: Partnership, sided: Sided, count: int) -> Iterator[Idea]:
    for number, side, person in _numbered(sided, count):
        yield Idea(
            partnership=partnership, number=number, title=f"Do point {number} another way", description=WORDS,
            area=Idea.Area.values[number % len(Idea.Area.values)], hoped="Shorter waits.", shown="Half an hour.",
            stage=Idea.Stage.values[number % len(Idea.Stage.values)], raised_side=side, created_by=person,
            customer_sponsor=sided[0][1], moved_at=NOON - timedelta(days=number),
        )  # fmt: skip


def _lessons(partnership: Partnership, sided: Sided, count: int) -> Iterator[Lesson]:
    for number, side, person in _numbered(sided, count):
        yield Lesson(
            partnership=partnership, number=number, title=f"Point {number} takes longer than one thinks",
            category=Lesson.Category.values[number % len(Lesson.Category.values)], happened=WORDS, learned=WORDS,
            side=side, created_by=person, created_at=NOON - timedelta(days=number),
        )  # fmt: skip


def _concerns(partnership: Partnership, sided: Sided, count: int) -> Iterator[Concern]:
    for number, side, person in _numbered(sided, count):
        is_over = number % 4 != 1
        yield Concern(
            partnership=partnership, number=number, title=f"We hear late of point {number}", text=WORDS,
            effect=WORDS, wish=WORDS, level=list(Level)[number % len(Level)], raised_by=person, raised_side=side,
            raised_at=NOON - timedelta(days=number), customer_holder=sided[0][1], supplier_holder=sided[-1][1],
            due_on=None if is_over else TODAY + timedelta(days=30), state="ended" if is_over else "open",
            outcome=WORDS if is_over else "", ended_at=NOON if is_over else None,
        )  # fmt: skip


def _warnings(partnership: Partnership, sided: Sided, count: int) -> Iterator[EarlyWarning]:
    for number, side, person in _numbered(sided, count):
        yield EarlyWarning(
            partnership=partnership, text=f"Point {number} may be late", raised_by=person, raised_side=side,
            raised_at=NOON - timedelta(days=number),
        )  # fmt: skip


def _horizon(partnership: Partnership, sided: Sided, count: int) -> Iterator[HorizonItem]:
    for number, side, person in _numbered(sided, count):
        yield HorizonItem(
            partnership=partnership, title=f"Law on point {number}", meaning=WORDS, created_by=person,
            counts_from=TODAY + timedelta(days=number), watcher=person, watcher_side=side,
        )  # fmt: skip


def _files(partnership: Partnership, sided: Sided, count: int) -> Iterator[Attachment]:
    for number, side, person in _numbered(sided, count):
        name = f"Point {number}.pdf"
        content = StoredContent.objects.create(sha256=hashlib.sha256(name.encode()).hexdigest(), size=40_000)
        organisation = partnership.organisation(side)
        assert organisation is not None
        yield Attachment(
            partnership=partnership, about=f"action/{number % 20 + 1}", about_title=f"Agree on point {number}",
            name=name, content=content, size=content.size, content_type="application/pdf", group="document",
            added_by=person, added_at=NOON - timedelta(days=number), side=side, organisation=organisation,
        )  # fmt: skip


def _imports(partnership: Partnership, sided: Sided, count: int) -> Iterator[ImportRun]:
    for number, _side, person in _numbered(sided, count):
        yield ImportRun(
            organisation=partnership.customer, person=person, state="stored", stored_at=NOON,
            files=[{"name": f"{number}.json", "stored_as": f"imports/{number}.json", "size": 40_000}],
        )  # fmt: skip


def _sign_offs(partnership: Partnership, sided: Sided, count: int) -> None:
    """Each signed by both sides; the digests are not those of the texts, for nobody verifies them here."""
    signed = store(
        SignOff(
            partnership=partnership, number=number, kind="charter", key=str(number), title=f"Charter {number}",
            text=WORDS, sha256="0" * 64, submitted_by=person, submitted_side=side, state="signed", signed_at=NOON,
            submitted_at=NOON - timedelta(days=number), previous=str(number), key_id="0", digest="0" * 64,
        )
        for number, side, person in _numbered(sided, count)
    )  # fmt: skip
    store(
        Signature(
            sign_off=sign_off, side=side, person=person, name=person.name, organisation="An organisation",
            part="sro" if side is Side.CUSTOMER else "srie", sha256="0" * 64, method="password",
            previous=side.value, key_id="0", digest="0" * 64,
        )
        for sign_off in signed
        for side, person in (sided[0], sided[-1])
    )  # fmt: skip


def _charter(partnership: Partnership, sided: Sided) -> None:
    for number in range(1, VERSIONS + 1):
        version = CharterVersion.objects.create(
            partnership=partnership, number=number, started_by=sided[0][1], review_on=TODAY + timedelta(days=90),
        )  # fmt: skip
        store(
            CharterSection(
                charter=version, key=f"s{n}", title=f"What we promise, {n}", text=WORDS, position=n
            )
            for n in range(1, SECTIONS + 1)
        )
        version.state, version.signed_at = "current" if number == VERSIONS else "earlier", NOON
        version.save()
