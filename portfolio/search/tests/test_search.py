from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.organisations.models import Membership
from agreements.register.models import Agreement, AgreementParty
from governance.boards.tests.factories import new_board, new_meeting
from governance.concerns.tests.factories import new_concern
from governance.ideas.services import raise_idea
from governance.lessons.services import add_lesson
from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from partnerships.people.models import Role
from partnerships.sides import Part, Space
from portfolio.overview.tests.telling import action, days, more_partnerships
from tests.story import Story, today


def found(client: Client, story: Story, name: str, query: str) -> str:
    client.force_login(story.people[name])
    return client.get(f"/search/?{query}").content.decode().split("<h1", 1)[1]


def agreement(story: Story, title: str, number: str = "") -> Agreement:
    made = Agreement.objects.create(register=story.customer, title=title, number=number)
    AgreementParty.objects.create(agreement=made, organisation=story.supplier, part="supplier")
    return made


def test_one_finds_what_one_may_see_and_a_stranger_nothing(story: Story, client: Client) -> None:
    action(story, "Repair the school bus timetable", "lead", days(3))
    agreement(story, "School transport", "2024/117")
    page = found(client, story, "officer", "q=school")
    for expected in ("School administration", "School transport", "Repair the school bus timetable"):
        assert expected in page
    page = found(client, story, "member", "q=SCHOOL")
    assert "School administration" in page
    assert "School transport" not in page  # the register is the officers'
    page = found(client, story, "stranger", "q=school")
    assert "Nothing that you may see has “school” in it" in page
    assert "administration" not in page
    assert "timetable" not in page


def test_every_word_counts_wherever_it_stands(story: Story, client: Client) -> None:
    agreement(story, "Transport", "2024/117")
    assert "School administration" in found(client, story, "lead", "q=nordlys+school")
    assert "Nothing that you may see" in found(client, story, "lead", "q=nordlys+hospital")
    assert "/agreements/" in found(client, story, "officer", "q=2024%2F117")
    assert "/agreements/" in found(client, story, "officer", "q=nordlys+transport")


def test_nordic_letters_are_found_in_either_case(story: Story, client: Client) -> None:
    action(story, "ÅRSPLAN för ändringar", "lead", days(3))
    for words in ("årsplan", "Årsplan", "ÄNDRINGAR"):
        assert "ÅRSPLAN" in found(client, story, "lead", f"q={words}&kind=actions"), words


def test_what_a_side_keeps_to_itself_is_not_found_by_the_other(story: Story, client: Client) -> None:
    action(story, "Our own worry", "lead", days(3), space=Space.CUSTOMER)
    assert "/actions/1/" in found(client, story, "lead", "q=worry")
    assert "/actions/1/" not in found(client, story, "supplier_lead", "q=worry")


def test_nothing_typed_and_odd_input_is_answered_kindly(story: Story, client: Client) -> None:
    for query in ("", "q=", "q=a", "q=%00%00"):
        assert "Type at least two letters" in found(client, story, "lead", query), query
    for query in ("q=%25%25", "q=__", "q=%27%3B--", "q=xx&kind=secrets&after=zzz", "q=" + "long+" * 200):
        assert "Nothing that you may see" in found(client, story, "lead", query), query
    assert 'value="nordlys &amp; co"' in client.get("/search/?q=nordlys+%26+co").content.decode()


