"""The register of decisions: found by board, level, words and time; replaced, marked, taken along."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.boards.tests.factories import in_days, new_board, new_meeting
from governance.decisions.models import Decision
from governance.decisions.services import add_decision
from governance.meetings.models import Meeting
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, signed, written
from tests.story import Story

pytestmark = pytest.mark.django_db
REGISTER = "/p/school/decisions/"


def decide(story: Story, meeting: Meeting, title: str, **given: object) -> Decision:
    return add_decision(
        actor=story.actor("lead"),
        minutes=begun(story, meeting),
        title=title,
        **given,  # type: ignore[arg-type]
    )


def shown(client: Client, query: str = "") -> list[str]:
    return [row.title for row in client.get(f"{REGISTER}?{query}").context["page"].rows]


def sealed(story: Story, title: str, **given: object) -> Decision:
    meeting = meeting_of_all(story)
    decision = decide(story, meeting, title, **given)
    signed(story, written(story, meeting))
    decision.refresh_from_db()
    return decision


def test_filters(client: Client, story: Story) -> None:
    board = new_board(story)
    of_board = new_meeting(story, board=board, title="Of the board", starts_at=in_days(30))
    strategic = meeting_of_all(story, level="strategic", starts_at=in_days(5))
    decide(story, of_board, "A second server", text="For the timetable")
    decide(story, strategic, "We stay", takes_over=True, moved_back="The price")
    client.force_login(story.supplier_reader)
    assert shown(client) == ["A second server", "We stay"]
    assert shown(client, f"board={board.number}") == ["A second server"]
    assert shown(client, "level=strategic") == ["We stay"]
    assert shown(client, "kind=takes_over") == ["We stay"]
    assert shown(client, "kind=current") == []
    assert shown(client, "q=TIMETABLE") == ["A second server"]
    assert shown(client, "q=d-2") == ["We stay"]
    since = (of_board.starts_at - timedelta(days=3)).date().isoformat()
    assert shown(client, f"since={since}") == ["A second server"]
    assert shown(client, "kind=nonsense&board=x&since=never") == ["A second server", "We stay"]
    client.force_login(story.stranger)
    assert client.get(REGISTER).status_code == 404


def test_a_later_one_takes_the_place_of_an_earlier_one(client: Client, story: Story) -> None:
    first = sealed(story, "One server")
    meeting = meeting_of_all(story)
    begun(story, meeting)
    client.force_login(story.lead)
    new = f"/p/school/meetings/{meeting.number}/decisions/new/"
    page = client.post(new, {"title": "Two servers", "replaces": "D-99"})
    assert "replaces" in page.context["decide"].errors
    client.post(new, {"title": "Two servers", "replaces": first.name})
    second = Decision.objects.get(title="Two servers")
    assert second.replaces == first
    # what nobody has signed replaces nothing yet
    assert shown(client, "kind=current") == ["One server"]
    signed(story, written(story, meeting))
    assert shown(client, "kind=current") == ["Two servers"]
    assert shown(client, "kind=replaced") == ["One server"]
    assert "Replaced by D-2" in client.get(f"{REGISTER}1/").content.decode()


def test_only_what_is_signed_can_be_replaced(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    draft = decide(story, meeting, "Not signed")
    client.force_login(story.lead)
    new = f"/p/school/meetings/{meeting.number}/decisions/new/"
    page = client.post(new, {"title": "Another", "replaces": draft.name})
    assert "Only a decision that both sides have signed can be replaced." in page.content.decode()


def test_what_takes_over_how_the_supplier_works_says_which_risk_moves(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    begun(story, meeting)
    client.force_login(story.lead)
    new = f"/p/school/meetings/{meeting.number}/decisions/new/"
    page = client.post(new, {"title": "We choose the tools", "takes_over": "on"})
    assert "moved_back" in page.context["decide"].errors
    assert "We choose the tools" in page.content.decode()
    client.post(new, {"title": "We choose the tools", "takes_over": "on", "moved_back": "That they fit"})
    for url in (REGISTER, f"{REGISTER}1/", f"/p/school/meetings/{meeting.number}/minutes/"):
        assert "Risk moves back to the customer" in client.get(url).content.decode()


def test_changed_and_taken_back_until_it_is_put_up(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    item = new_item(story, meeting)
    decide(story, meeting, "A server")
    edit = f"{REGISTER}1/edit/"
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(edit, {"do": "withdraw"}).status_code == status
    client.force_login(story.lead)
    client.post(edit, {"title": "Two servers", "item": item.pk, "version": 1})
    decision = Decision.objects.get()
    assert (decision.title, decision.item, decision.version) == ("Two servers", item, 2)
    stale = client.post(edit, {"title": "Three servers", "version": 1})
    assert "changed this while you had it open" in stale.content.decode()
    assert "Three servers" in stale.content.decode()
    client.post(edit, {"do": "withdraw"})
    assert not Decision.objects.exists()


def test_csv_is_no_formula(client: Client, story: Story) -> None:
    sealed(story, '=HYPERLINK("http://evil")', text="+1")
    client.force_login(story.reader)
    text = client.get(f"{REGISTER}export.csv").getvalue().decode()
    assert text.startswith("\ufeffNumber,Decided on")
    assert "'=HYPERLINK" in text
    assert "'+1" in text
    assert ",=HYPERLINK" not in text


@pytest.mark.parametrize("count", [3, 80])
def test_a_fixed_number_of_queries_and_every_one_on_one_page(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = meeting_of_all(story)
    Decision.objects.bulk_create(
        Decision(
            partnership=story.partnership, number=n, title=f"Decision {n}", meeting=meeting,
            level="tactical", created_by=story.lead,
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    client.force_login(story.reader)
    with django_assert_max_num_queries(10):
        client.get(REGISTER)
    with django_assert_max_num_queries(10):
        client.get(f"{REGISTER}1/")
    url, seen = REGISTER, []
    while url:
        page = client.get(url).context["page"]
        seen += [row.pk for row in page.rows]
        url = page.next_url and f"{REGISTER}{page.next_url}"
    assert len(seen) == len(set(seen)) == count
