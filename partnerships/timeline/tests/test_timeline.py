"""What happened is read in words, filtered, taken along as CSV, and changed by nobody."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from common.csv_rows import harmless
from common.immutable import RowIsImmutable
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.services import edit_partnership
from partnerships.timeline import exports
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.services import happening_at, record
from partnerships.timeline.texts import event_text
from tests.story import Story

PAGE = "/p/school/timeline/"
FILE = "/p/school/timeline.csv"


def event(story: Story, kind: str, subject: str, who: str = "", at: str = "", **more: Any) -> TimelineEvent:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else timezone.now()
    with happening_at(moment):
        person = story.people[who] if who else None
        return record(partnership=story.partnership, person=person, kind=kind, subject=subject, **more)


@pytest.fixture
def past(story: Story) -> Story:
    event(story, "partnership.accepted", "School administration", "supplier_lead", "2026-01-05T10:00")
    event(story, "action.done", "Open the ledger", "lead", "2026-02-05T10:00", change={"number": 1})
    event(story, "health_check.closed", "Health check 2026", "", "2026-03-05T10:00")
    event(story, "idea.raised", "Our own", "lead", "2026-03-06T10:00", space="customer")
    event(story, "idea.raised", "Theirs", "supplier_lead", "2026-03-07T10:00", space="supplier")
    event(story, "budget.terms_agreed", "Project board", "srie", "2026-03-08T23:30")
    return story


def told_to(client: Client, story: Story, name: str, query: str = "") -> list[str]:
    client.force_login(story.people[name])
    return [line.sentence for line in client.get(f"{PAGE}?{query}").context["events"]]


def rows(client: Client, query: str = "") -> list[list[str]]:
    response: Any = client.get(f"{FILE}?{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_each_side_reads_what_is_joint_and_its_own(client: Client, past: Story) -> None:
    joint = [
        "Budget: terms agreed – “Project board”, Per Olsen",
        "“Health check 2026” closed, and both sides saw the answers",
        "Karin Lind ticked off “Open the ledger”",
        "Jonas Berg accepted the partnership",
    ]
    ours, theirs = "Karin Lind raised the idea “Our own”", "Jonas Berg raised the idea “Theirs”"
    for name in ("lead", "reader", "officer"):
        assert told_to(client, past, name) == [joint[0], ours, *joint[1:]]
        assert [row[3] for row in rows(client)[1:]] == [joint[0], ours, *joint[1:]]
    for name in ("supplier_reader", "supplier_officer"):
        assert told_to(client, past, name) == [joint[0], theirs, *joint[1:]]
        assert "Our own" not in str(rows(client))
    client.force_login(past.stranger)
    assert client.get(PAGE).status_code == 404
    assert client.get(FILE).status_code == 404


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("about=action", ["ticked off"]),
        ("about=other", ["Budget"]),
        ("about=idea", ["Our own"]),
        ("who=0", ["Health check"]),
        ("since=2026-03-05", ["Budget", "Our own", "Health check"]),
        ("until=2026-02-05", ["ticked off", "accepted"]),
        ("since=2026-02-01&until=2026-02-28", ["ticked off"]),
        ("about=idea&since=2026-03-07", []),
        # what makes no sense is left out
        ("about=nonsense&who=x&since=1&until=9999-12-31", 5),
        ("since=0001-01-01&who=999999&after=xyz", 5),
    ],
)
def test_filters(client: Client, past: Story, query: str, subjects: Any) -> None:
    found = told_to(client, past, "lead", query)
    assert len(found) == (subjects if isinstance(subjects, int) else len(subjects))
    if isinstance(subjects, list):
        assert all(word in line for word, line in zip(subjects, found, strict=True))
    assert [row[3] for row in rows(client, query)[1:]] == found


def test_a_day_is_the_readers_own(client: Client, past: Story) -> None:
    past.lead.time_zone = "Europe/Stockholm"
    past.lead.save()
    assert told_to(client, past, "lead", "since=2026-03-09") == [
        "Budget: terms agreed – “Project board”, Per Olsen"
    ]
    assert rows(client)[1][0] == "2026-03-09 00:30:00"


def test_by_person_and_only_those_who_did_something_one_may_see(client: Client, past: Story) -> None:
    assert told_to(client, past, "lead", f"who={past.supplier_lead.pk}") == [
        "Jonas Berg accepted the partnership"
    ]
    event(past, "idea.raised", "Hidden", "supplier_member", space="supplier")
    client.force_login(past.lead)
    names = [label for _key, label in client.get(PAGE).context["form"].fields["who"].choices]
    assert names == ["Anybody", "Jonas Berg", "Karin Lind", "Per Olsen", "Partnering by itself"]


def test_what_changed_is_said_in_words(story: Story) -> None:
    edit_partnership(
        actor=story.actor("lead"), version=1, title="Schools", stage="first_year", reason="A new start.",
        start=story.partnership.start, end=story.partnership.end,
    )  # fmt: skip
    edited, proposed = (event_text(event).details for event in TimelineEvent.objects.all())
    assert edited == ["Title: School administration → Schools"]
    assert proposed == ["Stage: In operation → First year", "Reason: A new start."]
    made = event(story, "some.thing", "X", change={
        "due": [None, "2026-05-04"], "reason": "Too dear", "number": 3, "note": "", "asked": ["A", "B"],
        "level": ["tactical", None], "title": {"odd": 1}, "gaps": 2,
    })  # fmt: skip
    assert event_text(made).details == [
        "By: 4 May 2026", "Reason: Too dear", "Who is asked: A, B", "Level: no longer Tactical",
        "Perception gaps: 2",
    ]  # fmt: skip


def test_no_cell_of_the_file_is_a_formula(client: Client, story: Story) -> None:
    event(story, "=cmd", "=HYPERLINK(1)", "lead", change={"note": "@SUM(A1)\nsecond; line"})
    event(story, "x", "Plain", "lead")
    client.force_login(story.lead)
    found = rows(client)
    assert len(found) == 3
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in found for cell in row)
    assert harmless("=1+1") == "'=1+1"
    assert harmless(" \t-1") == "' \t-1"
    assert harmless("2026-01-01") == "2026-01-01"


def test_the_file_holds_every_row_once(client: Client, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 7)
    now = timezone.now()
    TimelineEvent.objects.bulk_create(
        TimelineEvent(
            partnership=story.partnership, kind="x.y", subject=f"Thing {n}", at=now - timedelta(hours=n // 5)
        )
        for n in range(63)
    )
    client.force_login(story.reader)
    found = rows(client)
    assert len(found) == 64
    assert len({row[3] for row in found[1:]}) == 63


@pytest.mark.parametrize("count", [3, 120])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    TimelineEvent.objects.bulk_create(
        TimelineEvent(partnership=story.partnership, kind="x.y", subject=f"{n}", person=story.lead)
        for n in range(count)
    )
    client.force_login(story.lead)
    with django_assert_max_num_queries(10):
        client.get(PAGE)
    seen, url = [], PAGE
    while url:
        context = client.get(url).context
        seen += [line.sentence for line in context["events"]]
        url = PAGE + context["page"].next_url if context["page"].next_url else ""
    assert len(seen) == len(set(seen)) == count


def _save(made: TimelineEvent) -> None:
    made.subject = "Something else"
    made.save()


def _over(made: TimelineEvent) -> None:
    made.save(force_update=True)


CHANGES: list[Callable[[TimelineEvent], Any]] = [
    _save,
    _over,
    lambda made: made.delete(),
    lambda made: TimelineEvent.objects.all().update(subject="Else"),
    lambda made: TimelineEvent.objects.filter(pk=made.pk).delete(),
    lambda made: TimelineEvent.objects.bulk_update([made], ["subject"]),
    lambda made: TimelineEvent.objects.update_or_create(pk=made.pk, defaults={"subject": "Else"}),
    lambda made: TimelineEvent.objects.bulk_create(
        [made], update_conflicts=True, unique_fields=["id"], update_fields=["subject"]
    ),
    lambda made: made.partnership.timelineevents.all().delete(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_happened_cannot_be_changed(story: Story, change: Callable[[TimelineEvent], Any]) -> None:
    made = event(story, "action.done", "Open the ledger", "lead")
    with pytest.raises(RowIsImmutable), transaction.atomic():
        change(made)
    assert TimelineEvent.objects.get().subject == "Open the ledger"


def test_a_partnership_that_has_a_past_stays(story: Story) -> None:
    event(story, "action.done", "Open the ledger", "lead")
    story.partnership.roles.all().delete()
    with pytest.raises(ProtectedError):
        Partnership.objects.filter(pk=story.partnership.pk).delete()
    assert TimelineEvent.objects.exists()


@pytest.mark.parametrize(
    "change",
    ["UPDATE partnerships_timelineevent SET subject = 'Else'", "DELETE FROM partnerships_timelineevent"],
)
def test_nor_by_whoever_asks_the_database_itself(story: Story, change: str) -> None:
    event(story, "action.done", "Open the ledger", "lead")
    with pytest.raises(IntegrityError, match="final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert TimelineEvent.objects.get().subject == "Open the ledger"


def test_nothing_on_the_page_changes_anything(client: Client, past: Story) -> None:
    client.force_login(past.lead)
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(PAGE).status_code == 405
        assert method(FILE).status_code == 405
    main = client.get(PAGE).content.decode().split("<h1", 1)[1]
    assert 'method="post"' not in main
    assert TimelineEvent.objects.count() == 6
