"""People put files on things, find them, take them along and remove them."""

import html
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from governance.ideas.services import raise_idea
from governance.lessons.services import add_lesson
from governance.risks.tests.factories import new_risk
from partnerships.files.models import Attachment, StoredContent
from partnerships.files.services import add_attachment
from partnerships.files.targets import TARGETS
from partnerships.files.tests.factories import EXE, HTML, PDF, upload
from partnerships.sides import Level
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

ON_RISK = "/p/school/files/risk/1/"


@pytest.fixture(autouse=True)
def _risk(story: Story) -> None:
    new_risk(story)


def attach(client: Client, story: Story, who: str, url: str = ON_RISK, **data: Any) -> Any:
    client.force_login(story.people[who])
    given = {"file": upload(), "space": "joint", "note": "", **data}
    return client.post(url, given)


def page(client: Client, story: Story, who: str, url: str) -> str:
    client.force_login(story.people[who])
    assert client.get(url).status_code == 200  # which tells what became of the step before, too
    return html.unescape(client.get(url).content.decode())


def said(answer: Any) -> str:
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_a_member_puts_a_file_on_a_risk_and_both_sides_take_it_along(story: Story, client: Client) -> None:
    answer = attach(client, story, "member", note="What the vendor says")
    assert (answer.status_code, answer["Location"]) == (302, "/p/school/risks/1/")
    for who in ("member", "supplier_reader"):
        shown = page(client, story, who, "/p/school/risks/1/")
        assert "minutes.pdf" in shown
        assert "What the vendor says" in shown
    attachment = Attachment.objects.get()
    answer = client.get(attachment.get_absolute_url())
    assert b"".join(answer) == PDF
    client.force_login(story.stranger)
    assert client.get(attachment.get_absolute_url()).status_code == 404
    assert client.post(ON_RISK, {"file": upload()}).status_code == 404
    client.force_login(story.reader)
    assert client.post(ON_RISK, {"file": upload()}).status_code == 403
    assert 'name="file"' not in page(client, story, "reader", "/p/school/risks/1/")


def test_it_leaves_as_a_download_and_nothing_else(story: Story, client: Client) -> None:
    file = upload("Möte “A”;\u00a0x.csv", b"a,b\n")
    attach(client, story, "member", file=file)
    answer = client.get(Attachment.objects.get().get_absolute_url())
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''M%C3%B6te")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Cache-Control"] == "private, no-store"


def test_what_one_side_keeps_to_itself_the_other_never_sees(story: Story, client: Client) -> None:
    attach(client, story, "member", space="customer")
    url = Attachment.objects.get().get_absolute_url()
    for address in ("/p/school/risks/1/", "/p/school/files/", "/p/school/timeline/"):
        assert "minutes.pdf" in page(client, story, "reader", address)
        assert "minutes.pdf" not in page(client, story, "supplier_lead", address)
    assert client.get(url).status_code == 404
    assert "Choose a valid choice" not in said(attach(client, story, "supplier_member", space="customer"))
    assert Attachment.objects.count() == 1


def test_on_something_private_a_file_is_private_too(story: Story, client: Client) -> None:
    new_risk(story, space="customer", owner="lead")
    attach(client, story, "member", "/p/school/files/risk/2/")
    assert Attachment.objects.get().space == "customer"
    client.force_login(story.supplier_lead)
    assert client.get("/p/school/files/risk/2/").status_code == 404


def test_who_added_it_or_the_sides_lead_removes_it_and_the_timeline_remembers(
    story: Story, client: Client
) -> None:
    attach(client, story, "member")
    url = Attachment.objects.get().get_absolute_url() + "remove/"
    for who in ("supplier_lead", "supplier_member", "sro", "reader"):
        client.force_login(story.people[who])
        assert client.post(url).status_code == 403
        assert url not in page(client, story, who, "/p/school/risks/1/")
    assert url in page(client, story, "lead", "/p/school/risks/1/")
    assert client.post(url).status_code == 302
    assert not Attachment.objects.exists()
    assert "minutes.pdf" not in page(client, story, "lead", "/p/school/files/")
    told = page(client, story, "supplier_reader", "/p/school/timeline/?about=file")
    assert "added the file “minutes.pdf”" in told
    assert "removed the file “minutes.pdf”" in told
    assert client.post(url).status_code == 404
    attach(client, story, "member")
    assert client.post(Attachment.objects.get().get_absolute_url() + "remove/").status_code == 302


