"""The risk register: put in by either side, judged again, treated, closed, and seen as a picture."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from common.immutable import RowIsImmutable
from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import day
from governance.risks.models import Risk, RiskScore, level_of
from governance.risks.services import close_risk
from governance.risks.tests.factories import many_risks, new_risk
from outbox.models import Message
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db

LIST = "/p/school/risks/"
NEW = "/p/school/risks/new/"
ONE = "/p/school/risks/1/"


def filled(story: Story, owner: str = "supplier_lead", **changes: Any) -> dict[str, Any]:
    return {
        "event": "The timetable fails",
        "cause": "Everybody signs in at once.",
        "effect": "Lessons start late.",
        "likelihood": 3,
        "impact_customer": 4,
        "impact_supplier": 2,
        "bears": "shared",
        "manages": "supplier",
        "reason": "They run the servers.",
        "owner": story.people[owner].pk,
        "review_on": day(30).isoformat(),
        "space": "joint",
        **changes,
    }


def test_either_side_puts_a_risk_in_and_both_see_it(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(NEW).status_code == status
        assert client.post(NEW, filled(story)).status_code == status
    assert not Risk.objects.exists()
    client.force_login(story.member)
    assert client.post(NEW, filled(story))["Location"] == ONE
    client.force_login(story.supplier_member)
    client.post(NEW, filled(story, owner="supplier_member", event="A second one"))
    first, second = Risk.objects.order_by("number")
    assert (first.name, first.impact, first.exposure, first.level) == ("R-1", 4, 12, 3)
    assert second.number == 2
    assert first.scores.count() == 1
    mail = Message.objects.get()
    assert mail.to == story.supplier_lead.email, "one's own risk needs no mail"
    assert ONE in mail.text
    for name in ("reader", "supplier_reader", "supplier_officer"):
        client.force_login(story.people[name])
        page = client.get(ONE).content.decode()
        assert "They run the servers." in page
        assert "review/" not in page, "a reader looks only"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event": " "}, "event"),
        ({"event": "x" * 201}, "event"),
        ({"likelihood": "6"}, "likelihood"),
        ({"impact_customer": "0"}, "impact_customer"),
        ({"impact_supplier": "many"}, "impact_supplier"),
        ({"reason": ""}, "reason"),
        ({"bears": "nobody"}, "bears"),
        ({"review_on": "1999-01-01"}, "review_on"),
        ({"review_on": "soon"}, "review_on"),
        ({"target_likelihood": "2"}, "target_impact_customer"),
        ({"space": "supplier"}, "space"),
        ({"owner": "999999"}, "owner"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, str], field: str
) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, {**filled(story, effect="Kept text"), **changes})
    assert field in page.context["form"].errors
    assert "Kept text" in page.content.decode()
    assert not Risk.objects.exists()


def test_our_side_only_is_ours(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, filled(story, space="customer"))
    assert "owner" in page.context["form"].errors
    client.post(NEW, filled(story, space="customer", owner="sro", event="Our own fear"))
    for name, status in (("reader", 200), ("supplier_lead", 404)):
        client.force_login(story.people[name])
        assert client.get(ONE).status_code == status
        for address in (LIST, f"{LIST}export.csv"):
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
            assert (b"Our own fear" in body) == (status == 200)
        for address, name_ in ((LIST, "matrix"), ("/p/school/", "risks")):
            assert client.get(address).context[name_].total == (1 if status == 200 else 0)
        assert all(load.weight == 0 for load in client.get(LIST).context["loads"])
    for page_ in ("edit/", "review/", "treat/"):
        assert client.get(f"{ONE}{page_}").status_code == 404
    with pytest.raises(PermissionDenied):
        close_risk(actor=story.actor("supplier_lead"), risk=Risk.objects.get(), note="Gone")
    with pytest.raises(PermissionDenied):
        new_risk(story, by="supplier_lead", owner="lead", space="customer")


def test_a_review_keeps_every_score(client: Client, story: Story) -> None:
    new_risk(story)
    client.force_login(story.supplier_lead)
    given = {"likelihood": 2, "impact_customer": 5, "impact_supplier": 1, "review_on": day(60).isoformat()}
    client.post(f"{ONE}review/", {**given, "note": "Rehearsed", "version": 1})
    risk = Risk.objects.get()
    assert (risk.likelihood, risk.impact, risk.exposure, risk.review_on) == (2, 5, 10, day(60))
    page = client.post(f"{ONE}review/", {**given, "likelihood": 4, "version": 1})
    assert "Jonas Berg changed this while you had it open" in page.content.decode()
    assert [(s.likelihood, s.note) for s in risk.scores.all()] == [(3, ""), (2, "Rehearsed")]
    page = client.get(ONE)
    assert "3 × 4/2 → 2 × 5/1" in page.content.decode()
    assert "From 12 to 10 for the customer" in page.context["chart"].title
    assert page.content.decode().count("<polyline") == 2
    client.force_login(story.supplier_reader)
    assert client.post(f"{ONE}review/", {**given, "version": 2}).status_code == 403


def test_what_was_scored_stays_as_it_was(story: Story) -> None:
    score = new_risk(story).scores.get()
    score.likelihood = 5
    for change in (score.save, score.delete):
        with pytest.raises(RowIsImmutable):
            change()
    with pytest.raises(RowIsImmutable):
        RiskScore.objects.update(likelihood=5)
    with pytest.raises(RowIsImmutable):
        RiskScore.objects.all().delete()
    assert RiskScore.objects.get().likelihood == 3


def test_the_later_of_two_is_told_and_keeps_what_was_typed(client: Client, story: Story) -> None:
    new_risk(story)
    client.force_login(story.supplier_lead)
    client.post(f"{ONE}edit/", filled(story, event="It fails in August", version=1))
    client.force_login(story.lead)
    page = client.post(f"{ONE}edit/", filled(story, event="It fails in May", version=1))
    assert "Jonas Berg changed this while you had it open" in page.content.decode()
    assert 'value="It fails in May"' in page.content.decode()
    version = page.context["form"]["version"].value()
    client.post(f"{ONE}edit/", filled(story, event="It fails in May", owner="lead", version=version))
    risk = Risk.objects.get()
    assert (risk.event, risk.owner, risk.owner_side) == ("It fails in May", story.lead, "customer")
    assert "It fails in August → It fails in May" in client.get(ONE).content.decode()


def test_treated_by_an_action_on_the_one_list(client: Client, story: Story) -> None:
    risk = new_risk(story, space="customer", owner="lead")
    client.force_login(story.member)
    given = {"title": "Rehearse", "due": day(9).isoformat(), "level": "operational"}
    page = client.post(f"{ONE}treat/", {**given, "owner": story.supplier_lead.pk})
    assert "owner" in page.context["form"].errors, "the action lies where the risk lies"
    client.post(f"{ONE}treat/", {**given, "owner": story.sro.pk})
    action = ActionItem.objects.get()
    assert (action.origin, action.origin_key, action.space) == ("risk", f"risk/{risk.pk}", "customer")
    assert "Rehearse" in client.get(ONE).content.decode()
    assert "from risk R-1" in client.get("/p/school/actions/").content.decode()


def test_closed_with_a_reason_and_opened_again(client: Client, story: Story) -> None:
    new_risk(story)
    client.force_login(story.lead)
    page = client.post(f"{ONE}close/", {"note": " "})
    assert "note" in page.context["close"].errors
    for _ in range(2):
        client.post(f"{ONE}close/", {"note": "It has passed"})
    assert Risk.objects.get().state == "closed"
    assert TimelineEvent.objects.filter(kind="risk.closed").count() == 1
    page = client.post(f"{ONE}review/", {
        "likelihood": 1, "impact_customer": 1, "impact_supplier": 1, "review_on": day(3), "version": 2,
    })  # fmt: skip
    assert "is closed" in page.content.decode()
    assert client.get(LIST).context["matrix"].total == 0
    assert "The timetable fails" in client.get(f"{LIST}?state=closed").content.decode()
    client.post(f"{ONE}close/", {"do": "reopen"})
    assert Risk.objects.get().state == "open"


def test_a_cell_shows_its_risks_and_the_sides_are_weighed(client: Client, story: Story) -> None:
    new_risk(story, event="Here")
    new_risk(story, event="Elsewhere", likelihood=1, impact_customer=1, impact_supplier=5, bears="supplier")
    client.force_login(story.supplier_reader)
    page = client.get(LIST)
    assert f'href="{LIST}?likelihood=3&amp;impact=4"' in page.content.decode()
    found = client.get(f"{LIST}?likelihood=3&impact=4").content.decode()
    assert "R-1: Here" in found
    assert "R-2: Elsewhere" not in found
    assert "R-2: Elsewhere" in client.get(f"{LIST}?seen=customer&likelihood=1&impact=1").content.decode()
    customer, supplier = page.context["loads"]
    assert (customer.bears, customer.shares, customer.manages, customer.weight) == (0, 1, 0, 12)
    assert (supplier.bears, supplier.shares, supplier.manages, supplier.weight) == (1, 1, 2, 6 + 5)
    assert "Supplier manages 2, customer 0, shared 0." in client.get("/p/school/").content.decode()
    assert client.get(f"{LIST}?likelihood=x&impact=9&seen=both&state=no").context["matrix"].total == 2
    assert [r.name for r in client.get(f"{LIST}?q=R-2").context["page"].rows] == ["R-2"]


def test_levels_rise_with_likelihood_and_impact() -> None:
    scale = range(1, 6)
    assert [level_of(5, impact) for impact in scale] == [2, 3, 4, 4, 4]
    assert [level_of(1, impact) for impact in scale] == [1, 1, 1, 1, 2]
    for a in scale:
        for b in range(1, 5):
            assert level_of(a, b) <= level_of(a, b + 1)
            assert level_of(b, a) <= level_of(b + 1, a)


@pytest.mark.parametrize("address", [LIST, ONE, "/p/school/", "/"])
def test_pages_ask_little_however_many_there_are(
    client: Client, story: Story, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new_risk(story, owner="lead")
    client.force_login(story.lead)
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    many_risks(story, 60)
    with django_assert_max_num_queries(len(few) + 1):  # a list of more than a page is counted
        client.get(address)


def test_the_list_goes_on_by_key(client: Client, story: Story) -> None:
    many_risks(story, 60)
    client.force_login(story.lead)
    seen, address = [], LIST
    while address:
        page = client.get(address).context["page"]
        seen += [risk.number for risk in page.rows]
        address = f"{LIST}{page.next_url}" if page.next_url else ""
    assert len(seen) == len(set(seen)) == 60
