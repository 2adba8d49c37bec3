"""An organisation's administrators give rights and remove people."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts.organisations.memberships import change_rights, remove_person
from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from tests.story import PASSWORD, Story, new_person


def page(organisation: Organisation, person: Person | None = None, rest: str = "") -> str:
    address = f"/organisations/{organisation.pk}/"
    if person is not None:
        membership = person.memberships.filter(organisation=organisation).get()
        address += f"people/{membership.pk}/{rest}"
    return address


def test_administrators_see_their_people_and_others_see_nothing(client: Client, story: Story) -> None:
    for other in (story.lead, story.officer, story.supplier_administrator, story.stranger):
        client.force_login(other)
        assert client.get(page(story.customer)).status_code == 404
        assert client.get(page(story.customer, story.lead)).status_code == 404
    client.force_login(story.administrator)
    text = client.get(page(story.customer)).content.decode()
    assert "Karin Lind" in text
    assert "Jonas Berg" not in text
    assert client.get(page(story.supplier)).status_code == 404


def test_rights_are_given_and_taken(client: Client, story: Story) -> None:
    client.force_login(story.supplier_administrator)
    assert client.post(page(story.customer, story.lead), {"is_officer": "on"}).status_code == 404
    client.force_login(story.administrator)
    client.post(page(story.customer, story.lead), {"is_officer": "on", "was": "00"})
    membership = story.lead.memberships.get()
    assert membership.is_officer
    assert not membership.is_administrator
    client.post(page(story.customer, story.lead), {"was": "01"})
    assert not story.lead.memberships.get().is_officer


def test_who_changes_what_somebody_changed_meanwhile_is_told(client: Client, story: Story) -> None:
    client.force_login(story.administrator)
    Membership.objects.filter(person=story.lead).update(is_administrator=True)
    answer = client.post(page(story.customer, story.lead), {"is_officer": "on", "was": "00"})
    assert "Somebody changed these rights" in answer.content.decode()
    assert not story.lead.memberships.get().is_officer
    now = answer.context["form"]["was"].value()
    client.post(page(story.customer, story.lead), {"is_officer": "on", "was": now})
    assert story.lead.memberships.get().rights == "01"


def test_one_who_is_removed_keeps_the_account_and_sees_nothing_at_once(client: Client, story: Story) -> None:
    theirs = Client()
    theirs.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    assert theirs.get("/p/school/actions/").status_code == 200
    address = page(story.customer, story.lead, "remove/")
    client.force_login(story.supplier_administrator)
    assert client.post(address).status_code == 404
    client.force_login(story.administrator)
    assert client.get(address).status_code == 405
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert theirs.get("/profile/").status_code == 302, "signed out"
    theirs.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    assert theirs.get("/profile/").status_code == 200
    assert theirs.get("/p/school/actions/").status_code == 404
    assert "Karin Lind" not in client.get(page(story.customer), follow=True).context["page"].rows


def test_one_who_belongs_elsewhere_too_stays_signed_in(client: Client, story: Story) -> None:
    Membership.objects.create(organisation=story.elsewhere, person=story.lead)
    theirs = Client()
    theirs.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    client.force_login(story.administrator)
    client.post(page(story.customer, story.lead, "remove/"))
    assert theirs.get("/profile/").status_code == 200
    assert theirs.get("/p/school/actions/").status_code == 404


def test_the_last_administrator_stays(client: Client, story: Story) -> None:
    client.force_login(story.administrator)
    own = page(story.customer, story.administrator)
    demoted = client.post(own, {"was": "10"})
    assert "is the only administrator" in demoted.content.decode()
    removed = client.post(own + "remove/", follow=True)
    assert "is the only administrator" in removed.content.decode()
    assert story.administrator.memberships.active().get().is_administrator

    client.post(page(story.customer, story.lead), {"is_administrator": "on", "was": "00"})
    assert client.post(own, {"was": "10"})["Location"] == "/"
    assert not story.administrator.memberships.get().is_administrator
    assert client.get(page(story.customer)).status_code == 404


def test_an_administrator_whose_account_is_closed_does_not_count(story: Story) -> None:
    second = new_person("Ida", "Holm", story.customer, is_administrator=True)
    Person.objects.filter(pk=second.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        remove_person(membership=story.administrator.memberships.get(), by=story.administrator)


def test_the_actions_themselves_refuse_who_may_not(story: Story) -> None:
    membership = story.lead.memberships.get()
    for other in (story.lead, story.supplier_administrator):
        with pytest.raises(PermissionDenied):
            remove_person(membership=membership, by=other)
        with pytest.raises(PermissionDenied):
            change_rights(membership=membership, by=other, is_administrator=True, is_officer=False)
    change_rights(membership=membership, by=story.administrator, is_administrator=True, is_officer=False)
    remove_person(membership=membership, by=story.administrator)


def test_the_page_costs_the_same_however_many_there_are(
    client: Client, story: Story, django_assert_max_num_queries: Any
) -> None:
    for n in range(40):
        new_person(f"Given{n:02}", "Name", story.customer)
    client.force_login(story.administrator)
    with django_assert_max_num_queries(9):
        first = client.get(page(story.customer))
    second = client.get(page(story.customer) + first.context["page"].next_url)
    shown = [m.person for p in (first, second) for m in p.context["page"].rows]
    assert len(shown) == len(set(shown)) == story.customer.memberships.count()
