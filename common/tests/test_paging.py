"""Forward and back through a list, while it changes."""

from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict

from accounts.organisations.models import Organisation
from common.paging import Page, page_of

pytestmark = pytest.mark.django_db
ORDER = ("name", "pk")


@pytest.fixture(autouse=True)
def sixty() -> None:
    Organisation.objects.bulk_create(
        Organisation(name=f"O {number // 2:02}", normalised_name=f"o {number}") for number in range(60)
    )


def page(url: str = "", size: int = 25) -> Page[Organisation]:
    query = QueryDict(mutable=True)
    query.update(dict(parse_qsl(url.removeprefix("?"))))
    return page_of(Organisation.objects.all(), ORDER, query, size)


def places(one: Page[Organisation]) -> tuple[int, int, int]:
    return one.start, one.end, one.total


def test_forward_and_back_shows_each_row_once_and_where_one_is() -> None:
    every = list(Organisation.objects.order_by(*ORDER))
    first = page()
    second = page(first.next_url)
    third = page(second.next_url)
    assert [*first.rows, *second.rows, *third.rows] == every
    assert [places(one) for one in (first, second, third)] == [(1, 25, 60), (26, 50, 60), (51, 60, 60)]
    assert (first.previous_url, third.next_url) == ("", "")
    back = page(third.previous_url)
    assert (back.rows, places(back)) == (second.rows, (26, 50, 60))
    assert page(back.next_url).rows == third.rows
    start = page(back.previous_url)
    assert (start.rows, places(start), start.previous_url) == (first.rows, (1, 25, 60), "")
    assert page(start.next_url).rows == second.rows
    assert page(second.first_url).rows == first.rows


def test_a_filter_travels_along() -> None:
    query = QueryDict(mutable=True)
    query["state"] = "open"
    first = page_of(Organisation.objects.all(), ORDER, query)
    assert "state=open" in first.next_url
    second = page("?" + first.next_url.removeprefix("?"))
    assert "state=open" in second.previous_url
    assert second.previous_url.count("after=") == 0


def test_rows_that_came_before_meanwhile_are_reached_as_well() -> None:
    second = page(page().next_url)
    new = Organisation.objects.create(name="A first one", normalised_name="a first one")
    back = page(second.previous_url)
    assert len(back.rows) == 25
    assert new not in back.rows
    assert back.previous_url
    assert page(back.previous_url).rows[0] == new


def test_a_last_page_that_is_gone_leads_back() -> None:
    last = page(size=50).next_url
    Organisation.objects.filter(pk__in=[one.pk for one in page(last, size=50).rows]).delete()
    gone = page(last, size=50)
    assert (gone.rows, gone.next_url, gone.previous_url) == ([], "", "")
    assert page(gone.first_url, size=50).total == 50


def test_what_was_tampered_with_starts_from_the_beginning() -> None:
    first = page().rows
    assert page("?after=x").rows == first
    assert page("?before=x").rows == first
    assert page(page().next_url.replace("after", "before") + "x").rows == first
