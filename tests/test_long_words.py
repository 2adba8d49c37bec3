"""Names, titles and texts of one long word, in every kind of document: nothing runs out of its column or
off the paper, and nothing is cut."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from assessments.reports.rendering import render_report
from assessments.tests.factories import LAST_YEAR, closed_round
from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import day, day_there, new_action
from governance.agendas.services import take_suggestions
from governance.boards.tests.factories import new_board
from governance.charter.documents import request_charter_document
from governance.charter.services import add_section, write_section
from governance.charter.tests.factories import signed as signed_charter
from governance.charter.tests.factories import started
from governance.decisions.services import add_decision
from governance.ideas.services import raise_idea
from governance.minutes.agreeing import agree_action
from governance.minutes.documents import request_minutes_document, request_pre_read
from governance.minutes.services import save_minutes
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, signed
from governance.risks.tests.factories import new_risk
from partnerships.documents.models import Document
from partnerships.documents.services import make_document
from partnerships.people.models import Role
from partnerships.signing.documents import request_signed_text
from tests.on_paper import stays_on_paper
from tests.papers import TEXT, bind_papers, signed_by
from tests.story import Story

pytestmark = pytest.mark.django_db

COMPOUND = "Fastighetsförvaltningsupphandlingssamordningsorganisationen"
LONG = {
    "59 letters": COMPOUND,
    "200 letters": (COMPOUND.lower() * 4)[:200],
    "an address": ("https://avtal.fyrstad.example/samverkan/" + "bilaga_7/" * 20)[:200],
    "200 wide letters": "W" * 200,
}


@pytest.fixture(params=list(LONG.values()), ids=list(LONG))
def word(request: pytest.FixtureRequest, story: Story) -> str:
    """Everybody and everything is called so; as far as there is room for it."""
    word: str = request.param
    for organisation in (story.customer, story.supplier):
        organisation.name = word
        organisation.save()
    story.partnership.title = word
    story.partnership.save()
    for name in ("sro", "srie", "lead", "supplier_lead", "member", "supplier_member"):
        story.people[name].given_name = story.people[name].family_name = word[:80]
        story.people[name].save()
    Role.objects.update(responsibilities=word, authority=f"{word} {word}")
    Role.objects.filter(side="supplier").update(face="strategic_partner")
    Role.objects.filter(person=story.lead).update(peer=Role.objects.get(person=story.supplier_lead))
    return word


def made(document: Document) -> bytes:
    document = make_document(document.pk)
    assert document.state == "made", document.last_error
    content: bytes = default_storage.open(str(document.file.name)).read()
    return content


def report(story: Story, word: str) -> bytes:
    previous = closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    comments = {"information_sharing": [["supplier", word], ["customer", f"So: {word}."]]}
    this = closed_round(story.partnership, comments=comments)
    for number, origin in enumerate((previous, this), start=1):
        ActionItem.objects.create(
            partnership=story.partnership, number=number, title=word, owner=story.lead, owner_side="customer",
            due=day(7), origin="finding", state="done", done_note=word, created_by=story.lead,
            origin_key=origin.origin_key("information_sharing"),
        )  # fmt: skip
    return render_report(this, "en")


def charter(story: Story, word: str, kind: str) -> bytes:
    own = add_section(actor=story.actor("lead"), charter=started(story), title=word[:120])
    write_section(actor=story.actor("lead"), section=own, version=1, title=own.title, text=f"- {word}")
    new_board(story, name=word[:120], terms=f"## {word}\n\n1. {word}")
    raise_idea(actor=story.actor("lead"), title=word, area="infrastructure")
    version = signed_charter(story, aims=f"We want **{word}**.", tone=f"# {word}\n\n`{word}`", end=word)
    return made(
        request_charter_document(actor=story.actor("lead"), kind=kind, charter=version, language="en")
    )


def wall(story: Story, word: str) -> bytes:
    return charter(story, word, "charter_wall")


def annex(story: Story, word: str) -> bytes:
    return charter(story, word, "charter_annex")


def pre_read(story: Story, word: str) -> bytes:
    meeting = meeting_of_all(story, title=word[:120], place=word)
    closed_round(story.partnership)
    new_action(story, title=word, due=day_there(-3), description=word)
    new_risk(story, event=word, cause=word, effect=word, reason=word, likelihood=5, impact_customer=5)
    papers = bind_papers()
    papers.submit(story)
    take_suggestions(actor=story.actor("lead"), meeting=meeting)
    new_item(story, meeting, title=word, note=f"{word}\n\n{word}")
    return made(request_pre_read(meeting, "en"))


def minutes(story: Story, word: str) -> bytes:
    meeting = meeting_of_all(story, title=word[:120], place=word)
    item = new_item(story, meeting, title=word)
    lead, written = story.actor("lead"), begun(story, meeting)
    came = {story.people[name].pk: "present" for name in ("lead", "supplier_lead", "sro")}
    written = save_minutes(
        actor=lead, minutes=written, version=1, text=word, guests=word, came=came, said={item.pk: f"- {word}"}
    )
    add_decision(
        actor=lead, minutes=written, title=word, text=word, item=item, takes_over=True, moved_back=word
    )
    agree_action(actor=lead, minutes=written, title=word, owner=story.srie, due=day(20), item=item)
    written.refresh_from_db()
    signed(story, written, reservation=word)
    return made(request_minutes_document(written, "en"))


def signed_text(story: Story, word: str) -> bytes:
    papers = bind_papers()
    sign_off = papers.submit(story, title=word, text=f"{TEXT}\n\n## {word}\n\n> {word}\n\n- {word}\n")
    for name in ("sro", "srie"):
        signed_by(story, name, sign_off, word)
    sign_off.refresh_from_db()
    return made(request_signed_text(sign_off, "en"))


@pytest.mark.parametrize("make", [report, wall, annex, pre_read, minutes, signed_text])
def test_a_long_word_stays_on_paper(story: Story, word: str, make: Callable[[Story, str], bytes]) -> None:
    stays_on_paper(make(story, word), word)
