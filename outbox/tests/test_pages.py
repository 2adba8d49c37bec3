import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from outbox.delivery import deliver, deliver_due
from outbox.models import Message, Standstill
from outbox.queueing import EmailDraft, queue, queue_all
from outbox.tests.mail_server import MailServer
from tests.story import Story

Written = Callable[..., EmailDraft]
LINK = "https://partnering.example/answer/Zm9vYmFyYmF6cXV4MTIz?next=/p/school&x=1"


@pytest.fixture
def mail(story: Story, letter: Written) -> Message:
    path = default_storage.save("reports/1.pdf", ContentFile(b"<script>alert(1)</script>"))
    queue(
        letter(
            organisation_id=story.customer.pk,
            link=LINK,
            private_links=[LINK],
            attachments=[("report å.html", "text/html", path)],
        )
    )
    return Message.objects.get()


def urls(mail: Message) -> list[str]:
    attachment = mail.attachments.get()
    return [
        f"/outbox/{mail.pk}/",
        f"/outbox/{mail.pk}/html/",
        f"/outbox/{mail.pk}/attachments/{attachment.pk}/",
    ]


def test_administrators_see_the_mails_of_their_own_organisation(
    story: Story, mail: Message, client: Client
) -> None:
    client.force_login(story.administrator)
    assert "Notice for Åsa" in client.get("/outbox/").content.decode()
    assert [client.get(url).status_code for url in urls(mail)] == [200, 200, 200]
    for other in (story.supplier_administrator, story.stranger):
        client.force_login(other)
        assert "Notice for Åsa" not in client.get("/outbox/").content.decode()
        assert [client.get(url).status_code for url in urls(mail)] == [404, 404, 404]
        assert client.post(f"/outbox/{mail.pk}/send-again/", {"version": 0}).status_code == 404
    for person in (story.lead, story.officer, story.sro):
        client.force_login(person)
        assert [client.get(url).status_code for url in ["/outbox/", *urls(mail)]] == [404] * 4
    client.logout()
    assert client.get("/outbox/").status_code == 302


def test_who_was_removed_sees_nothing_any_more(story: Story, mail: Message, client: Client) -> None:
    client.force_login(story.administrator)
    assert client.get("/outbox/").status_code == 200
    story.administrator.memberships.update(ended_at=timezone.now())
    assert client.get("/outbox/").status_code == 404
    assert client.get(f"/outbox/{mail.pk}/").status_code == 404


def test_a_mail_of_no_organisation_is_nobodys(story: Story, letter: Written, client: Client) -> None:
    queue(letter())
    client.force_login(story.administrator)
    assert client.get(f"/outbox/{Message.objects.get().pk}/").status_code == 404


def test_private_links_are_hidden_unless_mail_is_kept_here(
    story: Story, mail: Message, client: Client, settings: Any
) -> None:
    client.force_login(story.administrator)
    page, html, _file = urls(mail)
    settings.MAIL_IS_KEPT = True
    assert "Zm9vYmFyYmF6cXV4MTIz" in client.get(page).content.decode()
    assert "Zm9vYmFyYmF6cXV4MTIz" in client.get(html).content.decode()
    settings.MAIL_IS_KEPT = False
    for url in (page, html):
        shown = client.get(url).content.decode()
        assert "Zm9vYmFyYmF6cXV4MTIz" not in shown
        assert "•••" in shown
    assert "hidden" in client.get(page).content.decode()


def test_the_mail_is_shown_in_a_frame_that_can_do_nothing(
    story: Story, mail: Message, client: Client, settings: Any
) -> None:
    settings.MAIL_IS_KEPT = False
    client.force_login(story.administrator)
    page, html, _file = urls(mail)
    assert re.search(rf'<iframe[^>]* src="{html}" sandbox="" title="', client.get(page).content.decode())
    answer = client.get(html)
    policy = answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert {part.strip() for part in policy.split(";")} >= {
        "sandbox",
        "default-src 'none'",
        "frame-ancestors 'self'",
        "img-src data:",
    }
    assert "script-src" not in policy
    assert client.get(page)["X-Frame-Options"] == "DENY"
    settings.MAIL_IS_KEPT = True
    kept = client.get(html)
    assert "sandbox allow-popups allow-popups-to-escape-sandbox;" in kept["Content-Security-Policy"] + ";"
    assert '<base target="_blank">' in kept.content.decode()


def test_an_attachment_is_only_ever_downloaded(story: Story, mail: Message, client: Client) -> None:
    client.force_login(story.administrator)
    url = urls(mail)[2]
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    default_storage.delete("reports/1.pdf")
    assert client.get(url).status_code == 404