def test_twenty_of_a_kind_and_the_rest_by_page(
    story: Story, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(story.lead)
    with django_assert_max_num_queries(25) as few:
        client.get("/search/?q=other")
    more_partnerships(story, 45)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get("/search/?q=other").content.decode()
    assert page.count('href="/p/other-') == 20
    assert "?q=other&amp;kind=partnerships" in page
    titles: list[str] = []
    address = "?q=other&kind=partnerships"
    while address:
        (group,) = client.get(f"/search/{address}").context["groups"]
        titles += [row.title for row in group.page.rows]
        address = group.page.next_url
    assert len(titles) == len(set(titles)) == 45


def test_who_changed_sides_finds_nothing_of_the_old_one(story: Story, client: Client) -> None:
    """Neither what they once wrote there, nor what was once theirs to do."""
    member, own = story.actor("member"), Space.CUSTOMER
    action(story, "Feed the pelican", "member", days(3), space=own)
    new_risk(story, by="member", event="The pelican leaves", owner="member", space=own)
    raise_idea(actor=member, title="A second pelican", area="people", space=own)
    add_lesson(
        actor=member, title="Pelicans bite", category="people", happened="It bit.", learned="Ask.", space=own
    )
    new_concern(story, title="Nobody asks the pelican", space=own)
    kinds = {"actions", "risks", "ideas", "lessons", "concerns"}
    assert kinds_found(client, story, "member") == kinds
    assert kinds_found(client, story, "sro") == kinds  # the side's, and not only its author's
    Role.objects.filter(person=story.member).update(until=today() - timedelta(days=1))
    story.member.memberships.update(ended_at=timezone.now())
    assert kinds_found(client, story, "member") == set()
    Membership.objects.create(organisation=story.supplier, person=story.member)
    Role.objects.create(
        partnership=story.partnership, person=story.member, side="supplier", part=Part.LEAD, since=today()
    )
    assert kinds_found(client, story, "member") == set()
    new_risk(story, by="member", event="Their pelican comes", owner="member", space=Space.SUPPLIER)
    assert kinds_found(client, story, "member") == {"risks"}


def kinds_found(client: Client, story: Story, name: str) -> set[str]:
    client.force_login(story.people[name])
    return {group.key for group in client.get("/search/?q=pelican").context["groups"]}


def test_risks_ideas_and_lessons_are_found_by_those_who_see_them(story: Story, client: Client) -> None:
    lead = story.actor("lead")
    new_risk(story, event="The timetable fails", cause="A pelican.")
    new_risk(story, event="Our pelican budget", space="customer", owner="lead")
    raise_idea(actor=lead, title="One sign-in for pelicans", area="people")
    add_lesson(actor=lead, title="Ask first", category="people", happened="A pelican.", learned="We ask.")
    titles = ("The timetable fails", "One sign-in for pelicans", "Ask first")
    page = found(client, story, "supplier_reader", "q=pelican")
    assert all(title in page for title in titles)
    assert "Our pelican budget" not in page
    assert "Our pelican budget" in found(client, story, "lead", "q=pelican")
    page = found(client, story, "stranger", "q=pelican")
    assert not any(title in page for title in titles)


def test_what_people_call_by_a_number_is_found_by_it_however_it_is_written(
    story: Story, client: Client
) -> None:
    new_risk(story, event="The first")
    second = new_risk(story, event="The pelican leaves")
    action(story, "One thing", "lead", days(3))
    action(story, "Not a risk", "lead", days(3))
    for typed in ("R-2", "r2", "R 2"):
        page = found(client, story, "supplier_reader", f"q={typed}")
        assert second.get_absolute_url() in page, typed
        assert "The first" not in page
        assert "Not a risk" not in page
    assert "Not a risk" in found(client, story, "lead", "q=A-2")
    assert "Nothing that you may see" in found(client, story, "lead", "q=R-8")
    assert "Nothing that you may see" in found(client, story, "stranger", "q=R-2")
    Risk.objects.update(space=Space.CUSTOMER)
    assert "Nothing that you may see" in found(client, story, "supplier_lead", "q=R-2")


def test_people_meetings_and_boards_are_found_by_whoever_sees_the_partnership(
    story: Story, client: Client
) -> None:
    board = new_board(story, name="Pelican board")
    new_meeting(story, title="Pelican hour")
    story.supplier_lead.family_name = "Pelikan"
    story.supplier_lead.save()
    assert kinds_found(client, story, "reader") == {"boards", "meetings"}
    assert board.get_absolute_url() in found(client, story, "reader", "q=pelican")
    page = found(client, story, "reader", f"q={story.supplier_lead.given_name}+pelikan")
    assert "/p/school/people/" in page
    assert "Pelikan" not in found(client, story, "stranger", "q=pelikan").replace("“pelikan”", "")
    Role.objects.filter(person=story.supplier_lead).update(until=today() - timedelta(days=1))
    assert "/p/school/people/" not in found(client, story, "reader", "q=pelikan")


def test_an_agreement_is_found_by_its_cpv_code(story: Story, client: Client) -> None:
    made = agreement(story, "Transport")
    made.cpv = ["60130000", "34120000"]
    made.save()
    assert "Transport" in found(client, story, "officer", "q=60130000")
    assert "Transport" in found(client, story, "officer", "q=3412")
    assert "Nothing that you may see" in found(client, story, "officer", "q=72000000")


def test_postgresql_has_an_index_of_the_words(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads the rows")
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        found = {name for (name,) in cursor.fetchall()}
    assert found == {
        "action_words", "agreement_words", "charter_words", "concern_words", "decision_words", "idea_words",
        "lesson_words", "risk_words", "sign_off_words",
    }  # fmt: skip
