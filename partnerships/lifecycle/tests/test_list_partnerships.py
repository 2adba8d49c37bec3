from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.lifecycle.models import Partnership
from partnerships.sides import Stage
from tests.story import Story


def more(story: Story, count: int) -> None:
    Partnership.objects.bulk_create(
        Partnership(
            reference=f"road-{n}",
            title=f"Road {n:03}",
            stage=Stage.FIRST_YEAR,
            customer=story.customer,
            supplier=story.elsewhere,
            start=date(2026, 1, 1),
            end=date(2030, 1, 1),
            state=Partnership.State.BINDING,
            proposed_by=story.sro,
        )
        for n in range(count)
    )


def test_each_sees_their_own(client: Client, story: Story) -> None:
    more(story, 1)
    seen = {}
    for name in ("officer", "lead", "supplier_lead", "stranger", "administrator"):
        client.force_login(story.people[name])
        response = client.get("/partnerships/")
        seen[name] = [row.reference for row in response.context["page"].rows]
        assert ("/partnerships/new/" in response.content.decode()) == (name in ("officer", "stranger"))
    assert seen == {
        "officer": ["road-0", "school"],
        "lead": ["school"],
        "supplier_lead": ["school"],
        "stranger": ["road-0"],
        "administrator": [],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=road+00", 10),
        ("q=SCHOOL", 1),
        ("q=100%25", 0),
        ("party=havsvik", 12),
        ("party=fyrstads", 0),
        ("stage=in_operation", 1),
        ("stage=nonsense", 13),
        ("q=road&party=nordlys", 0),
    ],
)
def test_filters(client: Client, story: Story, query: str, found: int) -> None:
    more(story, 12)
    client.force_login(story.officer)
    assert len(client.get(f"/partnerships/?{query}").context["page"].rows) == found


def test_paged_in_a_fixed_number_of_queries(
    client: Client, story: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    more(story, 60)
    client.force_login(story.officer)
    url, seen = "/partnerships/", []
    while url:
        with django_assert_max_num_queries(9):
            page = client.get(url).context["page"]
        seen += [row.title for row in page.rows]
        url = page.next_url and f"/partnerships/{page.next_url}"
    assert seen == sorted(seen)
    assert len(seen) == 61