def test_send_again_sends_once_for_a_double_click(
    story: Story, mail: Message, client: Client, mail_server: MailServer
) -> None:
    client.force_login(story.administrator)
    url = f"/outbox/{mail.pk}/"
    assert "Send again" not in client.get(url).content.decode(), "it is on its way already"
    deliver([mail.pk])
    assert "Send again" in client.get(url).content.decode()
    for told in ("on its way again", "on its way already"):
        answer = client.post(f"{url}send-again/", {"version": 0}, follow=True)
        assert told in answer.content.decode()
        deliver([mail.pk])
    assert list(mail_server.by_message_id().values()) == [2]
    assert client.get(f"{url}send-again/").status_code == 405
    assert client.post(f"{url}send-again/", {"version": "²"}).status_code == 302


def test_what_failed_is_told_in_human_words(
    story: Story, mail: Message, client: Client, mail_server: MailServer
) -> None:
    mail_server.answer = lambda address: "550 5.1.1 no such user"
    deliver([mail.pk])
    client.force_login(story.administrator)
    listed = client.get("/outbox/").content.decode()
    assert "1 email failed for good" in listed
    assert "The mail server refused this address for good." in listed
    page = client.get(f"/outbox/{mail.pk}/").content.decode()
    assert "The mail server refused this address for good." in page
    assert "no such user" in page


def test_the_list_is_filtered_and_paged(
    story: Story, letter: Written, client: Client, django_assert_max_num_queries: Any
) -> None:
    queue_all(
        letter(f"n/{number:02}", name=f"Person {number:02}", organisation_id=story.customer.pk)
        for number in range(60)
    )
    Message.objects.filter(key="n/07").update(state=Message.State.FAILED, trouble="refused")
    client.force_login(story.administrator)
    with django_assert_max_num_queries(8):
        first = client.get("/outbox/")
    assert first.content.decode().count("Notice for Person") == 25
    second = client.get("/outbox/" + first.context["page"].next_url)
    assert "Notice for Person 34" in second.content.decode()
    assert "Notice for Person 35" not in second.content.decode()
    failed = client.get("/outbox/?state=failed").content.decode()
    assert failed.count("Notice for Person") == 1
    assert "Notice for Person 12" in client.get("/outbox/?words=person+12").content.decode()
    assert "No email matches" in client.get("/outbox/?words=nobody").content.decode()
    assert client.get("/outbox/?state=nonsense").status_code == 200


def test_all_that_failed_is_sent_again_with_one_click(
    story: Story, letter: Written, client: Client, mail_server: MailServer
) -> None:
    own = {"organisation_id": story.customer.pk}
    queue_all(letter(f"n/{number:02}", name=f"Person {number:02}", **own) for number in range(30))
    queue(letter("theirs", organisation_id=story.supplier.pk))
    queue(letter("sent", **own))
    Message.objects.update(state=Message.State.FAILED, trouble="rejected")
    Message.objects.filter(key="sent").update(state=Message.State.SENT)
    client.force_login(story.administrator)
    button = "Send all of these again"
    assert button not in client.get("/outbox/").content.decode()
    assert button not in client.get("/outbox/?state=sent").content.decode()
    assert button in client.get("/outbox/?state=failed").content.decode()
    url = "/outbox/send-again/"
    answer = client.post(url, {"state": "failed", "words": "person 07"}, follow=True)
    assert "1 email is on its way again." in answer.content.decode()
    answer = client.post(url, {"state": "failed", "words": ""}, follow=True)
    assert "29 emails are on their way again." in answer.content.decode()
    answer = client.post(url, {"state": "failed", "words": ""}, follow=True)
    assert "Nothing was sent" in answer.content.decode(), "the second click"
    client.post(url, {"state": "sent"})
    client.post(url, {"state": "nonsense"})
    client.post(url, {})
    assert Message.objects.get(key="theirs").state == Message.State.FAILED
    assert Message.objects.get(key="sent").state == Message.State.SENT
    assert client.get(url).status_code == 405


def test_the_page_says_since_when_no_mail_leaves(
    story: Story, mail: Message, client: Client, mail_server: MailServer
) -> None:
    client.force_login(story.administrator)
    mail_server.stop()
    deliver([mail.pk])
    page = client.get("/outbox/").content.decode()
    assert "No email has left since" in page
    assert "The mail server could not be reached." in page
    Standstill.objects.update(trouble="rejected")
    assert "The mail server refuses every email." in client.get("/outbox/").content.decode()
    mail_server.start()
    assert deliver_due(timezone.now() + timedelta(minutes=2)) > 0
    assert "No email has left since" not in client.get("/outbox/").content.decode()
