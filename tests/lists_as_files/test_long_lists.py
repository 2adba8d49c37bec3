"""However long a list is, it leaves by the same few questions, a portion at a time."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.register.models import Agreement, AgreementParty
from common.exports import AT_ONCE
from governance.horizon.models import HorizonItem
from governance.lessons.models import Lesson
from governance.warnings.models import EarlyWarning
from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from tests.lists_as_files.reading import taken
from tests.story import Story

MANY = 2 * AT_ONCE + 50


def agreements(story: Story, numbers: Iterable[int]) -> None:
    made = Agreement.objects.bulk_create(
        [Agreement(register=story.customer, title=f"Agreement {number}") for number in numbers]
    )
    AgreementParty.objects.bulk_create([
        AgreementParty(agreement=one, organisation=party, part="supplier")
        for one in made
        for party in (story.supplier, story.elsewhere)
    ])  # fmt: skip


def partnerships(story: Story, numbers: Iterable[int]) -> None:
    Partnership.objects.bulk_create([
        Partnership(
            reference=f"p-{number}", title=f"Partnership {number}", customer=story.customer,
            supplier=story.supplier, start=date(2026, 1, 1), proposed_by=story.officer,
        )
        for number in numbers
    ])  # fmt: skip


def horizon(story: Story, numbers: Iterable[int]) -> None:
    HorizonItem.objects.bulk_create([
        HorizonItem(
            partnership=story.partnership, title=f"Law {number}", meaning="More work.",
            counts_from=date(2030, 1, 1), watcher=story.member, watcher_side="customer",
            created_by=story.lead,
        )
        for number in numbers
    ])  # fmt: skip


def warnings(story: Story, numbers: Iterable[int]) -> None:
    EarlyWarning.objects.bulk_create([
        EarlyWarning(
            partnership=story.partnership, text=f"Rain {number}", raised_by=story.lead, raised_side="customer"
        )
        for number in numbers
    ])  # fmt: skip


def lessons(story: Story, numbers: Iterable[int]) -> None:
    Lesson.objects.bulk_create([
        Lesson(
            partnership=story.partnership, number=number + 1, title=f"Lesson {number}", category="people",
            happened="It rained.", learned="Take a coat.", side="customer", created_by=story.lead,
            shared_at=story.partnership.proposed_at, shared_by=story.lead,
        )
        for number in numbers
    ])  # fmt: skip


def mails(story: Story, numbers: Iterable[int]) -> None:
    Message.objects.bulk_create([
        Message(
            key=str(number), message_id=str(number), to="p@x.example", subject="News", text="", html="",
            organisation_id=story.customer.pk, about="partnership", partnership_id=story.partnership.pk,
            side="customer", permission="view",
        )
        for number in numbers
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("make", "who", "url"),
    [
        (agreements, "officer", "/agreements/export.csv"),
        (partnerships, "officer", "/partnerships/export.csv"),
        (horizon, "reader", "/p/school/horizon/export.csv"),
        (warnings, "reader", "/p/school/warnings/export.csv"),
        (lessons, "reader", "/lessons/export.csv"),
        (lessons, "reader", "/p/school/lessons/export.csv"),
        (mails, "administrator", "/outbox/export.csv"),
    ],
)
def test_a_long_list_asks_no_more_than_a_short_one(
    client: Client,
    story: Story,
    settings: object,
    make: Callable[[Story, Iterable[int]], None],
    who: str,
    url: str,
) -> None:
    settings.MAIL_IS_KEPT = False  # type: ignore[attr-defined]
    make(story, range(2))
    person = story.people[who]
    taken(client, person, url)
    client.get(url).getvalue()
    with CaptureQueriesContext(connection) as few:
        short = len(client.get(url).getvalue().splitlines())
    make(story, range(2, MANY))
    with CaptureQueriesContext(connection) as many:
        content = client.get(url).getvalue()
    assert len(content.splitlines()) == short + MANY - 2
    assert len(many) == len(few)
