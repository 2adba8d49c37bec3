"""One of everything that the two sides work on together."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.action_items.importing.services import start_action_import, work_on_action_import
from governance.agendas.services import add_item
from governance.boards.tests.factories import new_board, new_meeting
from governance.charter.documents import request_charter_document
from governance.charter.services import start_charter, write_section
from governance.charter.tests.factories import signed
from governance.concerns.services import raise_concern
from governance.decisions.services import add_decision
from governance.horizon.services import add_horizon_item
from governance.ideas.services import raise_idea
from governance.lessons.services import add_lesson, share_lesson
from governance.meetings.calendar_address import make_calendar_address
from governance.meetings.links import answer_link
from governance.minutes.models import Minutes
from governance.minutes.services import begin_minutes, release_editing_lock
from governance.risks.expected_gains.services import add_expected_gain
from governance.risks.importing.services import start_risk_import, work_on_risk_import
from governance.risks.importing.tests.factories import as_csv, line
from governance.risks.services import add_risk, score_risk
from governance.warnings.services import raise_warning
from partnerships.documents.models import Document
from partnerships.files.services import add_attachment
from partnerships.people.importing.services import start_people_import, work_on_people_import
from tests.every_url.parts import World
from tests.story import today


def charter(world: World) -> None:
    signed(world.story)
    charter = start_charter(actor=world.story.actor("lead"))
    section = charter.parts()[0]
    write_section(
        actor=world.story.actor("lead"),
        section=section,
        version=1,
        title=section.title,
        text="We **mean** it.",
    )
    one = {"reference": world.story.partnership.reference, "number": charter.number}
    world.address("charter_version", "submit_charter", "reopen_charter", **one)
    lead = world.story.actor("lead")
    wall = request_charter_document(actor=lead, kind="charter_wall", charter=charter, language="en")
    world.address("charter_document", reference=one["reference"], pk=wall.pk)
    world.address("charter_workshop", "charter_changes", **one)
    world.address("write_section", "arrange_section", **one, pk=section.pk)


def minutes(world: World) -> None:
    """A meeting that everybody who works there attends, with minutes that nobody writes at the moment, and an
    earlier one whose minutes are sealed."""
    story, lead = world.story, world.story.actor("lead")
    reference = story.partnership.reference
    everybody = ("sro", "srie", "lead", "supplier_lead", "member", "supplier_member")
    meeting = new_meeting(story, title="Spring meeting", attendees=everybody)
    item = add_item(actor=lead, meeting=meeting, title="The timetable", minutes=20)
    minutes = begin_minutes(actor=lead, meeting=meeting)
    decision = add_decision(actor=lead, minutes=minutes, title="Open a second server", item=item)
    release_editing_lock(actor=lead, minutes=minutes)
    one = {"reference": reference, "number": meeting.number}
    world.address("agenda", "take_suggestions", "order_agenda", "pre_read", "send_pre_read", **one)
    world.address("minutes", "minutes_editing_lock", "minutes_state", "submit_minutes", **one)
    world.address("new_decision", "agree_action", **one)
    world.parts["agenda_item"] = {**one, "pk": item.pk}
    world.address("decision", "edit_decision", reference=reference, number=decision.number)
    stored = default_storage.save("meetings/one.pdf", ContentFile(b"%PDF-1.7 one"))
    made: dict[str, Any] = {"language": "en", "state": "made", "file": stored, "sha256": "0" * 64, "size": 12}
    made["partnership"] = story.partnership
    Document.objects.create(kind="pre_read", subject_id=meeting.pk, **made)
    world.parts["pre_read_file"] = one
    sealed = new_meeting(story, title="Winter meeting", attendees=everybody)
    Minutes.objects.create(
        partnership=story.partnership, meeting=sealed, begun_by=story.lead, state="sealed", language="en"
    )
    Document.objects.create(kind="minutes", subject_id=sealed.pk, **made)
    world.parts["minutes_document"] = {"reference": reference, "number": sealed.number}


def ideas(world: World) -> None:
    reference, lead = world.story.partnership.reference, world.story.actor("lead")
    idea = raise_idea(actor=lead, title="One sign-in for teachers", area="infrastructure")
    one_idea = {"reference": reference, "number": idea.number}
    world.address("idea", "edit_idea", "move_idea", "set_aside_idea", "share_idea", "idea_action", **one_idea)
    words = {"category": "people", "happened": "We guessed.", "learned": "We ask."}
    share_lesson(actor=lead, lesson=add_lesson(actor=lead, title="Ask the users first", **words))
    lesson = add_lesson(actor=lead, title="Ask them again", **words)
    world.address("lesson", "edit_lesson", "share_lesson", reference=reference, number=lesson.number)


def boards(world: World) -> None:
    story = world.story
    board = new_board(story)
    world.address(
        "board", "edit_board", "close_board", reference=story.partnership.reference, number=board.number
    )
    meeting = new_meeting(story, attendees=("lead", "sro", "srie", "member", "supplier_lead"))
    one = {"reference": story.partnership.reference, "number": meeting.number}
    world.address(
        "meeting", "edit_meeting", "cancel_meeting", "hold_meeting", "invite_again", "answer_meeting", **one
    )
    link = answer_link(meeting.attendees.get(person=story.lead))
    secret = make_calendar_address(person=story.lead).removesuffix(".ics").split("/")[-1]
    world.parts["calendar_feed"] = {"secret": secret}
    world.parts["attend"] = {"token": link.rstrip("/").split("/")[-1]}


def ahead(world: World) -> None:
    story = world.story
    reference = story.partnership.reference
    lead = story.actor("lead")
    in_a_month = today() + timedelta(days=30)
    risk = add_risk(
        actor=lead,
        event="The timetable service fails at term start",
        cause="All schools sign in at once.",
        effect="Lessons start late.",
        likelihood=3,
        impact_customer=4,
        impact_supplier=2,
        bears="shared",
        manages="supplier",
        reason="They run the servers.",
        owner=story.lead,
        review_on=in_a_month,
    )
    score_risk(
        actor=lead,
        risk=risk,
        version=1,
        likelihood=2,
        impact_customer=4,
        impact_supplier=2,
        review_on=in_a_month,
    )
    one_risk = {"reference": reference, "number": risk.number}
    world.address("risk", "edit_risk", "review_risk", "close_risk", "treat_risk", **one_risk)
    file = SimpleUploadedFile("load-test.txt", b"It held.")
    attachment = add_attachment(actor=lead, kind="risk", number=risk.number, file=file)
    world.address("file", "remove_file", reference=reference, pk=attachment.pk)
    world.address("attach_file", reference=reference, kind="risk", number=risk.number)
    gain = add_expected_gain(actor=lead, text="Fewer calls from the schools", size=4)
    world.address("remove_gain", reference=reference, pk=gain.pk)
    brought = as_csv(line(number="R-1"), line(event="Nobody is trained"), line(likelihood=7))
    table = start_risk_import(actor=lead, file=SimpleUploadedFile("risks.csv", brought.encode("cp1252")))
    work_on_risk_import(table.pk)
    world.address("risk_import", "risk_import_columns", reference=reference, pk=table.pk)
    unknown = SimpleUploadedFile("actions.csv", "Sak;Vem gör det\nBoka en lokal;Karin Lind\n".encode())
    actions = start_action_import(actor=lead, file=unknown)
    work_on_action_import(actions.pk)
    world.address("action_import", "action_import_columns", reference=reference, pk=actions.pk)
    people = start_people_import(
        actor=lead, file=SimpleUploadedFile("people.csv", b"Name;Email\nNils Ny;n@n.se\n")
    )
    work_on_people_import(people.pk)
    world.address("people_import", "people_import_columns", reference=reference, pk=people.pk)
    warning = raise_warning(actor=lead, text="Two people in the service team look for other work")
    world.address("close_warning", reference=reference, pk=warning.pk)
    item = add_horizon_item(
        actor=lead,
        kind="law",
        title="A new law on school records",
        meaning="Records have to be kept longer.",
        counts_from=in_a_month,
        watcher=story.supplier_lead,
    )
    one_item = {"reference": reference, "pk": item.pk}
    world.address("horizon_item", "edit_horizon_item", "prepare_for", **one_item)


def concerns(world: World) -> None:
    concern = raise_concern(
        actor=world.story.actor("lead"),
        title="Our questions come back unanswered",
        text="Planning was put off three times.",
        effect="We begin to plan alone.",
        wish="Half an hour on planning in every meeting.",
    )
    world.address(
        "concern", "edit_concern", "share_concern", "say_about_concern", "act_on_concern",
        "concern_perspective", "escalate_concern", "end_concern", "answer_end", "reopen_concern",
        reference=world.story.partnership.reference, number=concern.number,
    )  # fmt: skip
