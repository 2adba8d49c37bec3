"""What another organisation bought is not taken for one's own."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from agreements.register.models import AgreementParty
from agreements.register.starting import start_partnership
from agreements.register.tests.test_starting import an_agreement, filled_in
from partnerships.lifecycle.models import Partnership
from tests.story import Story, today

QUESTION = (
    "This contract was bought by Havsvik Omsorg AS. Start a partnership for your own organisation from it?"
)


def test_the_buyer_is_shown_and_asked_about(client: Client, story: Story) -> None:
    agreement = an_agreement(story, story.supplier, start=today())
    buyer = AgreementParty.objects.create(agreement=agreement, organisation=story.elsewhere, part="buyer")
    client.force_login(story.officer)
    assert "bought by Havsvik Omsorg AS" in client.get(reverse("agreements")).content.decode()
    page = client.get(reverse("agreement", args=[agreement.pk])).content.decode()
    assert "Bought by Havsvik Omsorg AS, not by your own organisation." in page

    start = reverse("start_partnership", args=[agreement.pk])
    asked = client.get(start)
    assert QUESTION in asked.content.decode()
    data = filled_in(asked.context["form"])
    assert "Tick this to go on" in client.post(start, data).content.decode()
    assert not Partnership.objects.filter(title=agreement.title).exists()
    assert client.post(start, {**data, "for_own": "on"}).status_code == 302
    assert Partnership.objects.get(title=agreement.title).customer == story.customer

    buyer.organisation = story.customer
    buyer.save()
    assert "bought by" not in client.get(reverse("agreements")).content.decode()


def test_the_service_asks_as_well(story: Story) -> None:
    agreement = an_agreement(story, story.supplier)
    AgreementParty.objects.create(agreement=agreement, organisation=story.elsewhere, part="buyer")
    with pytest.raises(ValidationError, match="Another organisation bought this"):
        start_partnership(
            person=story.officer,
            agreement=agreement,
            supplier=story.supplier,
            title="Cleaning",
            reference="cleaning",
            category="enhancement",
            start=today(),
            end=None,
            supplier_contact="",
        )
