"""The contact map: peers beside each other on three levels, what is missing, and everybody in a list."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from partnerships.lifecycle.models import Partnership
from partnerships.people.lines import try_line
from partnerships.people.models import Role
from partnerships.people.services import end_role, name_peer
from partnerships.people.tests.factories import crowd, role_of
from partnerships.people.vacancies import VacancyText
from partnerships.sides import Level, Part, Stage
from tests.story import Story, today

PEOPLE = "/p/school/people/"


def vacancies(client: Client) -> list[VacancyText]:
    found: list[VacancyText] = client.get(PEOPLE, {"vacancies": "all"}).context["vacancies"]
    return found


def said(client: Client, *kinds: str) -> list[str]:
    return [vacancy.sentence for vacancy in vacancies(client) if vacancy.kind in kinds]


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


def test_each_vacancy_leads_to_what_closes_it(client: Client, story: Story) -> None:
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
    urls = [vacancy.url for vacancy in vacancies(client) if vacancy.url]
    assert len(urls) == 2 + 1 + 3, "the other side closes its own"
    assert {client.get(url).status_code for url in urls} == {200}
    client.force_login(story.reader)
    assert not any(vacancy.url for vacancy in vacancies(client))
    assert [vacancy.url for vacancy in vacancies(client)] == [""] * 11

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
    [vacancy] = [vacancy for vacancy in vacancies(client) if vacancy.kind == "no_successor"]
    form = client.get(vacancy.url).context["form"]
    assert (form["part"].value(), form["level"].value()) == (Part.LEAD, Level.TACTICAL)
    Role.objects.create(
        partnership=story.partnership, person=story.officer, side="customer", part=Part.LEAD, since=today()
    )
    assert said(client, "no_successor") == []


def test_no_vacancies_before_a_partnership_binds_or_after_its_end(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert vacancies(client)
    Partnership.objects.update(stage=Stage.ENDED)
    assert vacancies(client) == []
    Partnership.objects.update(stage=Stage.IN_OPERATION, state=Partnership.State.PROPOSED)
    assert vacancies(client) == []
    # before a supplier is named, only the customer's own
    Partnership.objects.update(state=Partnership.State.BINDING, supplier=None)
    assert {vacancy.kind for vacancy in vacancies(client)} == {"no_escalation"}


def test_somebody_who_comes_later_is_no_vacancy_yet(client: Client, story: Story) -> None:
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
    with django_assert_max_num_queries(26):  # somebody has left: what they hold is asked of each kind
        assert client.get(PEOPLE, {"map": "all", "vacancies": "all"}).status_code == 200
    with django_assert_max_num_queries(12):
        client.get(f"{PEOPLE}new/")
    with django_assert_max_num_queries(25):
        client.get(f"{PEOPLE}hand-over/{story.member.pk}/")


def test_who_answers_and_who_leads_is_missed_on_each_side(client: Client, story: Story) -> None:
    Role.objects.filter(part__in=(Part.SRO, Part.SRIE)).delete()
    story.partnership.roles.filter(person=story.supplier_lead).delete()
    client.force_login(story.lead)
    assert said(client, "nobody") == [
        "SRO: nobody at Fyrstads kommun yet.",
        "SRIE: nobody at Nordlys Skolsystem AB yet.",
        "Partnership lead: nobody at Nordlys Skolsystem AB yet.",
    ]
    [link] = [each.url for each in vacancies(client) if each.kind == "nobody" and each.url]
    for url in (link, f"{PEOPLE}new/"):  # also without a link that names it
        form = client.get(url).context["form"]
        assert (form["part"].value(), form["level"].value()) == (Part.SRO, Level.STRATEGIC)
    assert "among the people" in client.get("/?all=yes").content.decode()
    given = {"part": "sro", "level": "strategic", "since": today().isoformat(), "person": story.officer.pk}
    assert client.post(link, given).status_code == 302
    assert "SRO: nobody at Fyrstads kommun yet." not in said(client, "nobody")
    form = client.get(f"{PEOPLE}new/").context["form"]
    assert (form["part"].value(), form["level"].value()) == (Part.MEMBER, Level.OPERATIONAL)
    form = client.get(f"{PEOPLE}new/", {"part": "lead"}).context["form"]
    assert form["level"].value() == Level.TACTICAL, "the level on which that role usually stands"


def test_a_pair_stands_on_the_higher_of_its_two_levels(client: Client, story: Story) -> None:
    theirs = role_of(story, "srie")
    name_peer(actor=story.actor("lead"), role=role_of(story, "member"), peer=theirs)
    client.force_login(story.lead)
    assert ("strategic", "Eva", "Per", True) in list(lines(client))
    assert "(Operational)" in client.get(PEOPLE).content.decode(), "whose own level is another"


def test_who_has_handed_over_and_left_is_no_vacancy(client: Client, story: Story) -> None:
    client.force_login(story.sro)
    url = f"{PEOPLE}hand-over/{story.lead.pk}/"
    later = (today() + timedelta(days=9)).isoformat()
    given = {"successor": story.member.pk, "roles": "move", "last_day": later}
    given |= {"part": "member", "level": "operational"}
    assert client.post(url, given).status_code == 302
    story.lead.memberships.update(ended_at=timezone.now())
    assert said(client, "left", "no_successor", "nobody") == []
    # nobody stays in a role who has gone
    story.member.memberships.update(ended_at=timezone.now())
    url = f"{PEOPLE}hand-over/{story.member.pk}/"
    choices = client.get(url).context["form"].fields["roles"].choices
    assert [value for value, _label in choices] == ["move", "end"]
    assert len(said(client, "left")) == 1
    given = {**given, "successor": story.officer.pk, "last_day": today().isoformat()}
    assert client.post(url, given).status_code == 302
    assert said(client, "left", "no_successor", "nobody") == []
