"""The register: its officers keep it, others see the agreements that their partnerships rest on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.organisations.models import Organisation
from agreements.register.models import Agreement, AgreementParty
from tests.story import Story

FORM = {"title": "Städning av skolor", "suppliers": "Nordlys Skolsystem AB", "currency": "", "codes": ""}


def an_agreement(story: Story, title: str = "Elevregister", **fields: Any) -> Agreement:
    agreement = Agreement.objects.create(register=story.customer, title=title, **fields)
    rival, _ = Organisation.objects.get_or_create(name="Rival Data AB")
    for organisation, part in (
        (story.customer, "buyer"),
        (story.supplier, "supplier"),
        (rival, "supplier"),
    ):
        AgreementParty.objects.create(agreement=agreement, organisation=organisation, part=part)
    return agreement


def test_who_sees_what(client: Client, story: Story) -> None:
    linked = an_agreement(story, partnership=story.partnership, description="Also from Rival Data AB")
    other = an_agreement(story, "Telefoni")
    seen = {}
    for name in story.people:
        client.force_login(story.people[name])
        pages = [client.get(reverse("agreement", args=[each.pk])) for each in (linked, other)]
        listed = client.get(reverse("agreements")).content.decode()
        assert ("Elevregister" in listed, "Telefoni" in listed) == tuple(p.status_code == 200 for p in pages)
        text = listed + pages[0].content.decode() + pages[1].content.decode()
        seen[name] = (*(page.status_code for page in pages), "Rival Data AB" in text)
        assert client.get(reverse("edit_agreement", args=[other.pk])).status_code == (
            200 if name == "officer" else 404
        )
    assert seen["officer"] == (200, 200, True)
    assert seen["lead"] == seen["sro"] == seen["member"] == seen["reader"] == (200, 404, True)
    # a supplier never learns that another supplier is there
    for name in ("srie", "supplier_lead", "supplier_member", "supplier_reader", "supplier_officer"):
        assert seen[name] == (200, 404, False)
    for name in ("stranger", "administrator", "supplier_administrator"):
        assert seen[name] == (404, 404, False)


def test_finding_by_words_tells_a_supplier_nothing(client: Client, story: Story) -> None:
    an_agreement(story, "Åtgärder i skolan", number="A-17", partnership=story.partnership)

    def found(name: str, words: str) -> bool:
        client.force_login(story.people[name])
        pages = [
            client.get(reverse(page), {"q": words}).content.decode() for page in ("agreements", "search")
        ]
        listed = {"Åtgärder i skolan" in page for page in pages}
        assert len(listed) == 1  # the search over everything tells no more than the list
        return listed.pop()

    assert found("officer", "rival")
    assert found("lead", "Rival data")
    assert not found("supplier_lead", "rival")
    for name in ("officer", "supplier_lead"):
        assert found(name, "åtgärder a-17")
        assert found(name, "skolan")
        assert not found(name, "skolan telefoni")


def test_a_partnership_shows_the_agreement_in_anothers_register_without_its_other_suppliers(
    client: Client, story: Story, django_assert_max_num_queries: Any
) -> None:
    """Bought by another organisation for many: both sides read it, and only its keeper sees it whole."""
    own = an_agreement(story, "Telefoni")
    joint = an_agreement(story, "Elevregister", partnership=story.partnership)
    Agreement.objects.filter(pk=joint.pk).update(register=story.elsewhere)
    seen = {}
    for name in ("officer", "lead", "supplier_officer", "supplier_lead", "stranger", "administrator"):
        client.force_login(story.people[name])
        with django_assert_max_num_queries(15):
            rows = client.get(reverse("agreements")).context["rows"]
        seen[name] = {row.title: sorted(terms.suppliers) for row, terms in rows}
        found = client.get(reverse("agreements"), {"q": "rival"}).context["rows"]
        assert {row.pk for row, _ in found} == {
            row.pk for row, terms in rows if "Rival Data AB" in terms.suppliers
        }
    whole = sorted(["Rival Data AB", story.supplier.name])
    assert own.title in seen["officer"]
    assert seen["officer"] == {"Elevregister": [story.supplier.name], "Telefoni": whole}
    for name in ("lead", "supplier_officer", "supplier_lead"):
        assert seen[name] == {"Elevregister": [story.supplier.name]}, name
    assert seen["stranger"] == {"Elevregister": whole}  # the officer who keeps that register
    assert seen["administrator"] == {}


def test_writing_one_down_and_changing_it(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert client.get(reverse("new_agreement")).status_code == 404
    client.force_login(story.officer)
    form = client.get(reverse("new_agreement")).context["form"]
    data = {
        **FORM,
        "register": story.customer.pk,
        "token": form.initial["token"],
        "suppliers": "nordlys skolsystem ab\nStädhjälpen (Väst) AB\nUtland AS (NO 943 184 097 MVA)",
        "value": "1200000.50",
        "currency": "sek",
        "codes": "90911200-8, 90910000",
        "start": "2026-01-01",
        "end": "2029-12-31",
    }
    for _ in range(2):
        answer = client.post(reverse("new_agreement"), data)
        assert answer.status_code == 302, answer.context["form"].errors
    agreement = Agreement.objects.get()
    assert (agreement.value, agreement.currency, agreement.cpv) == (
        Decimal("1200000.50"),
        "SEK",
        ["90911200", "90910000"],
    )
    suppliers = [p.organisation for p in agreement.parties.filter(part="supplier")]
    assert [(s.name, s.identifier) for s in suppliers] == [
        ("Nordlys Skolsystem AB", "SE5560001234"),
        ("Städhjälpen (Väst) AB", ""),
        ("Utland AS", "NO943184097"),
    ]
    page = reverse("edit_agreement", args=[agreement.pk])
    form = client.get(page).context["form"]
    assert form.initial["suppliers"].splitlines()[2] == "Utland AS (NO943184097)"
    change = {**FORM, "version": 1, "suppliers": "Utland AS (NO943184097)", "title": "Ny titel"}
    assert client.post(page, change).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == "Ny titel"
    assert agreement.parties.count() == 2
    stale = client.post(page, {**change, "title": "Mitt förslag"})
    assert stale.status_code == 200
    assert "changed this while" not in stale.content.decode()
    assert "This was changed while you had it open" in stale.content.decode()
    assert "Mitt förslag" in stale.content.decode()


def test_what_is_wrong_is_said_at_the_field(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    data = {
        **FORM,
        "register": story.customer.pk,
        "suppliers": "",
        "title": "",
        "value": "-5",
        "codes": "123",
        "start": "2026-02-01",
        "end": "2026-01-01",
    }
    errors = client.post(reverse("new_agreement"), data).context["form"].errors
    assert set(errors) == {"title", "suppliers", "value", "codes", "end"}
    data |= {"value": "5", "currency": "kronor"}
    assert "currency" in client.post(reverse("new_agreement"), data).context["form"].errors
    data |= {"currency": ""}
    assert "currency" in client.post(reverse("new_agreement"), data).context["form"].errors


def test_a_long_register_is_paged_with_few_queries(
    client: Client, story: Story, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        an_agreement(story, f"Avtal {number:02}", start=date(2026, 1, 1))
    client.force_login(story.officer)
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("agreements"))
    assert [a.title for a, _ in answer.context["rows"]] == [f"Avtal {number:02}" for number in range(25)]
    answer = client.get(reverse("agreements") + answer.context["page"].next_url)
    assert answer.context["rows"][0][0].title == "Avtal 25"
    with django_assert_max_num_queries(15):
        client.get(reverse("agreement", args=[Agreement.objects.earliest("pk").pk]))


def test_a_suppliers_check_digit_that_does_not_fit_is_told(client: Client, story: Story) -> None:
    client.force_login(story.officer)
    for line, is_told in (("Ny AB (123456-7898)", True), ("Ny AB (SE1234567897)", False)):
        form = {**FORM, "suppliers": line, "register": story.customer.pk}
        page = client.post(reverse("new_agreement"), form, follow=True).content.decode()
        assert ("look again at the organisation number" in page, "is in the register" in page) == (
            is_told,
            True,
        )


def supplier_of(title: str) -> Organisation:
    return Agreement.objects.get(title=title).parties.get(part="supplier").organisation


def test_a_name_alone_finds_only_whom_one_works_with(client: Client, story: Story) -> None:
    new = reverse("new_agreement")
    client.force_login(story.stranger)
    elsewhere = {**FORM, "register": story.elsewhere.pk}
    client.post(new, {**elsewhere, "title": "By name"})
    assert supplier_of("By name") != story.supplier
    client.post(new, {**elsewhere, "title": "By number", "suppliers": "Nordlys (SE5560001234)"})
    assert supplier_of("By number") == story.supplier
    client.force_login(story.officer)
    client.post(new, {**FORM, "register": story.customer.pk, "title": "Partners"})
    assert supplier_of("Partners") == story.supplier
