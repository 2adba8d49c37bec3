"""The lists of a person's own, and of those who look after an organisation: as the page shows them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.people.models import Person
from agreements.importing.models import ImportRun
from agreements.register.models import Agreement
from governance.lessons.services import add_lesson, share_lesson
from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from tests.lists_as_files.reading import column, taken
from tests.story import Story

AGREEMENTS = "/agreements/export.csv"
PARTNERSHIPS = "/partnerships/export.csv"


@pytest.fixture
def agreements(story: Story) -> None:
    systems = Agreement.objects.create(
        register=story.customer, title="School systems", number="A-1", start=date(2024, 8, 1),
        value=Decimal("1234.50"), currency="SEK", partnership=story.partnership,
    )  # fmt: skip
    for supplier in (story.supplier, story.elsewhere):
        systems.parties.create(organisation=supplier, part="supplier")
    Agreement.objects.create(register=story.customer, title="Paper")
    Agreement.objects.create(register=story.elsewhere, title="Chairs")


def test_an_officer_takes_the_register_along(client: Client, story: Story, agreements: None) -> None:
    paper, systems = taken(client, story.officer, AGREEMENTS)
    assert (paper["Agreement"], paper["Supplier"], paper["Value"], paper["Partnership"]) == (
        "Paper", "", "", "",
    )  # fmt: skip
    assert systems == {
        "Number": "A-1", "Agreement": "School systems", "Register": "Fyrstads kommun", "State": "In force",
        "Bought by": "Fyrstads kommun", "Supplier": "Nordlys Skolsystem AB; Havsvik Omsorg AS",
        "Starts": "2024-08-01", "Ends": "", "Length in days": "", "Value": "1234.50", "Currency": "SEK",
        "Partnership": "Accepted by both",
    }  # fmt: skip
    assert column(client, story.officer, f"{AGREEMENTS}?q=nordlys", "Agreement") == ["School systems"]


def test_who_sees_an_agreement_through_a_partnership_sees_no_other_supplier(
    client: Client, story: Story, agreements: None
) -> None:
    for who in (story.supplier_lead, story.supplier_reader):
        assert column(client, who, AGREEMENTS, "Supplier") == ["Nordlys Skolsystem AB"]
        assert taken(client, who, f"{AGREEMENTS}?q=havsvik") == []
    assert column(client, story.reader, AGREEMENTS, "Agreement") == ["School systems"]
    assert column(client, story.stranger, AGREEMENTS, "Agreement") == ["Chairs"]
    assert taken(client, story.administrator, AGREEMENTS) == []


def test_a_nordic_register_has_decimal_commas(client: Client, story: Story, agreements: None) -> None:
    Person.objects.filter(pk=story.officer.pk).update(language="sv")
    story.officer.refresh_from_db()
    client.force_login(story.officer)
    lines = client.get(AGREEMENTS).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].count(";") == 11
    assert ";1234,50;SEK;" in lines[2]


def test_partnerships_are_those_of_the_page(client: Client, story: Story) -> None:
    Partnership.objects.create(
        reference="care", title="Home care", customer=story.elsewhere, start=date(2026, 1, 1),
        proposed_by=story.stranger,
    )  # fmt: skip
    (school,) = taken(client, story.reader, PARTNERSHIPS)
    assert school == {
        "Reference": "school", "Partnership": "School administration", "Customer": "Fyrstads kommun",
        "Supplier": "Nordlys Skolsystem AB", "Category": "Business enhancement", "Stage": "In operation",
        "State": "Accepted by both", "Starts": "2024-08-01", "Ends": "2034-07-31",
    }  # fmt: skip
    for who in (story.supplier_lead, story.officer):
        assert column(client, who, PARTNERSHIPS, "Reference") == ["school"]
    assert column(client, story.stranger, PARTNERSHIPS, "Reference") == ["care"]
    for query, count in (("q=school", 1), ("q=care", 0), ("party=nordlys", 1), ("stage=ended", 0)):
        assert len(taken(client, story.lead, f"{PARTNERSHIPS}?{query}")) == count


def test_shared_lessons_leave_without_where_they_were_learned(client: Client, story: Story) -> None:
    given = {"happened": "School said no.", "learned": "Ask first.", "for_whom": "", "words": ""}
    for by, title, category in (("lead", "Ours", "people"), ("supplier_lead", "Theirs", "money")):
        lesson = add_lesson(actor=story.actor(by), title=title, category=category, **given)
        share_lesson(actor=story.actor(by), lesson=lesson)
    add_lesson(actor=story.actor("lead"), title="Not shared", category="people", **given)
    (ours,) = taken(client, story.administrator, "/lessons/export.csv")
    assert (ours["Lesson"], ours["Learned as"]) == ("Ours", "Customer")
    assert "School said no." not in ours.values()
    assert column(client, story.supplier_reader, "/lessons/export.csv", "Lesson") == ["Theirs"]
    assert taken(client, story.stranger, "/lessons/export.csv") == []
    assert taken(client, story.member, "/lessons/export.csv?category=money") == []


def test_the_outbox_tells_subjects_only_to_who_may_see_what_they_are_about(
    client: Client, story: Story, settings: LazySettings
) -> None:
    matter: dict[str, Any] = {
        "about": "partnership",
        "partnership_id": story.partnership.pk,
        "permission": "view",
    }
    mails: list[tuple[Any, dict[str, Any], str]] = [
        (story.customer, {"about": "organisation"}, "sent"),
        (story.customer, {**matter, "side": "customer"}, "failed"),
        (story.customer, {"about": "person"}, "waiting"),
        (story.supplier, {**matter, "side": "supplier"}, "sent"),
    ]
    for number, (organisation, about, state) in enumerate(mails):
        Message.objects.create(
            key=str(number), message_id=str(number), to=f"p{number}@x.example", subject=f"Subject {number}",
            text="", html="", organisation_id=organisation.pk, state=state, trouble="full", **about,
        )  # fmt: skip
    url, who = "/outbox/export.csv", story.administrator
    rows = taken(client, who, url)
    assert [row["Email"] for row in rows] == ["Subject 2", "Subject 1", "Subject 0"]
    assert [row["What went wrong"] for row in rows] == ["The mailbox is full.", "The mailbox is full.", ""]
    settings.MAIL_IS_KEPT = False
    hidden = ["A personal email", "An email about a partnership", "Subject 0"]
    assert column(client, who, url, "Email") == hidden
    assert column(client, who, f"{url}?words=subject", "Email") == ["Subject 0"]
    assert column(client, who, f"{url}?state=failed", "To") == ["p1@x.example"]
    who.memberships.update(is_officer=True)
    assert column(client, who, url, "Email")[1] == "Subject 1"
    assert column(client, story.supplier_administrator, url, "To") == ["p3@x.example"]
    client.force_login(story.lead)
    assert client.get(url).status_code == 404


def test_the_people_of_an_organisation_leave_to_its_administrator(client: Client, story: Story) -> None:
    url = f"/organisations/{story.customer.pk}/people/export.csv"
    rows = {row["Name"]: row for row in taken(client, story.administrator, url)}
    assert rows.keys() >= {"Anna Hedlund", "Ulf Åberg"}
    assert "Per Olsen" not in rows
    assert (rows["Ulf Åberg"]["Administrator"], rows["Ulf Åberg"]["Officer"]) == ("yes", "")
    for who in (story.lead, story.supplier_administrator, story.stranger):
        client.force_login(who)
        assert client.get(url).status_code == 404


def test_the_operator_takes_the_organisations_along(client: Client, story: Story) -> None:
    Person.objects.filter(pk=story.member.pk).update(is_superuser=True)
    story.member.refresh_from_db()
    url = "/organisations/export.csv"
    rows = taken(client, story.member, url)
    assert [row["Name"] for row in rows] == ["Fyrstads kommun", "Havsvik Omsorg AS", "Nordlys Skolsystem AB"]
    assert (rows[1]["People"], rows[1]["Has an administrator"], rows[1]["Country"]) == ("1", "yes", "NO")
    assert column(client, story.member, f"{url}?q=nordlys", "Name") == ["Nordlys Skolsystem AB"]
    client.force_login(story.administrator)
    assert client.get(url).status_code == 404


def test_imports_are_those_of_ones_own_registers(client: Client, story: Story) -> None:
    for who, organisation, name in (
        (story.officer, story.customer, "ours.json"), (story.stranger, story.elsewhere, "theirs.json"),
    ):  # fmt: skip
        ImportRun.objects.create(
            organisation=organisation, person=who, state="failed", problem="No JSON.", files=[{"name": name}]
        )
    url = "/agreements/import/export.csv"
    (ours,) = taken(client, story.officer, url)
    assert (ours["Files"], ours["Register"], ours["What went wrong"]) == (
        "ours.json", "Fyrstads kommun", "No JSON.",
    )  # fmt: skip
    assert column(client, story.stranger, url, "Files") == ["theirs.json"]
    client.force_login(story.lead)
    assert client.get(url).status_code == 404
