"""Somebody who belongs to both parties stands on one side, and is asked for nothing on the other."""

import pytest
from django.test import Client

from accounts.organisations.models import Membership
from accounts.people.models import Person
from outbox.models import Message
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.recipients import who_answers
from partnerships.lifecycle.tests.test_propose import NEW, propose, terms
from tests.story import Story, new_person


@pytest.fixture
def both(story: Story) -> Person:
    """Officer of the customer and of the supplier, and administrator of the latter."""
    person = new_person("Bo", "Both", story.customer, is_officer=True)
    person.memberships.create(organisation=story.supplier, is_officer=True, is_administrator=True)
    return person


def test_nobody_is_asked_to_accept_what_the_page_refuses(client: Client, story: Story, both: Person) -> None:
    partnership = propose(client, story)
    assert {mail.to for mail in Message.objects.all()} == {story.supplier_administrator.email}
    client.force_login(both)
    page = client.get("/p/alarms/proposal/")
    assert not page.context["may_answer"]
    asked = 'href="/p/alarms/proposal/">Read and answer'
    for url in ("/", "/?all", "/partnerships/"):
        assert "Read and answer" not in client.get(url).content.decode(), asked
    # by role instead of as an officer it is the same
    both.memberships.filter(organisation=story.customer).update(is_officer=False)
    partnership.roles.update(person=both)
    assert not client.get("/p/alarms/proposal/").context["may_answer"]
    assert "Read and answer" not in client.get("/partnerships/").content.decode()
    # the rule of the lists and the mails is that of the page
    for person in Person.objects.all():
        client.force_login(person)
        answer = client.get("/p/alarms/proposal/")
        may = answer.status_code == 200 and answer.context["may_answer"]
        assert Partnership.objects.awaiting_answer_of(AccessScope(person)).exists() is may, person
        assert may or person not in who_answers(partnership)


def test_who_stands_on_the_other_side_is_not_offered_as_lead(
    client: Client, story: Story, both: Person
) -> None:
    partnership = propose(client, story, lead=both.pk)
    client.force_login(story.supplier_administrator)
    page = client.get("/p/alarms/proposal/")
    assert both not in page.context["accept"].fields["lead"].queryset
    partnership.roles.all().delete()
    page = client.get("/p/alarms/proposal/")
    assert both in page.context["accept"].fields["lead"].queryset, "who has no role there may lead here"


def test_leads_are_of_the_customer_for_whom_it_is_proposed(client: Client, story: Story) -> None:
    Membership.objects.create(organisation=story.elsewhere, person=story.officer, is_officer=True)
    client.force_login(story.officer)

    def leads(**query: int) -> set[Person]:
        return set(client.get(NEW, query).context["form"].fields["lead"].queryset)

    assert story.lead in leads()
    assert story.stranger not in leads()
    assert leads(customer=story.elsewhere.pk) == {story.stranger, story.officer}
    assert story.lead in leads(customer=story.supplier.pk), "whose officer one is not"
    assert f'href="?customer={story.elsewhere.pk}"' in client.get(NEW).content.decode()
    given = terms(story, customer=story.elsewhere.pk)
    refused = client.post(NEW, {**given, "lead": story.lead.pk})
    assert "lead" in refused.context["form"].errors
    assert "Home care alarms" in refused.content.decode()
    assert client.post(NEW, {**given, "lead": story.stranger.pk}).status_code == 302
    assert Partnership.objects.get(reference="alarms").customer == story.elsewhere