def test_files_hang_on_everything_one_works_with(story: Story, client: Client) -> None:
    lead = story.actor("lead")
    due = today() + timedelta(days=9)
    add_action(actor=lead, title="Test it", owner=story.lead, due=due, level=Level.TACTICAL)
    raise_idea(actor=lead, title="One sign-in", area="infrastructure")
    add_lesson(actor=lead, title="Ask first", category="people", happened="We guessed.", learned="We ask.")
    for kind in ("action", "idea", "lesson"):
        address = f"/p/school/{kind}s/1/"
        answer = attach(client, story, "member", f"/p/school/files/{kind}/1/", file=upload(f"{kind}.pdf"))
        assert answer["Location"] == address
        assert f"{kind}.pdf" in page(client, story, "supplier_reader", address)
    assert (
        attach(client, story, "supplier_member", "/p/school/files/lesson/1/").status_code == 403
    )  # not theirs
    assert attach(client, story, "member", "/p/school/files/lesson/9/").status_code == 404
    assert attach(client, story, "member", "/p/school/files/weather/1/").status_code == 404
    assert page(client, story, "lead", "/p/school/files/?about=idea").count("Idea: One sign-in") == 1


def test_what_is_refused_says_why_and_keeps_what_was_typed(story: Story, client: Client) -> None:
    refused = {
        "is empty": upload("empty.pdf", b""),
        "does not hold what its name says": upload("minutes.pdf", EXE),
        "Web pages and SVG drawings are not taken": upload("page.html", HTML),
        "This kind of file is not taken": upload("setup.exe", EXE),
        "is longer than 200 characters": upload("m" * 300 + ".pdf"),
        "Give the file a name like": upload(".pdf"),
    }
    for message, file in refused.items():
        answer = said(attach(client, story, "member", file=file, note="From the vendor", space="customer"))
        assert message in answer, message
        assert 'value="From the vendor"' in answer
        assert 'value="customer" selected' in answer
    assert "Choose a file first" in said(attach(client, story, "member", file=""))
    assert not Attachment.objects.exists()
    assert not StoredContent.objects.exists()


def test_the_folders_of_a_name_are_not_followed(story: Story, client: Client, tmp_path: Path) -> None:
    for name in ("../../etc/minutes.pdf", "C:\\secrets\\minutes.pdf", "/etc/passwd/../minutes.pdf"):
        file = SimpleUploadedFile("x.pdf", PDF)
        file._name = name  # type: ignore[attr-defined] # as a browser that lies would send it
        attach(client, story, "member", file=file)
    assert {attachment.name for attachment in Attachment.objects.all()} == {"minutes.pdf"}
    stored = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert [str(path) for path in stored] == [f"files/{StoredContent.objects.get().stored_as}"]


def test_a_file_that_is_too_large_is_thrown_away_and_refused_in_words(
    story: Story, client: Client, settings: LazySettings
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    answer = attach(client, story, "member", file=upload(content=PDF + b"x" * 2000))
    assert "at most 1000" in said(answer).replace("\xa0", " ")
    client.force_login(story.member)
    large = {"file": upload(content=PDF + b"x" * 90_000)}
    answer = client.post(ON_RISK, large)
    assert answer.status_code == 302
    # all of it was taken: a browser reads no answer before it has sent everything
    assert not answer.wsgi_request.environ["wsgi.input"].read()
    assert "at most" in client.get(answer["Location"]).content.decode()
    large = {"file": upload(content=PDF + b"x" * 90_000)}
    by_script = client.post(ON_RISK, large, HTTP_ACCEPT="application/json")
    assert "at most" in by_script.json()["errors"][0]
    assert not Attachment.objects.exists()


def test_the_script_is_told_where_to_go_or_what_is_wrong(story: Story, client: Client) -> None:
    client.force_login(story.member)
    answer = client.post(
        ON_RISK, {"file": upload(content=EXE), "space": "joint"}, HTTP_ACCEPT="application/json"
    )
    assert answer.status_code == 422
    assert "does not hold" in answer.json()["errors"][0]
    assert client.post(
        ON_RISK, {"file": upload(), "space": "joint"}, HTTP_ACCEPT="application/json"
    ).json() == {"url": "/p/school/risks/1/"}


def test_a_form_without_its_token_is_refused(story: Story) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(story.member)
    assert strict.post(ON_RISK, {"file": upload(), "space": "joint"}).status_code == 403
    token = strict.get(ON_RISK).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"file": upload(), "space": "joint", "csrfmiddlewaretoken": token}
    assert strict.post(ON_RISK, sent).status_code == 302


def test_the_same_twice_is_one(story: Story, client: Client) -> None:
    attach(client, story, "member")
    assert "is here already" in said(attach(client, story, "lead"))
    attach(client, story, "lead", file=upload("the-same.pdf"))
    attach(client, story, "lead", file=upload(content=PDF + b"\n"))
    assert Attachment.objects.count() == 3
    assert StoredContent.objects.count() == 2


