"""A table becomes risks: looked at line by line, stored when somebody says so, and never twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from common.import_jobs import CLAIM
from governance import tasks
from governance.risks.importing import storing
from governance.risks.importing.models import RiskImport
from governance.risks.importing.services import resume_risk_imports, work_on_risk_import
from governance.risks.importing.tests.factories import (
    HEADINGS,
    IMPORTS,
    ahead,
    as_csv,
    as_xlsx,
    bring,
    counts,
    faults,
    line,
    shown,
    store,
)
from governance.risks.models import Risk, RiskScore
from governance.risks.services import edit_risk
from governance.risks.tests.factories import many_risks, new_risk
from outbox.models import Message
from partnerships.importing import reading as importing
from partnerships.people.models import Role
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_looked_at_first_then_stored_once(story: Story, client: Client, kind: str, tmp_path: Path) -> None:
    lines = [line(), line(event="Nobody is trained", owner="eva.strom@fyrstads.example")]
    table: Any = as_csv(*lines) if kind == "csv" else as_xlsx(*lines)
    run = bring(client, story, table, f"risks.{kind}")
    assert (run.state, counts(run)) == ("preview", (2, 0, 0, 0))
    assert "Nobody is trained" in shown(client, run)
    assert not Risk.objects.exists()
    store(client, run)
    store(client, run)
    one, two = Risk.objects.order_by("number")
    assert (one.name, one.event, one.exposure, one.owner) == (
        "R-1",
        "The timetable fails",
        12,
        story.supplier_lead,
    )
    assert (two.owner, two.owner_side, two.review_on) == (story.member, "customer", ahead())
    assert RiskScore.objects.filter(risk=two, by=story.lead).count() == 1
    assert "Stored" in shown(client, run)
    assert not list((tmp_path / "files" / "imports").iterdir())
    event = TimelineEvent.objects.get(kind="risk.imported")
    assert (event.subject, event.change) == (f"risks.{kind}", {"new_risks": 2, "changed_risks": 0})
    client.force_login(story.supplier_reader)
    assert "The timetable fails" in client.get("/p/school/risks/").content.decode()
    to = sorted(Message.objects.filter(key__startswith="risk-import/").values_list("to", flat=True))
    assert to == [story.member.email, story.supplier_lead.email]


def test_the_export_comes_back_as_it_went(story: Story, client: Client) -> None:
    texts = ["=1+1", "'quoted'", "“Ü”; a, b\nand more", "-2", "R-1"]
    for n, text in enumerate(texts):
        risk = new_risk(story, cause=text, reason=text, space="customer" if n else "joint", owner="lead")
        Risk.objects.filter(pk=risk.pk).update(event=f"{text} {n}")  # line ends came in by a table
    many_risks(story, 40)
    client.force_login(story.lead)
    for kind in ("csv", "xlsx"):
        answer = client.get(f"/p/school/risks/export.{kind}")
        content = b"".join(answer)
        run = bring(client, story, content, f"risks.{kind}")
        assert (counts(run), faults(run)) == ((0, 0, 45, 0), [])
    assert "There is nothing to store" in shown(client, run)


def test_each_mistake_is_named_with_its_line_and_column(story: Story, client: Client) -> None:
    new_risk(story, event="Known", owner="lead")
    wrong = {
        "Likelihood": (line(likelihood=7), "“7” is none of the scores 1, 2, 3, 4 and 5."),
        "Impact on the customer": (line(customer=""), "This must not be empty."),
        "Reviewed by": (line(owner="Sten Fremmed"), "“Sten Fremmed” is nobody of this partnership who could"),
        "Next review": (line(review="04/05/2030"), "Write it as 2030-05-04"),
        "Number": (line(number="R-99"), "There is no R-99 in this register."),
        "What could happen": (line(event="x" * 201), "At most 200 characters; this has 201."),
        "Borne by": (line(bears="the weather"), "none of: Customer, Supplier, Shared"),
    }
    run = bring(client, story, as_csv(*(each for each, _why in wrong.values()), line()))
    assert counts(run) == (1, 0, 0, len(wrong))
    assert [(n, column) for n, column, _why in faults(run)] == list(enumerate(wrong, start=2))
    for (_n, _column, why), (_line, said) in zip(faults(run), wrong.values(), strict=True):
        assert said in why
    page = shown(client, run)
    assert "Store the good lines" in page
    assert "Write it as 2030-05-04" in page
    assert counts(store(client, run)) == (1, 0, 0, len(wrong))
    assert Risk.objects.count() == 2


def test_readers_and_those_who_left_review_nothing(story: Story, client: Client) -> None:
    Role.objects.filter(person=story.supplier_member).update(until=today() - timedelta(days=2))
    run = bring(client, story, as_csv(line(owner="Olle Falk"), line(event="Other", owner="Maja Ek")))
    assert counts(run) == (0, 0, 0, 2)


def test_the_same_line_twice_and_what_the_register_has_already(story: Story, client: Client) -> None:
    new_risk(story, event="Known")
    run = bring(client, story, as_csv(line(), line(event="the  TIMETABLE fails"), line(event="Known")))
    assert counts(run) == (1, 0, 0, 2)
    assert [why.split(". ")[0] for _n, _c, why in faults(run)] == [
        "This is there already: line 2",
        "This is there already: R-1",
    ]
    run = bring(client, story, as_csv(line(number="R-1"), line(number=1)))
    assert "R-1 is already on line 2" in faults(run)[0][2]


def test_known_risks_change_only_when_one_says_so(story: Story, client: Client) -> None:
    risk = new_risk(story)
    lines = [line(number="R-1", likelihood=5, cause="Another cause.", owner="Karin Lind")]
    run = bring(client, story, as_csv(*lines))
    assert counts(run) == (0, 1, 0, 0)
    assert "Why it could happen, Likelihood, Reviewed by" in shown(client, run)
    assert counts(store(client, run)) == (0, 1, 0, 0)
    risk.refresh_from_db()
    assert (risk.likelihood, risk.version) == (3, 1)
    assert "known, left as they were" in shown(client, run)
    run = store(client, bring(client, story, as_csv(*lines)), changes_known="on")
    risk.refresh_from_db()
    assert (risk.likelihood, risk.cause, risk.owner) == (5, "Another cause.", story.lead)
    assert RiskScore.objects.filter(risk=risk).count() == 2
    kinds = set(TimelineEvent.objects.filter(change__number=1).values_list("kind", flat=True))
    assert {"risk.edited", "risk.scored"} <= kinds
    assert not Message.objects.filter(key__startswith="risk-import/").exists()  # who brought it knows


def test_what_another_changed_meanwhile_is_not_written_over(story: Story, client: Client) -> None:
    risk = new_risk(story)
    run = bring(client, story, as_csv(line(number="R-1", cause="From the table.")))
    said = {"owner": risk.owner, "review_on": risk.review_on, "cause": "By Jonas."}
    edit_risk(actor=story.actor("supplier_lead"), risk=risk, version=1, **said)  # type: ignore[arg-type]
    run = store(client, run, changes_known="on")
    risk.refresh_from_db()
    assert risk.cause == "By Jonas."
    assert counts(run) == (0, 0, 0, 1)
    assert "Jonas Berg changed this while you had it open" in faults(run)[0][2]


def test_closing_and_seeing_are_not_for_a_table(story: Story, client: Client) -> None:
    new_risk(story)
    headings = [*HEADINGS, "State", "Who sees it"]
    lines = [
        [*line(number="R-1"), "Closed", ""],
        [*line(event="One"), "Closed", ""],
        [*line(event="Two"), "", "Supplier only"],
        [*line(event="Three", owner="Karin Lind"), "Open", "Customer only"],
        [*line(event="Four"), "Open", "Customer only"],
    ]
    run = bring(client, story, as_csv(*lines, headings=headings))
    assert counts(run) == (1, 0, 0, 4)
    store(client, run)
    assert Risk.objects.get(event="Three").space == "customer"
    spaces = TimelineEvent.objects.filter(kind="risk.imported").values_list("space", flat=True)
    assert list(spaces) == ["customer"]  # the other side is not told


def test_only_ones_own_side_sees_what_was_brought(story: Story, client: Client) -> None:
    run = bring(client, story, as_csv(line()), who="member")
    for who, status in {
        "lead": 200,
        "sro": 200,
        "supplier_lead": 403,
        "reader": 403,
        "stranger": 404,
    }.items():
        client.force_login(story.people[who])
        assert client.get(run.get_absolute_url()).status_code == status, who
        if status != 200:
            assert client.post(run.get_absolute_url(), {"decision": "store"}).status_code == status
            assert run.files[0]["name"] not in client.get(IMPORTS).content.decode()
    run.refresh_from_db()
    assert run.state == "preview"


def test_discarded_leaves_nothing(
    story: Story, client: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    run = bring(client, story, as_csv(line()))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(run.get_absolute_url(), {"decision": "discard"})
    client.post(run.get_absolute_url(), {"decision": "store"})
    run.refresh_from_db()
    assert run.state == "discarded"
    assert not list((tmp_path / "files" / "imports").iterdir())
    assert "Nothing of it was stored" in shown(client, run)


def test_who_lost_the_right_meanwhile_stores_nothing(story: Story, client: Client) -> None:
    run = bring(client, story, as_csv(line()))
    client.post(run.get_absolute_url(), {"decision": "store"})
    Role.objects.filter(person=story.lead).update(until=today() - timedelta(days=2))
    work_on_risk_import(run.pk)
    run.refresh_from_db()
    assert (run.state, Risk.objects.count()) == ("failed", 0)
    assert "You may no longer" in run.problem


def test_a_worker_that_dies_is_followed_by_one_that_goes_on(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    run = bring(client, story, as_csv(*(line(event=f"Risk {n}") for n in range(25))))
    client.post(run.get_absolute_url(), {"decision": "store"})
    really, times = storing.store_lines, []

    def die(*args: Any) -> None:
        times.append(1)
        if len(times) == 2:
            raise KeyboardInterrupt
        really(*args)

    with monkeypatch.context() as patched:
        patched.setattr("governance.risks.importing.services.store_lines", die)
        with pytest.raises(KeyboardInterrupt):
            work_on_risk_import(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, Risk.objects.count()) == ("storing", 10, 10)
    assert resume_risk_imports(timezone.now()) == 0
    assert resume_risk_imports(timezone.now() + CLAIM + timedelta(seconds=1)) == 1
    run.refresh_from_db()
    assert (run.state, counts(run)) == ("stored", (25, 0, 0, 0))
    assert sorted(Risk.objects.values_list("number", flat=True)) == list(range(1, 26))
    assert Risk.objects.values("event").distinct().count() == 25


def test_a_queue_that_is_down_stops_nobody(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def down(run_id: int) -> None:
        raise ConnectionError

    monkeypatch.setattr(tasks.read_risk_import, "delay", down)
    client.force_login(story.lead)
    with django_capture_on_commit_callbacks(execute=True) as called:
        client.post(IMPORTS, {"file": SimpleUploadedFile("risks.csv", as_csv(line()).encode())})
    assert called
    assert resume_risk_imports(timezone.now()) == 1


def test_a_long_table_takes_few_queries_and_keeps_few_lines(
    story: Story, client: Client, django_assert_max_num_queries: Any
) -> None:
    good = [line(event=f"Risk {n}") for n in range(3000)]
    bad = [line(event=f"Bad {n}", likelihood=9) for n in range(600)]
    run = bring(client, story, as_csv(*good, *bad))
    assert counts(run) == (3000, 0, 0, 600)
    assert (len(run.outcome["faults"]), run.outcome["more_faults"]) == (500, 100)
    assert "And 100 more." in shown(client, run)
    client.post(run.get_absolute_url(), {"decision": "store"})
    with django_assert_max_num_queries(200):
        work_on_risk_import(run.pk)
    assert Risk.objects.count() == 3000


def test_what_ended_in_the_middle_shows_what_was_stored(story: Story, client: Client) -> None:
    run = bring(client, story, as_csv(line()))
    store(client, run)
    RiskImport.objects.filter(pk=run.pk).update(
        state="partly", problem="Storing failed repeatedly at the same place."
    )
    page = shown(client, run)
    for words in (
        "Stored in part",
        "at the same place",
        "What was stored until then stays",
        "What came of it?",
    ):
        assert words in page
