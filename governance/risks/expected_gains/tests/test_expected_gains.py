"""Each side says what it gains, both see it, and the balance holds it against what the side carries."""

import html

from django.test import Client

from governance.risks.expected_gains.models import MOST_GAINS, ExpectedGain
from governance.risks.matrix import loads_by_side
from governance.risks.tests.factories import new_risk
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

URL = "/p/school/risks/gains/"


def said(client: Client, url: str = URL) -> str:
    return html.unescape(client.get(url).content.decode())


def test_a_side_says_what_it_gains_and_the_other_reads_it(story: Story, client: Client) -> None:
    new_risk(story)
    client.force_login(story.member)
    assert said(client, "/p/school/risks/").count("not said") == 2
    assert client.post(URL, {"text": " Fewer  calls ", "size": 4}).status_code == 302
    client.post(URL, {"text": "A system that lasts", "size": 5})
    client.force_login(story.supplier_member)
    assert "Fewer calls" in said(client)
    client.post(URL, {"text": "A name in the trade", "size": 3})
    customer, supplier = loads_by_side(story.actor("reader"))
    assert (customer.gains, customer.gain_width, supplier.gains, supplier.gain_width) == (9, 300, 3, 100)
    assert "not said" not in said(client, "/p/school/risks/")
    assert "said what their side gains: “Fewer calls”" in said(client, "/p/school/timeline/")
    client.force_login(story.reader)
    assert client.post(URL, {"text": "More", "size": 1}).status_code == 403
    assert 'name="size"' not in said(client)
    client.force_login(story.stranger)
    assert client.get(URL).status_code == 404


def test_it_is_taken_out_by_its_own_side_only(story: Story, client: Client) -> None:
    client.force_login(story.member)
    client.post(URL, {"text": "Fewer calls", "size": 4})
    remove = f"{URL}{ExpectedGain.objects.get().pk}/remove/"
    client.force_login(story.supplier_lead)
    assert client.post(remove).status_code == 403
    assert remove not in said(client)
    client.force_login(story.sro)
    assert remove in said(client)
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 404
    assert "Fewer calls" not in said(client)
    assert TimelineEvent.objects.filter(kind="gain.removed", subject="Fewer calls").exists()


def test_what_is_wrong_is_said_and_kept(story: Story, client: Client) -> None:
    client.force_login(story.member)
    client.post(URL, {"text": "Fewer calls", "size": 4})
    answers: dict[str, dict[str, str]] = {
        "That is there already": {"text": "Fewer calls", "size": "2"},
        "Please fill this in": {"text": "Typed already", "size": ""},
        "Select a valid choice": {"text": "Typed already", "size": "6"},
    }
    for message, given in answers.items():
        answer = html.unescape(client.post(URL, given).content.decode())
        assert message in answer
        assert given["text"] in answer
    for n in range(MOST_GAINS):
        last = client.post(URL, {"text": f"Gain {n}", "size": 1})
    assert "Take one out that weighs little" in last.content.decode()
    assert ExpectedGain.objects.count() == MOST_GAINS
