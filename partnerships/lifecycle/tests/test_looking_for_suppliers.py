"""Whom one finds when one looks for a supplier, and whom not."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.organisations.models import Organisation
from agreements.register.models import Agreement
from partnerships.lifecycle import suppliers
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.suppliers import find_supplier
from partnerships.lifecycle.tests.test_propose import propose, terms
from tests.story import Story

NEW = "/partnerships/new/"


def suggested(client: Client, words: str) -> list[str]:
    found: list[str] = client.get("/partnerships/suppliers/", {"q": words}).json()["suggestions"]
    return found


def test_suggestions_are_for_officers_and_few(client: Client, story: Story) -> None:
    for number in range(25):
        name = f"Nordbolag {number}"
        supplier = Organisation.objects.create(name=name)
        agreement = Agreement.objects.create(register=story.customer, title=name)
        agreement.parties.create(organisation=supplier, part="supplier")
    client.force_login(story.officer)
    assert len(suggested(client, "nord")) == 20
    assert suggested(client, "se 556000") == ["Nordlys Skolsystem AB (SE5560001234)"]
    assert suggested(client, "n") == []
    client.force_login(story.lead)
    assert client.get("/partnerships/suppliers/", {"q": "nord"}).status_code == 403


def test_nobody_learns_who_else_is_here(client: Client, story: Story) -> None:
    client.force_login(story.stranger)
    for words in ("nordlys", "fyrstads kommun", "SE5560001234", "SE55"):
        assert suggested(client, words) == []
    own = {"customer": story.elsewhere.pk, "lead": story.stranger.pk}
    for typed in ("nordlys", "Nordlys Skolsystem AB"):
        page = client.post(NEW, terms(story, supplier=typed, **own))
        assert "5560001234" not in str(page.context["form"].errors)
        assert "You work with no organisation" in str(page.context["form"].errors["supplier"])
    assert not Partnership.objects.filter(customer=story.elsewhere).exists()
    # by its exact number anybody is found, and from then on by name
    assert client.post(NEW, terms(story, supplier="SE 556000-1234", **own)).status_code == 302
    assert suggested(client, "nordl") == ["Nordlys Skolsystem AB (SE5560001234)"]


def test_numbers_are_not_tried_out_one_after_the_other(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suppliers, "LOOK_UPS", 3)
    client.force_login(story.stranger)
    own = {"customer": story.elsewhere.pk, "lead": story.stranger.pk}
    new = {"supplier": "Any", "supplier_country": "SE"}
    for number in ("5560001234", "2120001234", "5560009999"):
        page = client.post(NEW, terms(story, **new, supplier_number=number, **own))
        assert "in an hour" not in str(page.context["form"].errors)
    for asked in ({**new, "supplier_number": "5560001234"}, {"supplier": "SE5560001234"}):
        page = client.post(NEW, terms(story, **asked, **own))
        assert "Please go on in an hour" in str(page.context["form"].errors)
    form = {"title": "Städning", "suppliers": "X (SE5560001234)", "currency": "", "codes": ""}
    page = client.post("/agreements/new/", {**form, "register": story.elsewhere.pk})
    assert "Please go on in an hour" in page.content.decode()
    # whom one works with is found without end
    client.force_login(story.officer)
    for reference in ("a-1", "a-2", "a-3", "a-4"):
        propose(client, story, reference=reference)


def test_several_of_one_name_ask_for_the_number(story: Story, client: Client) -> None:
    for number in ("SE5560000001", "SE5560000002"):
        supplier = Organisation.objects.create(name="Lika AB", identifier=number)
        agreement = Agreement.objects.create(register=story.customer, title=number)
        agreement.parties.create(organisation=supplier, part="supplier")
    client.force_login(story.officer)
    response = client.post(NEW, terms(story, supplier="lika ab"))
    assert "SE5560000001, SE5560000002" in str(response.context["form"].errors["supplier"])
    with pytest.raises(ValidationError):
        find_supplier("Lika AB", [story.customer.pk])
