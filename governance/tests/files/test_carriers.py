"""Everything that both sides work with carries files, and what is signed keeps them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from governance.action_items.services import add_action
from governance.boards.tests.factories import new_board
from governance.charter.tests import factories as charters
from governance.concerns.tests.factories import new_concern
from governance.horizon.services import add_horizon_item
from governance.ideas.services import raise_idea
from governance.lessons.services import add_lesson
from governance.minutes.tests.factories import meeting_of_all, signed, written
from governance.risks.tests.factories import new_risk
from partnerships.files.models import Attachment
from partnerships.files.targets import TARGETS
from partnerships.files.tests.factories import upload
from partnerships.sides import Level, Space
from partnerships.signing.models import SignOff
from tests.papers import bind_papers
from tests.story import Story, today

Make = Callable[[Story], Any]


MADE: dict[str, Make] = {
    "action": lambda story: add_action(
        actor=story.actor("lead"),
        title="One",
        owner=story.lead,
        due=today(),
        level=Level.TACTICAL,
    ),
    "risk": new_risk,
    "idea": lambda story: raise_idea(actor=story.actor("lead"), title="One", area="people"),
    "lesson": lambda story: add_lesson(
        actor=story.actor("lead"), title="One", category="people", happened="We guessed.", learned="We ask."
    ),
    "horizon": lambda story: add_horizon_item(
        actor=story.actor("lead"),
        kind="law",
        title="A law",
        meaning="Longer.",
        counts_from=today(),
        watcher=story.lead,
    ),
    "concern": lambda story: new_concern(story, space=Space.JOINT),
    "board": new_board,
    "meeting": meeting_of_all,
    "charter": charters.started,
    "sign-off": lambda story: bind_papers().submit(story),
}


@pytest.mark.parametrize("kind", sorted(MADE))
def test_one_side_adds_a_file_and_the_other_takes_it_along(story: Story, client: Client, kind: str) -> None:
    thing = MADE[kind](story)
    number = TARGETS[kind].number_of(thing)
    page = TARGETS[kind].url("school", number)
    client.force_login(story.supplier_reader)
    assert "None yet." in client.get(page).content.decode()
    address = f"/p/school/files/{kind}/{number}/"
    assert client.post(address, {"file": upload(), "space": "joint"}).status_code == 403
    client.force_login(story.lead)
    answer = client.post(address, {"file": upload(), "space": "joint"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    client.force_login(story.supplier_reader)
    assert "minutes.pdf" in client.get(page).content.decode()
    assert client.get(Attachment.objects.get().get_absolute_url()).status_code == 200
    assert page in client.get("/p/school/files/").content.decode()
    client.force_login(story.stranger)
    assert client.post(address, {"file": upload()}).status_code == 404


def test_whatever_carries_files_is_tried_here() -> None:
    assert set(TARGETS) == {*MADE, "decision"}


def test_a_signed_text_keeps_its_files(story: Story, client: Client) -> None:
    charter, sign_off = charters.waiting(story)
    client.force_login(story.lead)
    address = f"/p/school/files/sign-off/{sign_off.number}/"
    assert client.post(address, {"file": upload(), "space": "joint"}).status_code == 302
    assert client.post(f"/p/school/files/charter/{charter.number}/", {"file": upload()}).status_code == 403
    remove = Attachment.objects.get().get_absolute_url() + "remove/"
    SignOff.objects.filter(pk=sign_off.pk).move(state="withdrawn")
    assert client.post(remove).status_code == 403
    assert client.post(address, {"file": upload("more.pdf"), "space": "joint"}).status_code == 403
    assert "Remove minutes.pdf" not in client.get(sign_off.get_absolute_url()).content.decode()
    assert Attachment.objects.count() == 1


def test_sealed_minutes_keep_the_papers_of_their_meeting(story: Story, client: Client) -> None:
    meeting = meeting_of_all(story)
    client.force_login(story.lead)
    address = f"/p/school/files/meeting/{meeting.number}/"
    client.post(address, {"file": upload(), "space": "joint"})
    client.post(address, {"file": upload("draft.pdf"), "space": "joint"})
    minutes = written(story, meeting)
    draft = Attachment.objects.get(name="draft.pdf").get_absolute_url() + "remove/"
    assert client.post(draft).status_code == 302
    signed(story, minutes)
    assert client.post(Attachment.objects.get().get_absolute_url() + "remove/").status_code == 403
    assert client.post(address, {"file": upload("late.pdf"), "space": "joint"}).status_code == 302
