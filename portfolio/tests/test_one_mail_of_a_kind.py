"""Who works in many partnerships gets one mail a kind from a run of the sweeps, not one a partnership."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from assessments.rounds.models import Round
from governance.meetings.services import add_meeting
from governance.risks.models import Risk
from outbox.delivery import deliver_due
from outbox.models import Message
from outbox.retention import remove_old_texts
from outbox.tests.conftest import mail_server  # noqa: F401  (a fixture)
from outbox.tests.mail_server import MailServer
from partnerships.access.actors import find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side, Stage
from portfolio.sweeps import run_sweeps
from tests.story import Story, today

pytestmark = pytest.mark.django_db
DUE = timedelta(days=20)
#: Later than any zone's midnight, earlier than the mails of the day.
NIGHT = time(4)


def partnerships(story: Story, count: int) -> list[Partnership]:
    """With the same parties and people, no anniversary near, titled "Road 0" and so on."""
    new = [
        Partnership.objects.create(
            reference=f"road-{number}",
            title=f"Road {number}",
            stage=Stage.IN_OPERATION,
            state=Partnership.State.BINDING,
            customer=story.customer,
            supplier=story.supplier,
            start=today() - timedelta(days=500),
            proposed_by=story.sro,
        )
        for number in range(count)
    ]
    for role in Role.objects.filter(partnership=story.partnership):
        for partnership in new:
            role.pk, role.partnership = None, partnership
            role.save()
    return new


def risk_in(partnership: Partnership, owner: Any, days: int, **given: Any) -> Risk:
    """To be reviewed on that day."""
    wanted = {
        "number": 1,
        "event": f"Frost {days}",
        "cause": "Winter.",
        "effect": "Holes.",
        "bears": "shared",
        "manages": "supplier",
        "reason": "They dig.",
        "owner_side": "supplier",
        **given,
    }
    score = {"likelihood": 3, "impact_customer": 3, "impact_supplier": 3, "impact": 3, "exposure": 9}
    return Risk.objects.create(
        partnership=partnership,
        owner=owner,
        created_by=owner,
        review_on=today() + timedelta(days=days),
        review_set_on=today() - timedelta(days=30),
        **score,
        **wanted,
    )


def at(days: int) -> datetime:
    return datetime.combine(today() + timedelta(days=days), NIGHT, UTC)


def about_risks(server: MailServer) -> list[Any]:
    return [mail for mail in server.mails if "/risks/" in text_of(mail)]


def text_of(mail: Any) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content())


def links_in(text: str) -> list[str]:
    return re.findall(r"/p/([\w-]+)/", text)


def test_forty_reminders_are_one_mail_and_the_one_of_another_is_as_it_was(
    story: Story,
    mail_server: MailServer,  # noqa: F811
) -> None:
    several = partnerships(story, 40)
    for number, partnership in enumerate(several):
        risk_in(partnership, story.supplier_lead, number % 8)
    risk_in(story.partnership, story.lead, 0, owner_side="customer")
    done = run_sweeps(at(0))
    assert (done["failed"], done["reviews_reminded"], done["reminders_grouped"]) == (0, 41, 1)
    [own] = [mail for mail in about_risks(mail_server) if mail["To"] == story.lead.email]
    assert own["Subject"] == "Review R-1 today: Frost 0"
    [mail] = [mail for mail in about_risks(mail_server) if mail["To"] == story.supplier_lead.email]
    assert mail["Subject"] == "40 risks to review"
    text = text_of(mail)
    assert "Hello Jonas," in text
    found = links_in(text)
    assert set(found) == {partnership.reference for partnership in several}
    assert len(found) == 40
    days = [int(reference.split("-")[1]) % 8 for reference in found]
    assert days == sorted(days), "the nearest day comes first"
    assert "- Review R-1 today: Frost 0 (Road 0)" in text
    html = mail.get_body(("html",)).get_content()
    assert html.count("<li") == 40
    assert 'href="http' in html
    run_sweeps(at(0))
    run_sweeps(at(0) + timedelta(hours=2))
    assert len(about_risks(mail_server)) == 2, "a sweep that runs again says nothing again"
    assert not Message.objects.ungrouped().exists()


def test_each_reads_it_in_their_language_and_zone(story: Story, mail_server: MailServer) -> None:  # noqa: F811
    for person, language in ((story.lead, "sv"), (story.supplier_lead, "nb")):
        person.language, person.time_zone = language, "Europe/Helsinki"
        person.save()
    for partnership in partnerships(story, 3):
        starts = datetime.combine(today() + timedelta(days=20), time(9), UTC)
        actor = find_actor(story.lead, partnership.reference)
        assert actor is not None
        add_meeting(
            actor=actor,
            level="tactical",
            starts_at=starts,
            attendees=[story.lead, story.supplier_lead],
            title="Vintern",
            minutes_long=60,
            time_zone="Europe/Stockholm",
            place="",
            link="",
        )
    Message.objects.all().delete()
    mail_server.mails.clear()
    run_sweeps(at(18) + timedelta(hours=3))
    told = {mail["To"]: mail for mail in mail_server.mails if "Vintern" in text_of(mail)}
    assert told[story.lead.email]["Subject"] == "3 kommande möten"
    assert told[story.supplier_lead.email]["Subject"] == "3 kommende møter"
    assert told[story.lead.email]["Content-Language"] == "sv"
    text = text_of(told[story.lead.email])
    assert f"{starts.astimezone(ZoneInfo('Europe/Helsinki')):%H:%M}" in text


def test_checks_that_open_by_themselves_on_one_day_are_one_mail(
    story: Story,
    mail_server: MailServer,  # noqa: F811
) -> None:
    partnerships(story, 3)
    Partnership.objects.exclude(pk=story.partnership.pk).update(
        start=date(today().year - 2, 1, 1), stage=Stage.IN_OPERATION
    )
    anniversary = date(today().year + 1, 1, 1)
    run_sweeps(datetime.combine(anniversary - timedelta(days=20), NIGHT, UTC))
    assert Round.objects.count() == 3
    mails = [mail for mail in mail_server.mails if mail["To"] == story.member.email]
    assert [mail["Subject"] for mail in mails] == ["Your view is asked for: 3 health checks are open"]
    assert set(links_in(text_of(mails[0]))) == {"road-0", "road-1", "road-2"}


def test_what_the_reader_has_left_is_not_in_it_when_it_leaves(
    story: Story,
    mail_server: MailServer,  # noqa: F811
) -> None:
    several = partnerships(story, 3)
    for partnership in several:
        risk_in(partnership, story.supplier_lead, 0)
    mail_server.answer = lambda address: "451 4.7.1 later"
    run_sweeps(at(0))
    row = Message.objects.get(key__startswith="group/")
    assert row.subject == "3 risks to review"
    leave(story.supplier_lead, several[0])
    assert deliver_due(timezone.now() + timedelta(minutes=2)) == 0
    leave(story.supplier_lead, several[1])
    mail_server.answer = lambda address: ""
    assert deliver_due(timezone.now() + timedelta(days=1)) >= 1
    [mail] = about_risks(mail_server)
    assert mail["Subject"] == "Review R-1 today: Frost 0", "one that is left is as it is alone"
    assert "In Road 2, R-1" in text_of(mail)
    assert "Road 0" not in mail.as_string()
    assert "Road 1" not in mail.as_string()
    assert mail["Message-ID"] == row.message_id


def test_who_has_left_all_of_it_gets_nothing(story: Story, mail_server: MailServer) -> None:  # noqa: F811
    several = partnerships(story, 2)
    for partnership in several:
        risk_in(partnership, story.supplier_lead, 0)
    mail_server.answer = lambda address: "451 4.7.1 later"
    run_sweeps(at(0))
    for partnership in several:
        leave(story.supplier_lead, partnership)
    mail_server.answer = lambda address: ""
    deliver_due(timezone.now() + timedelta(days=1))
    assert not about_risks(mail_server)
    assert Message.objects.get(key__startswith="group/").state == Message.State.WITHHELD


def leave(person: Any, partnership: Partnership) -> None:
    roles = Role.objects.filter(person=person, partnership=partnership)
    roles.update(until=today() - timedelta(days=1))


def test_an_administrator_sees_that_it_went_and_reads_it_where_all_of_it_is_theirs_to_see(
    story: Story,
    client: Client,
    mail_server: MailServer,  # noqa: F811
) -> None:
    several = partnerships(story, 2)
    for partnership in several:
        risk_in(partnership, story.supplier_lead, 0)
    run_sweeps(at(0))
    row = Message.objects.get(key__startswith="group/")
    client.force_login(story.administrator)
    assert client.get(f"/outbox/{row.pk}/").status_code == 404, "it is the supplier's"
    client.force_login(story.supplier_administrator)
    for given in (None, *several):
        if given is not None:
            Role.objects.create(
                partnership=given,
                person=story.supplier_administrator,
                side=Side.SUPPLIER,
                part=Part.MEMBER,
                level="operational",
                since=date(2024, 8, 1),
            )
        may_read = given == several[-1]
        listed = client.get("/outbox/").content.decode()
        assert listed.count(story.supplier_lead.email) == 1, "those behind it are not in the list"
        assert ("2 risks to review" in listed) == may_read
        assert ("An email about a partnership" in listed) != may_read
        page = client.get(f"/outbox/{row.pk}/").content.decode()
        assert story.supplier_lead.email in page
        assert ("Road 0" in page) == may_read
        assert client.get(f"/outbox/{row.pk}/html/").status_code == (200 if may_read else 403)


def test_a_text_is_kept_as_long_as_the_mail_that_says_it(story: Story, mail_server: MailServer) -> None:  # noqa: F811
    for partnership in partnerships(story, 2):
        risk_in(partnership, story.supplier_lead, 0)
    run_sweeps(at(0))
    row = Message.objects.get(key__startswith="group/")
    parts = Message.objects.filter(within=row)
    long_ago = timezone.now() - timedelta(days=5000)
    parts.update(next_attempt_at=long_ago)
    remove_old_texts(timezone.now())
    assert all(part.text and part.line for part in parts.all())
    Message.objects.filter(pk=row.pk).update(next_attempt_at=long_ago)
    for _twice in range(2):
        remove_old_texts(timezone.now())
    row.refresh_from_db()
    assert row.text == ""
    assert not any(part.text or part.html or part.line for part in parts.all())
