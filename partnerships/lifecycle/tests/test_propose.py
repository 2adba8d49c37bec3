"""The customer proposes, the supplier answers, and only then it binds both."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.invitations.models import Invitation
from accounts.organisations.models import Organisation
from outbox.models import Message
from partnerships.access.actors import find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.proposals import accept_proposal
from partnerships.people.models import Role
from partnerships.sides import Part, Side
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

NEW = "/partnerships/new/"


def terms(story: Story, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Home care alarms",
        "reference": "alarms",
        "category": "frontier",
        "stage": "first_year",
        "start": "2027-01-01",
        "end": "2033-12-31",
        "customer": story.customer.pk,
        "supplier": "Nordlys Skolsystem AB (SE5560001234)",
        "supplier_contact": "",
        "lead": story.lead.pk,
        **changes,
    }


def propose(client: Client, story: Story, **changes: Any) -> Partnership:
    client.force_login(story.officer)
    response = client.post(NEW, terms(story, **changes))
    assert response.status_code == 302, response.context["form"].errors
    return Partnership.objects.get(reference=changes.get("reference", "alarms"))


def test_from_proposal_to_binding(client: Client, story: Story) -> None:
    partnership = propose(client, story)
    assert list(partnership.roles.values_list("person", "side", "part")) == [
        (story.lead.pk, "customer", "lead")
    ]
    mail = Message.objects.get()
    assert mail.to == story.supplier_administrator.email
    assert "/p/alarms/proposal/" in mail.text
    assert mail.organisation_id == story.supplier.pk

    # it is the proposer's side's alone: the supplier reads the proposal and nothing else
    client.force_login(story.supplier_administrator)
    assert "Home care alarms" in client.get("/p/alarms/proposal/").content.decode()
    assert "Read and answer" in client.get("/partnerships/").content.decode()
    for page in ("people/", "actions/", "edit/", ""):
        assert client.get(f"/p/alarms/{page}").status_code == 403
    for name in ("supplier_lead", "stranger"):
        client.force_login(story.people[name])
        assert client.get("/p/alarms/proposal/").status_code == 404
    client.force_login(story.lead)
    assert client.get("/p/alarms/people/").status_code == 200
    assert client.post("/p/alarms/proposal/", {"do": "accept", "lead": story.lead.pk, "version": 1})
    partnership.refresh_from_db()
    assert not partnership.is_binding, "nobody accepts their own proposal"

    client.force_login(story.supplier_administrator)
    answer = {"do": "accept", "lead": story.supplier_administrator.pk, "version": 1}
    assert client.post("/p/alarms/proposal/", answer)["Location"] == "/p/alarms/"
    assert client.post("/p/alarms/proposal/", answer).status_code == 302, "accepting twice is harmless"
    partnership.refresh_from_db()
    assert partnership.is_binding
    lead = Role.objects.get(partnership=partnership, side=Side.SUPPLIER)
    assert (lead.person, lead.part) == (story.supplier_administrator, Part.LEAD)
    assert lead.peer is not None
    assert lead.peer.person == story.lead
    told = Message.objects.filter(subject__contains="accepted").values_list("to", flat=True)
    assert set(told) == {story.lead.email, story.officer.email}
    assert "It binds both sides" in client.get("/p/alarms/proposal/").content.decode()
    kinds = TimelineEvent.objects.filter(partnership=partnership).values_list("kind", flat=True)
    assert sorted(kinds) == ["partnership.accepted", "partnership.proposed"]


def test_only_officers_propose_and_only_for_their_own(client: Client, story: Story) -> None:
    for name in ("lead", "administrator", "reader"):
        client.force_login(story.people[name])
        assert client.get(NEW).status_code == 403
        assert client.post(NEW, terms(story)).status_code == 403
    client.force_login(story.stranger)
    assert "customer" in client.post(NEW, terms(story, lead="")).context["form"].errors
    assert not Partnership.objects.filter(reference="alarms").exists()
    assert propose(client, story)


def test_sent_twice_it_is_one_proposal(client: Client, story: Story) -> None:
    propose(client, story)
    propose(client, story)
    assert Partnership.objects.filter(title="Home care alarms").count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"end": "2026-12-31"}, "end", "after the start"),
        ({"end": "2026-12-31", "supplier_contact": "nobody"}, "end", "after the start"),
        ({"end": "soon"}, "end", "valid date"),
        ({"reference": "school"}, "reference", "Another partnership has this reference"),
        ({"reference": "with space"}, "reference", "hyphens only"),
        ({"supplier": "Fyrstads kommun"}, "supplier", "two different organisations"),
        ({"supplier": "Nordlys"}, "supplier", "Did you mean Nordlys Skolsystem AB (SE5560001234)?"),
        ({"supplier": "Quite Unknown AB"}, "supplier", "give its country and number below"),
        ({"supplier_contact": "sten.fremmed@havsvik.example"}, "supplier_contact", "does not belong to"),
        (
            {"supplier": "New AB", "supplier_country": "SE", "supplier_number": "12"},
            "supplier_number",
            "not an organisation number",
        ),
        (
            {"supplier": "New AB", "supplier_country": "NO", "supplier_number": "912 345 678"},
            "supplier_number",
            "belongs to Havsvik Omsorg AS",
        ),
        (
            {"supplier": "New AB", "supplier_country": "SE", "supplier_number": "556999-1234"},
            "supplier_contact",
            "Nobody from New AB is here yet",
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_was_typed(
    client: Client, story: Story, changes: dict[str, str], field: str, words: str
) -> None:
    client.force_login(story.officer)
    response = client.post(NEW, terms(story, **changes))
    assert response.status_code == 200
    assert words in " ".join(response.context["form"].errors[field])
    assert changes[field if field in changes else "supplier"] in response.content.decode()
    assert not Message.objects.exists()
    assert not Organisation.objects.filter(name="New AB").exists(), "both or neither"
    assert Partnership.objects.count() == 1


def test_a_new_supplier_is_invited(client: Client, story: Story) -> None:
    new = {"supplier": "Ny  Leverantör AB", "supplier_country": "Sweden", "supplier_number": "556999-1234"}
    propose(client, story, **new, supplier_contact="Chef@ny.example")
    supplier = Organisation.objects.get(identifier="SE5569991234")
    assert (supplier.name, supplier.country) == ("Ny Leverantör AB", "SE")
    invitation = Invitation.objects.get()
    assert invitation.email == "chef@ny.example"
    assert invitation.is_administrator
    assert invitation.next_url == "/p/alarms/proposal/"
    assert Message.objects.get().to == "chef@ny.example"


def test_the_contact_is_asked_beside_the_administrators(client: Client, story: Story) -> None:
    propose(client, story, supplier_contact=story.supplier_member.email.upper())
    assert set(Message.objects.values_list("to", flat=True)) == {
        story.supplier_administrator.email,
        story.supplier_member.email,
    }
    client.force_login(story.supplier_member)
    assert client.get("/p/alarms/proposal/").status_code == 200
    client.force_login(story.supplier_reader)
    assert client.get("/p/alarms/proposal/").status_code == 404


def test_another_of_the_side_may_be_its_lead_but_nobody_else(client: Client, story: Story) -> None:
    propose(client, story)
    client.force_login(story.supplier_officer)
    for wrong in (story.member, story.stranger):
        response = client.post("/p/alarms/proposal/", {"do": "accept", "lead": wrong.pk, "version": 1})
        assert "lead" in response.context["accept"].errors
    client.post("/p/alarms/proposal/", {"do": "accept", "lead": story.supplier_lead.pk, "version": 1})
    assert Role.objects.get(partnership__reference="alarms", side="supplier").person == story.supplier_lead
    assert Message.objects.filter(to=story.supplier_lead.email, subject__contains="Your role").exists()


def test_declined_changed_and_proposed_again(client: Client, story: Story) -> None:
    partnership = propose(client, story)
    client.force_login(story.supplier_administrator)
    page = client.post("/p/alarms/proposal/", {"do": "decline", "reason": " "})
    assert "reason" in page.context["decline"].errors
    for _ in range(2):
        client.post("/p/alarms/proposal/", {"do": "decline", "reason": "Too <short>"})
    assert Message.objects.filter(subject__contains="declined").count() == 2
    late = client.post("/p/alarms/proposal/", {"do": "accept", "lead": story.supplier_administrator.pk})
    assert late.status_code == 200
    partnership.refresh_from_db()
    assert partnership.state == "declined"

    client.force_login(story.lead)
    assert "Too &lt;short&gt;" in client.get("/p/alarms/proposal/").content.decode()
    edit = {"title": "Alarms", "category": "utility", "stage": "first_year", "version": partnership.version}
    client.post("/p/alarms/edit/", {**edit, "start": "2027-01-01", "end": "2039-12-31"})
    for _ in range(2):
        client.post("/p/alarms/proposal/", {"do": "again", "supplier_contact": ""})
    asked = Message.objects.filter(to=story.supplier_administrator.email)
    assert asked.count() == 2
    assert "1 January 2027 to 31 December 2039" in asked.first().text  # type: ignore[union-attr]

    # the terms that were open in the supplier's browser are not the ones of today
    client.force_login(story.supplier_administrator)
    answer = {"do": "accept", "lead": story.supplier_administrator.pk, "version": 1}
    stale = client.post("/p/alarms/proposal/", answer)
    assert "while you had it open" in stale.content.decode()
    partnership.refresh_from_db()
    assert partnership.state == "proposed"
    client.post("/p/alarms/proposal/", {**answer, "version": partnership.version})
    partnership.refresh_from_db()
    assert partnership.is_binding


def test_withdrawn_by_its_own_side_only(client: Client, story: Story) -> None:
    partnership = propose(client, story)
    client.force_login(story.supplier_administrator)
    assert client.post("/p/alarms/proposal/", {"do": "withdraw"}).status_code == 403
    client.force_login(story.lead)
    for _ in range(2):
        assert client.post("/p/alarms/proposal/", {"do": "withdraw"}).status_code == 302
    assert Message.objects.filter(subject__contains="withdrawn").count() == 1
    client.force_login(story.supplier_administrator)
    page = client.get("/p/alarms/proposal/").content.decode()
    assert "has withdrawn this proposal" in page
    assert "What is proposed?" not in page
    assert client.post("/p/alarms/proposal/", {"do": "accept", "lead": 1}).status_code == 200
    partnership.refresh_from_db()
    assert partnership.state == "withdrawn"
    assert "Read and answer" not in client.get("/partnerships/").content.decode()


def test_the_action_asks_for_the_right_itself(story: Story, client: Client) -> None:
    propose(client, story)
    outside = find_actor(story.lead, "alarms")
    assert outside is not None
    with pytest.raises(PermissionDenied):
        accept_proposal(actor=outside)
    inside = find_actor(story.supplier_officer, "alarms")
    assert inside is not None
    accept_proposal(actor=inside, as_lead=False)
    assert not Role.objects.filter(partnership__reference="alarms", side="supplier").exists()
