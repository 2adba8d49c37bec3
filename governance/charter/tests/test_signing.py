"""Out of the workshop: put up, signed by both, in force; or back for another round."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from common.months import months_after
from governance.charter.models import CharterSection, CharterVersion
from governance.charter.signing import reopen_charter, submit_charter
from governance.charter.tests.factories import section, signed, started, waiting, write
from partnerships.signing.models import SignOff
from partnerships.signing.services import sign, withdraw_sign_off
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db

CHARTER = "/p/school/charter/"
SIGN = f"{CHARTER}1/sign/"


def signed_for(story: Story, who: str, sign_off: SignOff) -> None:
    sign(actor=story.actor(who), sign_off=sign_off, sha256=sign_off.sha256, method="password")


def test_what_was_read_is_put_up_and_nothing_newer(client: Client, story: Story) -> None:
    charter = started(story)
    client.force_login(story.member)
    assert client.post(SIGN, {"revision": 0}).status_code == 403
    client.force_login(story.lead)
    assert "There is nothing to sign yet" in client.post(SIGN, {"revision": 0}).content.decode()
    charter.refresh_from_db()
    assert charter.state == "workshop"
    write(story, charter, aims="Every pupil has a place.")
    page = client.get(SIGN)
    assert "Without a text, and therefore left out:" in page.content.decode()
    read = page.context["charter"].revision
    write(story, charter, "supplier_lead", tone="We are open.")
    page = client.post(SIGN, {"revision": read})
    assert "Somebody has changed the charter since you opened this page" in page.content.decode()
    assert "We are open." in page.content.decode()
    assert not SignOff.objects.exists()
    assert client.post(SIGN, {"revision": charter.revision})["Location"] == f"{CHARTER}1/"
    sign_off = SignOff.objects.get()
    assert sign_off.title == "Charter, version 1"
    assert sign_off.text == "## Shared aims\n\nEvery pupil has a place.\n\n## Tone\n\nWe are open.\n"
    charter.refresh_from_db()
    assert charter.state == "waiting"
    assert client.get(SIGN)["Location"] == f"{CHARTER}1/"


def test_after_both_signatures_it_is_current_and_the_earlier_stays_readable(
    client: Client, story: Story
) -> None:
    first = signed(story, aims="Every pupil has a place.")
    assert (first.state, first.review_months) == ("current", 12)
    assert first.review_on == months_after(first.review_set_on, 12)  # type: ignore[arg-type]
    second = signed(story, aims="Every pupil has a good place.", tone="We are open.")
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("earlier", "current", 2)
    assert list(TimelineEvent.objects.filter(kind="charter.in_force").values_list("subject", flat=True)) == [
        "Charter, version 2",
        "Charter, version 1",
    ]
    client.force_login(story.supplier_reader)
    assert "Every pupil has a good place." in client.get(CHARTER).content.decode()
    assert "Every pupil has a place." in client.get(f"{CHARTER}1/").content.decode()
    assert client.get(f"{CHARTER}3/").status_code == 404
    with pytest.raises(ValidationError, match="What is signed stays"):
        reopen_charter(actor=story.actor("lead"), charter=second, reason="No")


def test_reopened_while_it_waits_and_signed_anew(client: Client, story: Story) -> None:
    charter, sign_off = waiting(story)
    signed_for(story, "sro", sign_off)
    again = f"{CHARTER}1/reopen/"
    client.force_login(story.member)
    assert client.post(again, {"reason": "More"}).status_code == 403
    client.force_login(story.supplier_lead)
    assert "reason" in client.post(again, {"reason": " "}).context["form"].errors
    assert client.post(again, {"reason": "The aims lack figures."})["Location"] == f"{CHARTER}1/workshop/"
    sign_off.refresh_from_db()
    charter.refresh_from_db()
    assert (sign_off.state, charter.state) == ("withdrawn", "workshop")
    write(story, charter, aims="Every pupil has a place by May.")
    newer = submit_charter(actor=story.actor("lead"), charter=charter, revision=charter.revision)
    assert newer.pk != sign_off.pk
    assert newer.signatures.count() == 0


def test_taken_back_from_the_sign_offs_own_page_it_is_in_the_workshop_too(story: Story) -> None:
    charter, sign_off = waiting(story)
    withdraw_sign_off(actor=story.actor("lead"), sign_off=sign_off, reason="Another round")
    charter.refresh_from_db()
    assert charter.state == "workshop"


def test_a_section_that_changed_below_the_page_is_not_signed(client: Client, story: Story) -> None:
    charter, sign_off = waiting(story)
    signed_for(story, "sro", sign_off)
    CharterVersion.objects.update(state="workshop")
    CharterSection.objects.filter(pk=section(charter).pk).update(text="Something else")
    CharterSection.objects.filter(pk=section(charter, "tone").pk).update(text="")
    CharterSection.objects.filter(pk=section(charter, "problems").pk).update(text="Calmly")
    with pytest.raises(ValidationError, match="has changed since it was submitted") as refused:
        signed_for(story, "srie", sign_off)
    for said in (
        "“Shared aims” says something else now.",
        "“Tone” is gone.",
        "“How we handle problems” is new.",
    ):
        assert said in refused.value.message
    client.force_login(story.srie)
    assert "<li>“Tone” is gone.</li>" in client.get(sign_off.get_absolute_url()).content.decode()
    assert SignOff.objects.get().state == "waiting"


def test_so_is_another_order(story: Story) -> None:
    charter, sign_off = waiting(story)
    CharterVersion.objects.update(state="workshop")
    CharterSection.objects.filter(pk=section(charter).pk).update(position=99)
    with pytest.raises(ValidationError, match="The order is another one"):
        signed_for(story, "srie", sign_off)


def test_new_names_keep_nobody_from_signing(story: Story) -> None:
    _charter, sign_off = waiting(story)
    signed_for(story, "sro", sign_off)
    story.customer.name = "Fyrstads kommun och region"
    story.customer.save()
    story.partnership.title = "Schools"
    story.partnership.save()
    signed_for(story, "srie", sign_off)
    assert SignOff.objects.get().state == "signed"


def test_rules_hold_below_the_page(story: Story) -> None:
    charter, sign_off = waiting(story)
    same = submit_charter(actor=story.actor("supplier_lead"), charter=charter, revision=0)
    assert same == sign_off, "put up twice is put up once"
    with pytest.raises(PermissionDenied):
        reopen_charter(actor=story.actor("member"), charter=charter, reason="No")
    assert CharterVersion.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-11-21", 12, "2027-11-21"), ("2028-02-29", 12, "2029-02-28")],
)
def test_months_end_where_the_month_does(day: str, months: int, after: str) -> None:
    from datetime import date

    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(after)


@pytest.mark.parametrize("address", [CHARTER, "/p/school/"])
def test_a_reservation_stands_where_the_charter_does(client: Client, story: Story, address: str) -> None:
    _charter, sign_off = waiting(story, aims="Every pupil has a place.")
    signed_for(story, "sro", sign_off)
    said = "Places depend on the budget of the year."
    client.force_login(story.supplier_lead)
    sign(
        actor=story.actor("srie"),
        sign_off=sign_off,
        sha256=sign_off.sha256,
        reservation=said,
        method="password",
    )
    assert said in client.get(address).content.decode()
    signed(story, aims="Every pupil has a good place.")
    assert said not in client.get(address).content.decode()