def test_what_is_sealed_keeps_its_files(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(client, story, "member")
    url = Attachment.objects.get().get_absolute_url() + "remove/"
    monkeypatch.setitem(TARGETS, "risk", replace(TARGETS["risk"], is_sealed=lambda _thing: True))
    assert client.post(url).status_code == 403
    assert "Remove minutes.pdf" not in page(client, story, "member", ON_RISK.replace("files/risk", "risks"))
    monkeypatch.undo()
    assert client.post(url).status_code == 302


def test_an_organisation_has_so_much_room(story: Story, client: Client, settings: LazySettings) -> None:
    settings.FILES_PER_ORGANISATION_BYTES = 3 * len(PDF)
    attach(client, story, "member")
    attach(client, story, "supplier_member", file=upload("theirs.pdf", PDF + PDF))  # on their own account
    attach(client, story, "member", file=upload("second.pdf"))
    answer = said(attach(client, story, "member", file=upload("third.pdf", PDF + b"\n")))
    assert "Fyrstads kommun has no room left for this file" in answer
    assert "has no room left" not in page(client, story, "supplier_member", ON_RISK)
    room = page(client, story, "administrator", f"/organisations/{story.customer.pk}/")
    assert "Storage used" in room
    assert "82\xa0bytes of 123\xa0bytes" in room
    client.force_login(story.member)
    client.post(Attachment.objects.get(name="second.pdf").get_absolute_url() + "remove/")
    assert attach(client, story, "member", file=upload("third.pdf", PDF + b"\n")).status_code == 302


def test_files_are_found_by_name_kind_and_place(story: Story, client: Client) -> None:
    attach(client, story, "member", file=upload("Årsrapport 2026.pdf"))
    attach(client, story, "member", file=upload("figures.csv", b"a,b\n"), note="For the årsmöte")
    for query, expected in {
        "q=årsrapport": {"Årsrapport 2026.pdf"},
        "q=ÅRS": {"Årsrapport 2026.pdf", "figures.csv"},
        "group=text": {"figures.csv"},
        "about=risk": {"Årsrapport 2026.pdf", "figures.csv"},
        "about=action": set(),
        "group=nonsense&q=": {"Årsrapport 2026.pdf", "figures.csv"},
    }.items():
        shown = page(client, story, "supplier_reader", f"/p/school/files/?{query}")
        assert {name for name in ("Årsrapport 2026.pdf", "figures.csv") if name in shown} == expected, query


@pytest.mark.parametrize(("url", "more_pages"), [("/p/school/files/", 1), ("/p/school/risks/1/", 0)])
def test_as_many_queries_for_many_files(story: Story, client: Client, url: str, more_pages: int) -> None:
    """A list of more than a page is counted."""
    add_attachment(actor=story.actor("lead"), kind="risk", number=1, file=upload("one.pdf"))
    client.force_login(story.lead)
    counted = []
    for more in (0, 60):
        for n in range(more):
            who = story.actor("member" if n % 2 else "supplier_member")
            add_attachment(actor=who, kind="risk", number=1, file=upload(f"many-{n}.pdf"))
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        counted.append(len(caught))
    assert counted[0] + more_pages == counted[1] <= 15


def test_events_name_the_thing_and_touch_the_page(story: Story, client: Client) -> None:
    assert "minutes.pdf" not in page(client, story, "lead", "/p/school/risks/1/")
    attach(client, story, "supplier_member")
    assert "minutes.pdf" in page(client, story, "lead", "/p/school/risks/1/")
    event = TimelineEvent.objects.get(kind="file.added")
    assert event.change["about"].startswith("Risk: R-1: ")
    assert ActionItem.objects.count() == 0


def test_another_file_of_the_same_name_is_told_apart(story: Story, client: Client) -> None:
    for content in (PDF, PDF + b"\n% second", PDF + b"\n% third"):
        attach(client, story, "lead", file=upload("Minutes.pdf", content))
    names = Attachment.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["Minutes.pdf", "Minutes (2).pdf", "Minutes (3).pdf"]
    # nothing is told of what the other side keeps to itself
    Attachment.objects.update(space="customer")
    attach(client, story, "supplier_lead", file=upload("Minutes.pdf", PDF + b"\n% fourth"))
    assert Attachment.objects.latest("pk").name == "Minutes.pdf"


def test_removing_asks_first_and_says_what_will_be_gone(story: Story, client: Client) -> None:
    attach(client, story, "member")
    url = Attachment.objects.get().get_absolute_url() + "remove/"
    asked = page(client, story, "lead", url)
    assert "minutes.pdf" in asked
    assert "gone for both sides" in asked
    assert Attachment.objects.exists()
    client.force_login(story.supplier_member)
    assert client.get(url).status_code == 403
    client.force_login(story.stranger)
    assert client.get(url).status_code == 404
