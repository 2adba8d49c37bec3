"""Ended means read-only at once: what stops, what is refused, what stays."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from assessments.rounds.models import Round
from governance.action_items.services import add_action
from governance.boards.models import Board
from governance.boards.tests.factories import new_meeting
from governance.concerns.models import Concern
from governance.meetings.models import Meeting
from partnerships.access.actors import Actor
from partnerships.lifecycle.changes import accept_change
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.lifecycle.services import edit_partnership
from partnerships.sides import Stage
from portfolio.overview.tests.telling import open_check
from portfolio.sweeps import SWEEPS
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.every_url.world import build_world
from tests.story import Story, today

#: What is only taken along: a document is made, and nothing is changed by it.
TAKEN_ALONG = {"report", "sign_off_pdf", "minutes_document", "pre_read", "request_charter_document"}
#: What was over before: a proposal that is accepted, and the check that closed with the end and says so.
OVER = {"proposal", "answer_question", "answer_finished"}
OWN = ("partnerships", "governance", "assessments", "agreements", "outbox")
ENDED = "This partnership has ended. You can read everything, but change nothing any more."


def end(story: Story) -> None:
    version = Partnership.objects.get().version
    edit_partnership(actor=story.actor("lead"), version=version, stage=Stage.ENDED, reason="It is done.")
    proposal = ChangeProposal.objects.get(kind="ending")
    accept_change(actor=story.actor("supplier_lead"), proposal=proposal)
    story.partnership.refresh_from_db()


def act(story: Story, actor: Actor) -> None:
    add_action(actor=actor, title="Go on", due=today(), owner=story.lead, level="tactical")


def test_meetings_and_checks_stop_and_the_end_is_today(client: Client, story: Story) -> None:
    round = open_check(story.partnership, story.lead)
    coming = new_meeting(story, attendees=("lead", "supplier_lead"))
    past = new_meeting(story, attendees=("lead", "supplier_lead"))
    Meeting.objects.filter(pk=past.pk).update(starts_at=timezone.now() - timedelta(days=1))
    edit_partnership(actor=story.actor("lead"), version=1, category="frontier", reason="Closer.")
    end(story)
    assert story.partnership.is_ended
    assert story.partnership.end == timezone.localdate(timezone=ZoneInfo(story.customer.time_zone))
    assert Meeting.objects.get(pk=coming.pk).state == Meeting.State.CANCELLED
    assert Meeting.objects.get(pk=past.pk).is_planned
    assert Round.objects.get(pk=round.pk).closed_at is not None
    assert ChangeProposal.objects.get(kind="category").state == ChangeProposal.State.LAPSED
    client.force_login(story.supplier_lead)
    assert ENDED in client.get("/p/school/").content.decode()
    assert "Agree to a change" not in client.get("/").content.decode()


def test_one_side_alone_ends_nothing(story: Story) -> None:
    edit_partnership(actor=story.actor("lead"), version=1, stage=Stage.ENDED, reason="It is done.")
    assert not Partnership.objects.get().is_ended
    with pytest.raises(PermissionDenied):
        accept_change(actor=story.actor("sro"), proposal=ChangeProposal.objects.get())
    add_action(actor=story.actor("lead"), title="Go on", due=today(), owner=story.lead, level="tactical")


def test_who_was_let_in_a_moment_before_is_refused_at_the_lock(story: Story) -> None:
    actor = story.actor("lead")
    end(story)
    with pytest.raises(PermissionDenied, match="has ended"):
        add_action(actor=actor, title="Too late", due=today(), owner=story.lead, level="tactical")


def test_every_form_is_refused_in_words_and_every_page_stays(
    story: Story, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    world = build_world(story, tmp_path)
    end(story)
    wrong = []
    for who in ("lead", "supplier_lead", "sro", "srie"):
        client = Client()
        client.force_login(story.people[who])
        for name, row in TABLE.items():
            url = address(world, name)
            if not url.startswith("/p/"):
                continue
            wrong += _tried(client, who, name, url, who in (row.get or ()), row.post is not None)
    assert not wrong, "\n".join(wrong)


def _tried(client: Client, who: str, name: str, url: str, reads: bool, writes: bool) -> list[str]:
    wrong = []
    if reads:
        answer = client.get(url)
        # a page that is only a form is refused in words as well
        if answer.status_code not in (200, 302) and ENDED not in answer.content.decode():
            wrong.append(f"GET {url} as {who}: {answer.status_code}")
    if writes and name not in TAKEN_ALONG | OVER:
        with transaction.atomic():
            answer = client.post(url)
            transaction.set_rollback(True)
        if answer.status_code != 403 or ENDED not in answer.content.decode():
            wrong.append(f"POST {url} as {who}: {answer.status_code}")
    return wrong


#: What goes on after the end: mails and documents that were asked for leave, files are tidied up, and a table
#: that waits to be read is refused in words.
GO_ON = {
    "documents_made", "mails_delivered", "files_swept", "old_mails_emptied", "imports_resumed",
    "old_counters_removed", "old_sessions_removed", "old_marks_removed", "passwords_asked_for",
    "risk_imports_resumed", "action_imports_resumed", "people_imports_resumed", "reminders_grouped",
}  # fmt: skip
#: So long after: each sweep has something to do at one of these moments. Some wait for the morning, which is
#: there at one of the last two, at whatever hour this runs.
LATER = (
    timedelta(0),
    timedelta(days=3),
    timedelta(days=9),
    timedelta(days=26),
    timedelta(days=340),
    timedelta(days=340, hours=12),
)


def test_no_sweep_acts_on_it(story: Story, tmp_path: Path, settings: LazySettings) -> None:
    """Everything that a sweep could take up is there, and a year passes."""
    settings.MEDIA_ROOT = tmp_path
    _tell_what_becomes_due(story, tmp_path)
    acts = dict.fromkeys(SWEEPS, False)
    for is_ended in (False, True):
        # not by the service, which would stop the meetings and the check itself
        stage = Stage.ENDED if is_ended else Stage.IN_OPERATION
        Partnership.objects.update(stage=stage)
        for name in sorted(set(SWEEPS) - GO_ON):
            for later in LATER:
                with transaction.atomic():
                    before = _everything()
                    import_string(SWEEPS[name])(timezone.now() + later)
                    has_acted = _everything() != before
                    transaction.set_rollback(True)
                acts[name] |= has_acted
                assert not (is_ended and has_acted), f"{name} after {later}"
    assert {name for name in set(SWEEPS) - GO_ON if not acts[name]} == set()


def _tell_what_becomes_due(story: Story, files: Path) -> None:
    build_world(story, files)
    now = timezone.now()
    # an anniversary comes, a meeting is near, SRO and SRIE have no seat yet, a concern is late at the top
    Partnership.objects.update(start=now.date() - timedelta(days=2 * 365 + 1 - 20))
    Meeting.objects.planned().update(remind_at=now)
    Board.objects.filter(pk=Board.objects.earliest("pk").pk).update(is_joint=True)
    Concern.objects.update(level="strategic", due_on=now.date() - timedelta(days=1))
    concern = Concern.objects.get()
    concern.pk, concern.number, concern.level = None, concern.number + 1, "tactical"
    concern.save()


def _everything() -> dict[str, list[tuple[object, ...]]]:
    own = [model for app in OWN for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in own}
