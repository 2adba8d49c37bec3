"""A partnership from an agreement: one click to look it over, one to propose it."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.invitations.models import Invitation
from accounts.organisations.models import Organisation
from agreements.register.models import Agreement, AgreementParty
from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from tests.story import Story


def an_agreement(story: Story, *suppliers: Organisation, **fields: Any) -> Agreement:
    agreement = Agreement.objects.create(register=story.customer, title="Renhold av skoler", **fields)
    for supplier in suppliers:
        AgreementParty.objects.create(agreement=agreement, organisation=supplier, part="supplier")
    return agreement


def filled_in(form: Any) -> dict[str, Any]:
    """What a browser would send, were the form sent as it stands."""
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields} | {
        "supplier": getattr(form["supplier"].value(), "pk", form["supplier"].value()) or ""
    }


def test_two_clicks(client: Client, story: Story) -> None:
    agreement = an_agreement(story, story.supplier, start=date(2026, 1, 1), end=date(2030, 1, 1))
    client.force_login(story.officer)
    page = reverse("start_partnership", args=[agreement.pk])
    assert page in client.get(reverse("agreement", args=[agreement.pk])).content.decode()
    data = filled_in(client.get(page).context["form"])
    for _ in range(2):
        answer = client.post(page, data)
        assert answer.status_code == 302, answer.context["form"].errors
    partnership = Partnership.objects.exclude(pk=story.partnership.pk).get()
    assert (partnership.title, partnership.customer, partnership.supplier) == (
        "Renhold av skoler",
        story.customer,
        story.supplier,
    )
    assert (partnership.start, partnership.end) == (date(2026, 1, 1), date(2030, 1, 1))
    assert Role.objects.get(partnership=partnership).person == story.officer
    agreement.refresh_from_db()
    assert agreement.partnership == partnership
    assert Message.objects.filter(to=story.supplier_administrator.email).count() == 1
    # the supplier learns of it by the proposal, not by the agreement
    client.force_login(story.supplier_officer)
    assert client.get(reverse("agreement", args=[agreement.pk])).status_code == 404
    client.force_login(story.officer)
    assert page not in client.get(reverse("agreement", args=[agreement.pk])).content.decode()


def test_what_the_agreement_does_not_say_is_asked(client: Client, story: Story) -> None:
    newcomer = Organisation.objects.create(name="Havsvik Renhold AS", country="NO")
    agreement = an_agreement(story, newcomer)
    client.force_login(story.officer)
    page = reverse("start_partnership", args=[agreement.pk])
    data = filled_in(client.get(page).context["form"])
    errors = client.post(page, data).context["form"].errors
    assert set(errors) == {"start"}, "the end may be unknown"
    data |= {"start": "2026-05-01", "end": "2026-04-01"}
    assert "come after the start" in str(client.post(page, data).context["form"].errors)
    data |= {"end": "2029-05-01"}
    errors = client.post(page, data).context["form"].errors
    assert set(errors) == {"supplier_contact"}  # nobody is there to answer
    answer = client.post(page, {**data, "supplier_contact": "siri.dal@havsvik.example"})
    assert answer.status_code == 302
    assert Invitation.objects.get().organisation == newcomer


def test_length_and_signing_suggest_a_period(client: Client, story: Story) -> None:
    agreement = an_agreement(story, story.supplier, signed=date(2024, 1, 1), duration_days=366)
    client.force_login(story.officer)
    form = client.get(reverse("start_partnership", args=[agreement.pk])).context["form"]
    assert (form.initial["start"], form.initial["end"]) == (date(2024, 1, 1), date(2025, 1, 1))


def test_of_several_suppliers_one_is_chosen_and_never_oneself(client: Client, story: Story) -> None:
    agreement = an_agreement(
        story, story.supplier, story.elsewhere, story.customer, start=date(2026, 1, 1), end=date(2030, 1, 1)
    )
    client.force_login(story.officer)
    page = reverse("start_partnership", args=[agreement.pk])
    form = client.get(page).context["form"]
    assert set(form.fields["supplier"].queryset) == {story.supplier, story.elsewhere}
    data = filled_in(form)
    assert "supplier" in client.post(page, {**data, "supplier": story.customer.pk}).context["form"].errors
    assert client.post(page, {**data, "supplier": story.elsewhere.pk}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.partnership
    assert agreement.partnership.supplier == story.elsewhere


def test_only_officers_of_the_register(client: Client, story: Story) -> None:
    agreement = an_agreement(story, story.supplier, partnership=None)
    page = reverse("start_partnership", args=[agreement.pk])
    for name in story.people:
        client.force_login(story.people[name])
        assert client.get(page).status_code == (200 if name == "officer" else 404), name
        if name != "officer":
            assert client.post(page, {}).status_code == 404
    own = an_agreement(story, story.customer)
    client.force_login(story.officer)
    assert client.get(reverse("start_partnership", args=[own.pk])).status_code == 302


def test_what_was_cancelled_says_so_and_starts_nothing(client: Client, story: Story) -> None:
    agreement = an_agreement(story, story.supplier, start=date(2026, 1, 1), end=date(2030, 1, 1))
    client.force_login(story.officer)
    start = reverse("start_partnership", args=[agreement.pk])
    data = filled_in(client.get(start).context["form"])
    for state, shown in (("active", False), ("cancelled", True)):
        Agreement.objects.update(state=state)
        for page in (reverse("agreement", args=[agreement.pk]), reverse("agreements")):
            assert ("Cancelled" in client.get(page).content.decode()) is shown
        assert (start in client.get(reverse("agreement", args=[agreement.pk])).content.decode()) is not shown
    client.post(start, data)
    assert not Partnership.objects.filter(agreements=agreement).exists()
