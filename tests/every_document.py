"""A document of every kind, with as much in it as there can be; all of it is called by one word."""

from collections.abc import Callable
from typing import Final

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
from partnerships.signing.documents import request_signed_text
from tests.papers import TEXT, bind_papers, signed_by
from tests.story import Story


def made(document: Document) -> bytes:
    document = make_document(document.pk)
    assert document.state == "made", document.last_error
    content: bytes = default_storage.open(str(document.file.name)).read()
    return content


def report(story: Story, word: str, language: str) -> bytes:
    previous = closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    comments = {"information_sharing": [["supplier", word], ["customer", f"So: {word}."]]}
    this = closed_round(story.partnership, comments=comments)
    for number, origin in enumerate((previous, this), start=1):
        ActionItem.objects.create(
            partnership=story.partnership, number=number, title=word, owner=story.lead, owner_side="customer",
            due=day(7), origin="finding", state="done", done_note=word, created_by=story.lead,
            origin_key=origin.origin_key("information_sharing"),
        )  # fmt: skip
    return render_report(this, language)


def charter(story: Story, word: str, kind: str, language: str) -> bytes:
    own = add_section(actor=story.actor("lead"), charter=started(story), title=word[:120])
    write_section(actor=story.actor("lead"), section=own, version=1, title=own.title, text=f"- {word}")
    new_board(story, name=word[:120], terms=f"## {word}\n\n1. {word}")
    raise_idea(actor=story.actor("lead"), title=word, area="infrastructure")
    version = signed_charter(story, aims=f"We want **{word}**.", tone=f"# {word}\n\n`{word}`", end=word)
    return made(
        request_charter_document(actor=story.actor("lead"), kind=kind, charter=version, language=language)
    )


def wall(story: Story, word: str, language: str) -> bytes:
    return charter(story, word, "charter_wall", language)


def annex(story: Story, word: str, language: str) -> bytes:
    return charter(story, word, "charter_annex", language)


def pre_read(story: Story, word: str, language: str) -> bytes:
    meeting = meeting_of_all(story, title=word[:120], place=word)
    closed_round(story.partnership)
    new_action(story, title=word, due=day_there(-3), description=word)
    new_risk(story, event=word, cause=word, effect=word, reason=word, likelihood=5, impact_customer=5)
    papers = bind_papers()
    papers.submit(story)
    take_suggestions(actor=story.actor("lead"), meeting=meeting)
    new_item(story, meeting, title=word, note=f"{word}\n\n{word}")
    return made(request_pre_read(meeting, language))


def minutes(story: Story, word: str, language: str) -> bytes:
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
    return made(request_minutes_document(written, language))


def signed_text(story: Story, word: str, language: str) -> bytes:
    papers = bind_papers()
    sign_off = papers.submit(story, title=word, text=f"{TEXT}\n\n## {word}\n\n> {word}\n\n- {word}\n")
    for name in ("sro", "srie"):
        signed_by(story, name, sign_off, word)
    sign_off.refresh_from_db()
    return made(request_signed_text(sign_off, language))


#: By the keys of ``partnerships.documents.kinds``.
DOCUMENTS: Final[dict[str, Callable[[Story, str, str], bytes]]] = {
    "report": report,
    "charter_wall": wall,
    "charter_annex": annex,
    "pre_read": pre_read,
    "minutes": minutes,
    "sign_off": signed_text,
}
