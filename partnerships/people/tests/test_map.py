"""The contact map: peers beside each other on three levels, what is missing, and everybody in a list."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from partnerships.lifecycle.models import Partnership
from partnerships.people.gaps import GapText
from partnerships.people.lines import try_line
from partnerships.people.models import Role
from partnerships.people.services import end_role, name_peer
from partnerships.people.tests.factories import crowd, role_of
from partnerships.sides import Level, Part, Stage
from tests.story import Story, today

PEOPLE = "/p/school/people/"


def gaps(client: Client) -> list[GapText]:
    found: list[GapText] = client.get(PEOPLE, {"gaps": "all"}).context["gaps"]
    return found


def said(client: Client, *kinds: str) -> list[str]:
    return [gap.sentence for gap in gaps(client) if gap.kind in kinds]


def lines(client: Client) -> Iterator[tuple[str, str, str, bool]]:
    for level in client.get(PEOPLE).context["contact_levels"]:
        for row in level.rows:
            names = [c.role.person.given_name if c else "" for c in (row.customer, row.supplier)]
            yield level.level.value, names[0], names[1], row.is_line


def test_peers_stand_beside_each_other_for_everybody(client: Client, story: Story) -> None:
    name_peer(actor=story.actor("lead"), role=role_of(story, "lead"), peer=role_of(story, "supplier_lead"))
    for name in ("reader", "supplier_reader", "officer", "supplier_officer"):
        client.force_login(story.people[name])
        assert list(lines(client)) == [
            ("strategic", "Anna", "Per", False),
            ("tactical", "Karin", "Jonas", True),
            ("operational", "Eva", "Maja", False),
            ("operational", "Olle", "Liv", False),
        ]
        page = client.get(PEOPLE).content.decode()
        assert (f'{PEOPLE}{role_of(story, "lead").pk}/"' in page) is (name == "officer")
    client.force_login(story.stranger)
    assert client.get(PEOPLE).status_code == 404


def test_each_gap_leads_to_what_closes_it(client: Client, story: Story) -> None:
    lead, theirs = role_of(story, "lead"), role_of(story, "supplier_lead")
    name_peer(actor=story.actor("lead"), role=lead, peer=theirs)
    client.force_login(story.lead)
    assert said(client, "no_peer") == [
        "Anna Hedlund (SRO) has no peer.",
        "Eva Ström (Member) has no peer.",
        "Per Olsen (SRIE) has no peer.",
        "Maja Ek (Member) has no peer.",
    ]
    assert said(client, "never_tried") == ["Karin Lind and Jonas Berg have never tried out their line."]
    assert len(said(client, "no_escalation")) == 6, "three levels on two sides"
    # every link is there, and leads to a page that the lead may open
    urls = [gap.url for gap in gaps(client) if gap.url]
    assert len(urls) == 2 + 1 + 3, "the other side closes its own"
    assert {client.get(url).status_code for url in urls} == {200}
    client.force_login(story.reader)
    assert not any(gap.url for gap in gaps(client))
    assert [gap.url for gap in gaps(client)] == [""] * 11

    client.force_login(story.supplier_lead)
    story.lead.memberships.update(ended_at=timezone.now())
    assert said(client, "left") == ["Karin Lind (Partnership lead) has left Fyrstads kommun."]
    assert "Jonas Berg (Partnership lead) has no peer." in said(client, "no_peer")
    assert said(client, "never_tried") == []


def test_a_role_that_nobody_took_over(client: Client, story: Story) -> None:
    lead = role_of(story, "lead")
    end_role(actor=story.actor("sro"), role=lead, until=today() - timedelta(days=1))
    end_role(actor=story.actor("sro"), role=role_of(story, "member"), until=today() - timedelta(days=1))
    client.force_login(story.sro)
    [sentence] = said(client, "no_successor")
    assert sentence.startswith("Partnership lead: nobody since Karin Lind stopped on"), "no plain member"
    [gap] = [gap for gap in gaps(client) if gap.kind == "no_successor"]
    form = client.get(gap.url).context["form"]
    assert (form["part"].value(), form["level"].value()) == (Part.LEAD, Level.TACTICAL)
    Role.objects.create(
        partnership=story.partnership, person=story.officer, side="customer", part=Part.LEAD, since=today()
    )
    assert said(client, "no_successor") == []


def test_no_gaps_before_a_partnership_binds_or_after_its_end(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert gaps(client)
    Partnership.objects.update(stage=Stage.ENDED)
    assert gaps(client) == []
    Partnership.objects.update(stage=Stage.IN_OPERATION, state=Partnership.State.PROPOSED)
    assert gaps(client) == []
    # before a supplier is named, only the customer's own
    Partnership.objects.update(state=Partnership.State.BINDING, supplier=None)
    assert {gap.kind for gap in gaps(client)} == {"no_escalation"}


def test_somebody_who_comes_later_is_no_gap_yet(client: Client, story: Story) -> None:
    Role.objects.filter(person=story.member).update(since=today() + timedelta(days=9))
    client.force_login(story.lead)
    assert "Eva Ström (Member) has no peer." not in said(client, "no_peer")
    assert "To come" in client.get(PEOPLE).content.decode()


def test_the_list_is_filtered_and_paged(client: Client, story: Story) -> None:
    client.force_login(story.reader)

    def listed(**query: str) -> list[str]:
        return [c.role.person.given_name for c in client.get(PEOPLE, query).context["rows"]]

    assert listed(q="hed") == ["Anna"]
    assert listed(side="supplier", level="operational") == ["Liv", "Maja"]
    assert listed(level="cosmic") == listed()
    crowd(story, 30)
    page = client.get(PEOPLE)
    assert len(page.context["rows"]) == 25
    following = client.get(PEOPLE + page.context["page"].next_url)
    assert len(following.context["rows"]) == 25
    assert not set(page.context["rows"]) & set(following.context["rows"])
    [*_others, operational] = page.context["contact_levels"]
    assert (len(operational.rows), operational.more) == (10, 22)
    [*_others, operational] = client.get(PEOPLE, {"map": "all"}).context["contact_levels"]
    assert (len(operational.rows), operational.more) == (32, 0)


@pytest.mark.parametrize("count", [2, 150])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(story, count)
    client.force_login(story.lead)
    someone = role_of(story, "lead")
    name_peer(actor=story.actor("lead"), role=someone, peer=role_of(story, "supplier_lead"))
    try_line(actor=story.actor("lead"), role=someone, tried_on=today())
    story.supplier_member.memberships.update(ended_at=timezone.now())
    with django_assert_max_num_queries(25):  # somebody has left: what they hold is asked of each kind
        assert client.get(PEOPLE, {"map": "all", "gaps": "all"}).status_code == 200
    with django_assert_max_num_queries(12):
        client.get(f"{PEOPLE}new/")
    with django_assert_max_num_queries(25):
        client.get(f"{PEOPLE}hand-over/{story.member.pk}/")
