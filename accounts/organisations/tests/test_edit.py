"""What an organisation is known by."""

from django.test import Client

from tests.story import Story


def test_an_administrator_corrects_the_number_and_others_may_not(client: Client, story: Story) -> None:
    address = f"/organisations/{story.customer.pk}/edit/"
    new = {"identifier": "212000-5678", "country": "se", "time_zone": "Europe/Oslo", "version": "1"}
    for other in (story.lead, story.supplier_administrator):
        client.force_login(other)
        assert client.post(address, new).status_code == 404
    client.force_login(story.administrator)
    assert client.post(address, new).status_code == 302
    story.customer.refresh_from_db()
    assert (story.customer.identifier, story.customer.country) == ("SE2120005678", "SE")
    assert story.customer.time_zone == "Europe/Oslo"


def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(client: Client, story: Story) -> None:
    client.force_login(story.administrator)
    address = f"/organisations/{story.customer.pk}/edit/"
    right = {"identifier": "", "country": "SE", "time_zone": "Europe/Oslo", "version": "1"}
    for field, value in (
        ("identifier", "hello"),
        ("identifier", story.supplier.identifier),
        ("country", "Sweden"),
        ("time_zone", "Mars/Crater"),
    ):
        answer = client.post(address, {**right, field: value})
        assert answer.status_code == 200
        assert answer.context["form"].errors, field
        assert value in answer.content.decode()
    story.customer.refresh_from_db()
    assert story.customer.version == 1


def test_two_who_edit_at_once_are_told(client: Client, story: Story) -> None:
    client.force_login(story.administrator)
    address = f"/organisations/{story.customer.pk}/edit/"
    shown = {"identifier": "", "country": "SE", "time_zone": "Europe/Oslo", "version": "1"}
    assert client.post(address, shown).status_code == 302
    assert client.post(address, shown).status_code == 302, "the same once more does nothing, and harms nobody"
    late = client.post(address, {**shown, "time_zone": "Europe/Riga"})
    assert "Somebody changed this" in late.content.decode()
    assert "Europe/Riga" in late.content.decode()
    once_more = {**shown, "time_zone": "Europe/Riga", "version": late.context["form"]["version"].value()}
    assert client.post(address, once_more).status_code == 302


def test_a_check_digit_that_does_not_fit_is_told_and_the_number_kept(client: Client, story: Story) -> None:
    client.force_login(story.administrator)
    edit, page = (f"/organisations/{story.customer.pk}/{end}" for end in ("edit/", ""))
    new = {"country": "SE", "time_zone": "Europe/Oslo"}
    answer = client.post(edit, {**new, "identifier": "Org.nr 123456-7898", "version": "1"}, follow=True)
    assert "look again at the organisation number SE1234567898" in answer.content.decode()
    assert "Is it mistyped?" in client.get(page).content.decode()
    answer = client.post(edit, {**new, "identifier": "123456-7897", "version": "2"}, follow=True)
    assert "look again" not in answer.content.decode()
    assert "Is it mistyped?" not in client.get(page).content.decode()
