"""Lessons are kept in the partnership; their owner's lead opens them to the owner's whole organisation."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.organisations.models import Membership
from governance.lessons.models import Lesson
from governance.lessons.services import add_lesson, edit_lesson, share_lesson, unshare_lesson
from partnerships.lifecycle.models import Partnership
from tests.story import Story, new_person

LIST = "/p/school/lessons/"
ONE = "/p/school/lessons/1/"
OURS = "/lessons/"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Name a deputy", "category": "people", "happened": "Nordlys was on leave.",
        "learned": "Somebody may always decide.", "for_whom": "beginners", "words": "leave", **changes,
    }  # fmt: skip


def new_lesson(story: Story, by: str = "lead", **changes: Any) -> Lesson:
    return add_lesson(actor=story.actor(by), **filled(**changes))


def test_members_keep_lessons_and_both_sides_read_what_is_joint(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(f"{LIST}new/", filled(space="joint")).status_code == status
    client.force_login(story.member)
    for _click in range(2):
        client.post(f"{LIST}new/", filled(space="joint"))
    client.post(f"{LIST}new/", filled(title="Ours alone", space="customer"))
    assert [(lesson.number, lesson.side) for lesson in Lesson.objects.order_by("number")] == [
        (1, "customer"), (2, "customer"),
    ]  # fmt: skip
    for name, statuses in (("reader", (200, 200)), ("supplier_reader", (200, 404)), ("stranger", (404, 404))):
        client.force_login(story.people[name])
        assert (client.get(ONE).status_code, client.get(f"{LIST}2/").status_code) == statuses
    client.force_login(story.supplier_lead)
    assert [lesson.number for lesson in client.get(LIST).context["page"].rows] == [1]
    assert client.post(f"{ONE}edit/", filled(version=1)).status_code == 403
    assert client.post(f"{ONE}share/").status_code == 403
    assert client.post(f"{LIST}2/share/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"learned": ""}, "learned"),
        ({"happened": ""}, "happened"),
        ({"category": "luck"}, "category"),
        ({"space": "supplier"}, "space"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, str], field: str
) -> None:
    client.force_login(story.lead)
    page = client.post(f"{LIST}new/", {**filled(space="joint", words="Kept words"), **changes})
    assert page.context["form"].errors[field]
    assert "Kept words" in page.content.decode()
    assert not Lesson.objects.exists()


def test_only_the_lead_of_its_side_opens_it_and_only_the_own_organisation_reads_it(
    client: Client, story: Story
) -> None:
    new_lesson(story, "member")
    colleague = new_person("Ylva", "Holm", story.customer)
    for name in ("member", "sro", "officer"):
        client.force_login(story.people[name])
        assert client.post(f"{ONE}share/").status_code == 403
    client.force_login(colleague)
    assert "Name a deputy" not in client.get(OURS).content.decode()
    client.force_login(story.lead)
    assert client.post(f"{ONE}share/").status_code == 302
    client.force_login(colleague)
    page = client.get(OURS).content.decode()
    for told in ("Name a deputy", "Somebody may always decide.", "beginners", "learned as the customer"):
        assert told in page
    for untold in ("on leave.", "Nordlys", "School administration", "/p/school/", "Eva Ström", "Karin Lind"):
        assert untold not in page
    assert client.get(ONE).status_code == 404
    for name in ("supplier_lead", "supplier_officer", "supplier_administrator", "stranger"):
        client.force_login(story.people[name])
        assert "Name a deputy" not in client.get(OURS).content.decode()
    client.force_login(story.supplier_lead)
    page = client.get(ONE).content.decode()
    assert "whole organisation" not in page, "whom the others let read it is theirs to know"
    assert "let the whole organisation" not in client.get("/p/school/timeline/").content.decode()
    client.force_login(story.lead)
    client.post(f"{ONE}share/", {"do": "end"})
    client.force_login(colleague)
    assert "Name a deputy" not in client.get(OURS).content.decode()


def test_who_leaves_the_organisation_reads_its_lessons_no_longer(client: Client, story: Story) -> None:
    share_lesson(actor=story.actor("lead"), lesson=new_lesson(story))
    client.force_login(story.member)
    assert "Name a deputy" in client.get(OURS).content.decode()
    Membership.objects.filter(person=story.member).update(ended_at=timezone.now())
    assert "Name a deputy" not in client.get(OURS).content.decode()


def test_one_organisation_on_two_sides_reads_its_own_only(client: Client, story: Story) -> None:
    """The customer of one partnership is the supplier of another: the sides are not mixed up."""
    Partnership.objects.create(
        reference="second", title="Second", customer=story.elsewhere, supplier=story.customer,
        state="binding", start=date(2024, 8, 1), end=date(2034, 7, 31), proposed_by=story.stranger,
    )  # fmt: skip
    second = Partnership.objects.get(reference="second")
    for side in ("customer", "supplier"):
        Lesson.objects.create(
            partnership=second, number=["customer", "supplier"].index(side) + 1, title=f"As {side}",
            category="people", happened="x", learned="y", side=side, created_by=story.stranger,
            shared_at=timezone.now(), shared_by=story.stranger,
        )  # fmt: skip
    for name, title in (("lead", "As supplier"), ("stranger", "As customer")):
        client.force_login(story.people[name])
        assert [lesson.title for lesson in client.get(OURS).context["page"].rows] == [title]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Nordlys Skolsystem AB needs a deputy"},
        {"learned": "Ask nordlys skolsystem first."},
        {"words": "School administration"},
        {"for_whom": "whoever meets Jonas Berg"},
    ],
)
def test_no_name_leaves_the_partnership(client: Client, story: Story, changes: dict[str, str]) -> None:
    lesson = new_lesson(story, **changes)
    client.force_login(story.lead)
    page = client.post(f"{ONE}share/", follow=True).content.decode()
    assert "write it without the name" in page
    lesson.refresh_from_db()
    assert not lesson.is_shared
    edit_lesson(actor=story.actor("lead"), lesson=lesson, version=1, **filled())
    share_lesson(actor=story.actor("lead"), lesson=lesson)
    lesson.refresh_from_db()
    with pytest.raises(ValidationError, match="without the name"):
        edit_lesson(actor=story.actor("lead"), lesson=lesson, version=lesson.version, **filled(**changes))


def test_what_everybody_reads_is_changed_by_the_lead_alone(client: Client, story: Story) -> None:
    lesson = new_lesson(story, "member")
    client.force_login(story.member)
    assert client.post(f"{ONE}edit/", filled(title="Reworded", version=1)).status_code == 302
    client.post(f"{ONE}edit/", filled(title="Late", version=1))
    lesson.refresh_from_db()
    assert lesson.title == "Reworded", "the later one is told, not overwritten"
    share_lesson(actor=story.actor("lead"), lesson=lesson)
    assert "/edit/" not in client.get(ONE).content.decode()
    assert client.get(f"{ONE}edit/").status_code == 403
    assert client.post(f"{ONE}edit/", filled(title="Slipped in", version=3)).status_code == 403
    with pytest.raises(PermissionDenied):
        edit_lesson(actor=story.actor("member"), lesson=lesson, version=3, **filled())
    with pytest.raises(PermissionDenied):
        unshare_lesson(actor=story.actor("supplier_lead"), lesson=lesson)
    client.force_login(story.lead)
    assert client.get(f"{ONE}edit/").status_code == 200
    client.post(f"{ONE}edit/", filled(title="By the lead", version=3))
    lesson.refresh_from_db()
    assert lesson.title == "By the lead"


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("", 2, 2),
        ("q=LEAVE", 2, 1),
        ("q=nordlys", 2, 0),  # what happened is not searched from outside: finding is seeing
        ("category=money", 1, 1),
        ("side=supplier", 0, 0),
        ("category=x&side=y&after=z", 2, 2),
    ],
)
def test_finding(client: Client, story: Story, query: str, inside: int, outside: int) -> None:
    for changes in ({}, {"title": "Second", "category": "money", "words": ""}):
        share_lesson(actor=story.actor("lead"), lesson=new_lesson(story, **changes))
    client.force_login(story.lead)
    assert len(client.get(f"{LIST}?{query}").context["page"].rows) == inside
    assert len(client.get(f"{OURS}?{query}").context["page"].rows) == outside


@pytest.mark.parametrize("count", [3, 60])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Lesson.objects.bulk_create(
        Lesson(
            partnership=story.partnership, number=1000 + n, title=f"Lesson {n}", category="people",
            happened="x", learned="y", side="customer", created_by=story.lead, shared_at=timezone.now(),
            shared_by=story.lead,
        )
        for n in range(count)
    )  # fmt: skip
    client.force_login(story.lead)
    for url in (LIST, f"{LIST}1000/", OURS):
        with django_assert_max_num_queries(9):
            client.get(url)
    for start in (LIST, OURS):
        seen, url = [], start
        while url:
            page = client.get(url).context["page"]
            seen += [lesson.pk for lesson in page.rows]
            url = start + page.next_url if page.next_url else ""
        assert len(seen) == len(set(seen)) == count
