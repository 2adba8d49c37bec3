"""Two browsers at once, many times: those that ended in deadlocks once. Nobody sees an error, and nothing of
either is lost."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from assessments.respondents.links import token_for
from assessments.respondents.models import ChosenRespondent, Respondent
from assessments.respondents.services import add_respondent
from assessments.rounds.opening import open_round
from governance.action_items.tests.factories import day, new_action
from governance.decisions.models import Decision
from governance.minutes.services import release_editing_lock
from governance.minutes.tests.factories import meeting_of_all, over, written
from governance.risks.importing.models import RiskImport
from governance.risks.importing.services import start_risk_import, store_risk_import, work_on_risk_import
from governance.risks.importing.tests.factories import as_csv, line
from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from partnerships.signing.models import SignOff
from tests.races import at_once
from tests.story import Story, tell_story

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
TIMES = 5


@pytest.fixture
def story() -> Story:
    return tell_story()


def browser(story: Story, who: str = "") -> Callable[..., tuple[int, str]]:
    """Sends a form, and returns the status and the page."""
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(story.people[who])

    def send(url: str, **form: Any) -> tuple[int, str]:
        answer = client.post(url, form)
        return answer.status_code, answer.content.decode()

    return send


def test_handing_over_while_an_action_is_completed(story: Story) -> None:
    karin, jonas = browser(story, "lead"), browser(story, "supplier_lead")
    people = ["member", "reader"]
    for _ in range(TIMES):
        leaver, successor = (story.people[name] for name in people)
        actions = [new_action(story, owner=people[0]) for _ in range(3)]
        form = {"successor": successor.pk, "roles": "keep", "last_day": day(0), "part": "member"}
        hand_over = partial(karin, f"/p/school/people/hand-over/{leaver.pk}/", level="operational", **form)
        complete = partial(jonas, f"/p/school/actions/{actions[2].number}/done/", note="Done")
        assert [status for status, _page in at_once(hand_over, complete)] == [302, 302]
        for action in actions:
            action.refresh_from_db()
        assert [action.owner for action in actions[:2]] == [successor, successor]
        assert actions[2].state == "done"
        people.reverse()


def test_a_table_of_risks_while_one_is_scored(story: Story) -> None:
    jonas = browser(story, "supplier_lead")
    scores = {"likelihood": 5, "impact_customer": 5, "impact_supplier": 5, "review_on": day(60)}
    for _ in range(TIMES):
        risk = new_risk(story)
        run = brought(story, risk, new_risk(story))
        review = partial(jonas, f"/p/school/risks/{risk.number}/review/", version=1, **scores)
        results = at_once(partial(work_on_risk_import, run.pk), review)
        statuses = [result[0] for result in results if isinstance(result, tuple)]
        assert True in results
        assert statuses in ([302], [200])
        run.refresh_from_db()
        risk.refresh_from_db()
        assert run.state == "stored"
        # whoever comes second is told that it has changed, and changes nothing
        is_scored, is_changed = risk.exposure == 25, risk.event == "The network fails"
        assert (is_scored, is_changed) == (statuses == [302], statuses == [200])
    numbers = list(Risk.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 3 * TIMES


def brought(story: Story, risk: Risk, other: Risk) -> RiskImport:
    lead = story.actor("lead")
    table = as_csv(
        line(number=other.name, event="The server fails"),
        line(number=risk.name, event="The network fails"),
        line(event=f"Nobody has learned {risk.number}"),
    )
    run = start_risk_import(actor=lead, file=SimpleUploadedFile("r.csv", table.encode()))
    work_on_risk_import(run.pk)
    run.refresh_from_db()
    store_risk_import(actor=lead, run=run, changes_known=True)
    return run


def test_two_more_are_asked_while_another_answers(story: Story) -> None:
    round = open_round(actor=story.actor("lead"))
    add_respondent(actor=story.actor("lead"), name="Head", email="head@school.example")
    head = Respondent.objects.get(email="head@school.example")
    url = f"/answer/{token_for(head)}/{round.instrument.questions[0].key}/"
    karin, anna, rita = browser(story, "lead"), browser(story, "lead"), browser(story)
    for number in range(TIMES):
        results = at_once(
            partial(karin, RESPONDENTS, do="add", **asked(number)),
            partial(anna, RESPONDENTS, do="add", **asked(100 + number)),
            partial(rita, url, value="", comment=f"Word {number}", go="next"),
        )
        assert {status for status, _page in results} == {302}
        assert head.answers.get().comment == f"Word {number}"
    found = set(ChosenRespondent.objects.values_list("email", flat=True))
    wanted = {asked(number)["email"] for number in (*range(TIMES), *range(100, 100 + TIMES))}
    assert wanted <= found, "nobody's choice takes away another's"


def test_minutes_are_submitted_while_a_decision_is_written(story: Story) -> None:
    karin, jonas = browser(story, "lead"), browser(story, "supplier_lead")
    for number in range(TIMES):
        meeting = meeting_of_all(story, title=f"Meeting {number}")
        minutes = written(story, meeting)
        release_editing_lock(actor=story.actor("lead"), minutes=minutes)
        over(meeting)
        own, title = f"/p/school/meetings/{meeting.number}", f"We open server {number}"
        submit, decide = partial(karin, f"{own}/minutes/put-up/"), partial(jonas, f"{own}/decisions/new/")
        results = at_once(submit, partial(decide, title=title))
        assert {status for status, _page in results} <= {200, 302}
        for sign_off in SignOff.objects.filter(kind="minutes", key=str(minutes.pk)):
            assert (title in sign_off.text) is Decision.objects.filter(title=title).exists()


RESPONDENTS = "/p/school/health-checks/respondents/"


def asked(number: int) -> dict[str, str]:
    return {"name": f"Teacher {number}", "email": f"t{number}@school.example", "language": "en"}
