"""Both sides write the charter section by section, at once, and nobody overwrites anybody."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.charter.models import MOST_SECTIONS, CharterSection, CharterVersion
from governance.charter.sections import SUGGESTED_SECTIONS
from governance.charter.services import add_section, start_charter, write_section
from governance.charter.tests.factories import section, signed, started, waiting, write
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db

CHARTER = "/p/school/charter/"
SHOP = f"{CHARTER}1/workshop/"
CHANGES = f"{SHOP}changes/"
SCRIPT = {"X-Requested-With": "save"}


def url(one: CharterSection, *, place: bool = False) -> str:
    return f"{CHARTER}{one.charter.number}/sections/{one.pk}/{'place/' if place else ''}"


def filled(one: CharterSection, text: str, **changes: Any) -> dict[str, Any]:
    return {"title": one.title, "text": text, "version": one.version, **changes}


def test_leads_and_signatories_start_it_and_members_write(client: Client, story: Story) -> None:
    for name, status in (("member", 403), ("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(f"{CHARTER}start/").status_code == status
    assert not CharterVersion.objects.exists()
    client.force_login(story.srie)
    assert client.post(f"{CHARTER}start/")["Location"] == SHOP
    client.force_login(story.lead)
    assert client.post(f"{CHARTER}start/")["Location"] == SHOP, "the one that is being prepared is it"
    charter = CharterVersion.objects.get()
    assert [one.title for one in charter.parts()] == [
        str(suggested.title) for suggested in SUGGESTED_SECTIONS
    ]
    aims = section(charter)
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(url(aims), filled(aims, "Mine")).status_code == status
        assert client.post(SHOP, {"title": "Own"}).status_code == status
        assert client.post(url(aims, place=True), {"do": "remove"}).status_code == status
    assert section(charter).text == ""
    client.force_login(story.supplier_member)
    answer = client.post(url(aims), filled(aims, "Every **pupil**\r\nhas a place."))
    assert answer["Location"] == f"{SHOP}#section-{aims.pk}"
    client.force_login(story.reader)
    page = client.get(SHOP).content.decode()
    assert "<strong>pupil</strong>" in page
    assert "Maja Ek" in page
    assert "data-write" not in page.split("data-workshop")[1], "a reader reads"
    assert section(charter).text == "Every **pupil**\nhas a place."
    event = TimelineEvent.objects.get(kind="charter.written")
    assert (event.subject, event.person) == ("Shared aims", story.supplier_member)


def test_two_on_one_section_and_the_later_one_sees_both(client: Client, story: Story) -> None:
    charter = started(story)
    seen = section(charter)
    client.force_login(story.supplier_lead)
    client.post(url(seen), filled(seen, "We look at the benefits."))
    client.force_login(story.lead)
    page = client.post(url(seen), filled(seen, "We look at the costs.", title="Aims"))
    assert section(charter).text == "We look at the benefits."
    html = page.content.decode()
    assert "Jonas Berg changed this section while you were writing" in html
    assert "<del>" in html
    assert "We look at the costs.</textarea>" in html, "what was typed is kept"
    version = page.context["items"][0].form["version"].value()
    client.post(url(seen), filled(seen, "We look at both.", title="Aims", version=version))
    stored = section(charter)
    assert (stored.title, stored.text, stored.edited_by) == ("Aims", "We look at both.", story.lead)
    assert TimelineEvent.objects.filter(kind="charter.written").count() == 2


def test_a_script_gets_the_section_alone_and_both_texts_at_a_clash(client: Client, story: Story) -> None:
    charter = started(story)
    seen = section(charter)
    client.force_login(story.lead)
    answer = client.post(url(seen), filled(seen, "Ours"), headers=SCRIPT)
    article = json.loads(answer.content)["article"]
    assert answer.status_code == 200
    assert article.count("<article") == 1
    assert "Ours" in article
    client.force_login(story.supplier_lead)
    answer = client.post(url(seen), filled(seen, "Theirs"), headers=SCRIPT)
    article = json.loads(answer.content)["article"]
    assert answer.status_code == 409
    assert "Karin Lind changed this section" in article
    assert "Theirs</textarea>" in article
    answer = client.post(url(seen), filled(seen, "x" * 8001), headers=SCRIPT)
    assert answer.status_code == 409
    assert 'class="errorlist"' in json.loads(answer.content)["article"]
    assert section(charter).text == "Ours"


def test_what_is_the_same_is_no_change(client: Client, story: Story) -> None:
    charter = started(story)
    seen = section(charter)
    client.force_login(story.lead)
    for _ in range(2):  # the same form, sent twice
        assert client.post(url(seen), filled(seen, "Ours")).status_code == 302
    assert section(charter).version == 2
    assert TimelineEvent.objects.filter(kind="charter.written").count() == 1


def test_an_offered_sentence_is_taken_with_a_click(client: Client, story: Story) -> None:
    charter = started(story)
    seen = section(charter)
    client.force_login(story.member)
    assert "We look at the benefits, not only at time and cost." in client.get(SHOP).content.decode()
    answer = client.post(url(seen), filled(seen, "Our own words.", take="1"))
    assert answer["Location"] == f"{SHOP}?write={seen.pk}#section-{seen.pk}"
    assert section(charter).text == "Our own words.\n\nWe look at the benefits, not only at time and cost."
    assert f'id="id_text_{seen.pk}"' in client.get(answer["Location"]).content.decode()
    client.post(url(seen), filled(section(charter), "Again.", take="99"))
    assert section(charter).text == "Again.", "there is no such sentence"


def test_sections_are_added_renamed_put_in_order_and_taken_out(client: Client, story: Story) -> None:
    charter = started(story)
    client.force_login(story.supplier_member)
    assert "title" in client.post(SHOP, {"title": " "}).context["new"].errors
    client.post(SHOP, {"title": "How we  celebrate"})
    own = charter.parts().last()
    assert own is not None
    assert own.title == "How we celebrate"
    client.post(url(own), filled(own, "With cake.", title="Feasts"))
    for _ in range(20):  # to the top, and no further
        client.post(url(own, place=True), {"do": "up"})
    assert [one.title for one in charter.parts()][:2] == ["Feasts", "Shared aims"]
    client.post(url(own, place=True), {"do": "down"})
    assert [one.title for one in charter.parts()][:2] == ["Shared aims", "Feasts"]
    page = client.post(url(own, place=True), {"do": "remove"}, follow=True).content.decode()
    assert "Removed sections" in page
    assert "Feasts" not in [one.title for one in charter.parts()]
    client.post(url(own, place=True), {"do": "put_back"})
    assert [one.title for one in charter.parts()][1] == "Feasts"
    client.post(url(own, place=True), {"do": "sideways"})
    kinds = TimelineEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["charter.section_removed", "charter.put_back"]


def test_writing_in_a_section_that_was_taken_out_keeps_the_words(client: Client, story: Story) -> None:
    charter = started(story)
    seen = section(charter)
    client.force_login(story.lead)
    client.post(url(seen, place=True), {"do": "remove"})
    client.force_login(story.supplier_lead)
    page = client.post(url(seen), filled(seen, "My words"))
    assert "Karin Lind took this section out while you were writing" in page.content.decode()
    assert "My words</textarea>" in page.content.decode()
    client.post(url(seen), filled(section(charter), "My words"))
    assert next(one.text for one in charter.parts()) == "My words", "saving again puts it back"


def test_what_others_save_is_told_and_nothing_where_nothing_is_new(client: Client, story: Story) -> None:
    charter = started(story)
    write(story, charter, tone="We are open.")
    client.force_login(story.supplier_lead)
    first = client.get(f"{CHANGES}?since=0")
    told = first.json()
    assert list(told["articles"]) == [str(section(charter, "tone").pk)]
    assert told["order"] == [one.pk for one in charter.parts()]
    same = client.get(f"{CHANGES}?since={told['revision']}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (same.status_code, same.content) == (304, b"")
    write(story, charter, aims="Every pupil has a place.")
    newer = client.get(f"{CHANGES}?since={told['revision']}", HTTP_IF_NONE_MATCH=first["ETag"]).json()
    assert list(newer["articles"]) == [str(section(charter).pk)]
    assert "Every pupil has a place." in newer["articles"][str(section(charter).pk)]
    assert client.get(f"{CHANGES}?since=nonsense").status_code == 200


def test_who_is_writing_is_shown_to_the_others(client: Client, story: Story) -> None:
    charter = started(story)
    aims = section(charter)
    client.force_login(story.supplier_lead)
    quiet = client.get(f"{CHANGES}?since=99")
    other = Client()
    other.force_login(story.lead)
    for _ in range(2):
        assert other.post(CHANGES, {"section": aims.pk, "is_writing": "yes"}).status_code == 204
    assert other.post(CHANGES, {"section": "99999"}).status_code == 404
    assert other.post(CHANGES, {"section": "x"}).status_code == 204
    told = client.get(f"{CHANGES}?since=99", HTTP_IF_NONE_MATCH=quiet["ETag"])
    assert told.json()["writing"] == {str(aims.pk): "Karin Lind is writing here"}
    assert told.json()["articles"] == {}
    assert "Karin Lind is writing here" in client.get(SHOP).content.decode()
    assert other.get(f"{CHANGES}?since=99").json()["writing"] == {}, "oneself is no news"
    other.post(CHANGES, {"section": aims.pk})
    assert client.get(f"{CHANGES}?since=99").json()["writing"] == {}
    reader = Client()
    reader.force_login(story.reader)
    assert reader.post(CHANGES, {"section": aims.pk, "is_writing": "yes"}).status_code == 403
    cache.clear()


def test_outside_the_workshop_nothing_is_written(client: Client, story: Story) -> None:
    charter, _sign_off = waiting(story)
    aims = section(charter)
    client.force_login(story.member)
    assert client.get(SHOP)["Location"] == f"{CHARTER}1/"
    page = client.post(url(aims), filled(aims, "Something else")).content.decode()
    assert "not in the workshop any more" in page
    assert "Something else</textarea>" in page
    client.post(url(aims, place=True), {"do": "remove"})
    client.post(SHOP, {"title": "Own"})
    assert section(charter).text == "Every pupil has a place."
    assert charter.parts().count() == len(SUGGESTED_SECTIONS)
    assert client.get(f"{CHANGES}?since=0").json()["is_open"] is False


def test_the_next_version_goes_on_from_the_current_one(story: Story) -> None:
    signed(story, aims="Every pupil has a place.")
    second = started(story, "supplier_lead")
    assert second.number == 2
    assert section(second).text == "Every pupil has a place."
    assert section(second).version == 1


def test_rules_hold_below_the_page(story: Story) -> None:
    with pytest.raises(PermissionDenied):
        start_charter(actor=story.actor("member"))
    charter = started(story)
    aims = section(charter)
    said: dict[str, Any] = {"title": "Aims", "text": "Mine", "version": 1}
    with pytest.raises(PermissionDenied):
        write_section(actor=story.actor("reader"), section=aims, **said)
    with pytest.raises(ValidationError):
        write_section(actor=story.actor("member"), section=aims, **{**said, "title": " "})
    for number in range(MOST_SECTIONS - charter.parts().count()):
        add_section(actor=story.actor("member"), charter=charter, title=f"Own {number}")
    with pytest.raises(ValidationError, match="forty"):
        add_section(actor=story.actor("member"), charter=charter, title="One more")


@pytest.mark.parametrize("address", [SHOP, CHANGES, CHARTER, f"{CHARTER}1/"])
def test_pages_ask_little_however_many_sections_there_are(
    client: Client, story: Story, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    charter = started(story)
    write(story, charter, aims="Every pupil has a place.")
    client.force_login(story.lead)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    for number in range(20):
        one = add_section(actor=story.actor("member"), charter=charter, title=f"Own {number}")
        write_section(actor=story.actor("member"), section=one, version=1, title=one.title, text=f"{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)
