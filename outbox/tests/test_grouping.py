"""Reminders wait for the others of their kind, and leave as one mail."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.utils import timezone

from outbox.delivery import deliver_due
from outbox.grouping import group_reminders
from outbox.models import Message
from outbox.queueing import EmailDraft, Line, queue, queue_all
from outbox.reading import Matter
from outbox.tests.mail_server import MailServer
from outbox.writing import rendered

pytestmark = pytest.mark.django_db
Written = Callable[..., EmailDraft]
WORDS = Path(settings.BASE_DIR) / "templates" / "emails" / "several"


def line(title: str, due: date | datetime | None = None) -> Line:
    return Line("Åsa", title, f"https://partnering.example/p/{title.lower()}/", due)


def subjects(server: MailServer) -> list[str]:
    return sorted(str(mail["Subject"]) for mail in server.mails)


def test_none_leaves_before_its_sweep_has_ended(letter: Written, mail_server: MailServer) -> None:
    queue(letter("1", line=line("School")))
    assert deliver_due(timezone.now()) == 0, "the worker looks every few seconds"
    queue(letter("2", line=line("Road")))
    assert deliver_due(timezone.now()) == 0
    assert group_reminders(timezone.now()) == 1
    assert group_reminders(timezone.now()) == 0
    deliver_due(timezone.now())
    assert subjects(mail_server) == ["2 notices"]
    assert "Please read them." in mail_server.mails[0].get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    assert not queue(letter("2", line=line("Road"))), "what went in a mail is not queued again"


def test_one_alone_is_let_go_as_it_is(letter: Written, mail_server: MailServer) -> None:
    queue(letter(line=line("School")))
    assert group_reminders(timezone.now()) == 0
    deliver_due(timezone.now())
    assert subjects(mail_server) == ["Notice for Åsa"]


def test_what_differs_in_reader_organisation_or_language_stays_apart(letter: Written) -> None:
    several = [
        letter("1", line=line("a"), organisation_id=1),
        letter("2", line=line("b"), organisation_id=1, to="ASA@fyrstad.example"),
        letter("3", line=line("c"), organisation_id=2),
        letter("4", line=line("d"), organisation_id=1, language="sv"),
        letter("5", line=line("e"), organisation_id=1, to="bo@fyrstad.example"),
    ]
    queue_all(several)
    assert group_reminders(timezone.now()) == 1
    group = Message.objects.get(key__startswith="group/")
    assert set(group.parts.values_list("key", flat=True)) == {"1", "2"}


def test_days_come_first_then_names_and_nothing_is_said_twice(letter: Written) -> None:
    queue_all(
        [
            letter("1", line=line("Zoo")),
            letter("2", line=line("Bridge")),
            letter("3", line=line("Late", date(2031, 5, 9))),
            letter("4", line=line("Soon", datetime(2031, 5, 8, 23, tzinfo=UTC)), time_zone="Europe/Oslo"),
            letter("5", name="Park, 7 May", line=line("Park", date(2031, 5, 7))),
        ]
    )
    group_reminders(timezone.now())
    text = Message.objects.get(key__startswith="group/").text
    assert "here they are, the nearest day first:" in text
    lines = [row for row in text.splitlines() if row.startswith("- ")]
    assert lines == [
        "- Notice for Park, 7 May",
        "- Notice for Åsa (Soon) - by 9 May",
        "- Notice for Åsa (Late) - by 9 May",
        "- Notice for Åsa (Bridge)",
        "- Notice for Åsa (Zoo)",
    ]


def test_it_is_about_all_that_its_parts_are_about(letter: Written) -> None:
    for number, about in enumerate([Matter(1, "customer"), Matter(2, "customer"), Matter(2, "customer")]):
        queue(letter(f"{number}", line=line("a"), about=about, private_links=[f"https://x.example/{number}"]))
    group_reminders(timezone.now())
    group = Message.objects.get(key__startswith="group/")
    assert group.matters == [[1, "customer", "view"], [2, "customer", "view"]]
    assert group.private_links == [f"https://x.example/{number}" for number in range(3)]
    queue_all([letter("p1", line=line("a"), about="person"), letter("p2", line=line("b"))])
    group_reminders(timezone.now())
    assert Message.objects.filter(key__startswith="group/").latest("pk").about == "person"


def test_a_kind_without_words_is_not_queued(letter: Written) -> None:
    with pytest.raises(TemplateDoesNotExist):
        queue(letter(template="action_done", line=line("a")))


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
@pytest.mark.parametrize("kind", sorted(path.name.split(".")[0] for path in WORDS.glob("*.subject.txt")))
def test_each_kind_has_its_words_in_every_language(kind: str, language: str) -> None:
    lines = [{"subject": "a", "title": "b", "link": "c", "day": "", "due": ""}]
    mail = rendered("several", {"kind": kind, "name": "Åsa", "count": 7, "lines": lines}, language)
    assert "7" in mail["subject"]
    hello, here = {
        "en": ("Hello Åsa,", "here they are:"),
        "sv": ("Hej Åsa!", "Här är de:"),
        "nb": ("Hei Åsa!", "Her er de:"),
    }[language]
    for form in (mail["text"], mail["html"]):
        assert hello in form
        assert here in form
    assert len(mail["text"].splitlines()) > 7
