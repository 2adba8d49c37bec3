"""One of everything that a service changes, in the state in which it may be changed, and two where it
changes several at once. A second partnership of the same people holds what excludes something else."""

from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.invitations.services import invite
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.importing.models import ImportRun
from agreements.importing.services import start_import, store_import, work_on_import
from agreements.importing.tests.samples import release
from agreements.register.models import Agreement
from assessments.respondents.models import Respondent
from assessments.respondents.services import add_respondent
from assessments.rounds.closing import close_round
from assessments.rounds.opening import open_round
from governance.action_items.importing.services import (
    start_action_import,
    store_action_import,
    work_on_action_import,
)
from governance.action_items.services import add_action, complete
from governance.action_items.tests.factories import day
from governance.boards.tests.factories import new_board, new_meeting
from governance.charter.services import remove_section, start_charter
from governance.charter.tests.factories import signed, waiting
from governance.concerns.ending import agree_to_end, propose_end
from governance.concerns.models import Concern
from governance.concerns.tests.factories import new_concern, write_both
from governance.decisions.services import add_decision
from governance.horizon.services import add_horizon_item
from governance.ideas.services import set_aside
from governance.ideas.tests.factories import new_idea
from governance.lessons.services import add_lesson, share_lesson
from governance.meetings.models import Meeting
from governance.minutes.sealing import submit_minutes
from governance.minutes.services import release_editing_lock
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, over, written
from governance.risks.expected_gains.services import add_expected_gain
from governance.risks.importing.services import start_risk_import, store_risk_import, work_on_risk_import
from governance.risks.importing.tests.factories import as_csv, line
from governance.risks.services import close_risk
from governance.risks.tests.factories import new_risk
from governance.warnings.services import close_warning, raise_warning
from outbox.models import Message
from partnerships.files.services import add_attachment
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.services import edit_partnership
from partnerships.mandates.services import name_signer
from partnerships.people.importing.services import (
    start_people_import,
    store_people_import,
    work_on_people_import,
)
from partnerships.people.inviting import invite_to_role
from partnerships.people.models import Role
from partnerships.people.services import name_peer
from partnerships.sides import Level
from partnerships.signing.services import sign
from tests.locks.calls_of_tables import ACTIONS, PEOPLE
from tests.locks.world import World
from tests.papers import bind_papers
from tests.story import Story

LESSON = {"category": "people", "happened": "We guessed.", "learned": "We ask."}


def build_world(story: Story) -> World:
    papers = bind_papers()
    papers.texts["2"] = "We are open."
    world = World(story, _beside(story, "library"), _beside(story, "canteen"), papers)
    Partnership.objects.filter(pk=world.proposed.partnership.pk).update(state=Partnership.State.PROPOSED)
    for build in (
        _checks,
        _actions,
        _charters,
        _meetings,
        _minutes,
        _concerns,
        _risks,
        _tables,
        _register,
        _rest,
    ):
        world.things |= build(world)
    return world


def _beside(story: Story, reference: str) -> Story:
    """A partnership of the same people, in the same roles."""
    before = story.partnership.pk
    partnership = Partnership.objects.get(pk=before)
    partnership.pk, partnership.reference, partnership.title = None, reference, reference.title()
    partnership.save()
    Role.objects.bulk_create(
        Role(
            partnership=partnership,
            person_id=role.person_id,
            side=role.side,
            part=role.part,
            level=role.level,
            since=role.since,
        )
        for role in Role.objects.filter(partnership=before)
    )
    return replace(story, partnership=partnership)


def _checks(world: World) -> dict[str, Any]:
    lead = world.actor("lead")
    closed = open_round(actor=lead)
    close_round(closed.pk, timezone.now())
    round = open_round(actor=lead)
    add_respondent(actor=lead, name="Head teacher", email="head@school.example")
    respondents = Respondent.objects.filter(round=round)
    return {
        "closed_round": closed,
        "round": round,
        "head": respondents.get(email="head@school.example"),
        "respondent": respondents.get(person=world.person("member")),
        "question": round.instrument.questions[0].key,
    }


def _action(world: World, title: str, **given: Any) -> Any:
    wanted = {"owner": world.person("member"), "due": day(5), "level": Level.TACTICAL, **given}
    return add_action(actor=world.actor("lead"), title=title, **wanted)


def _actions(world: World) -> dict[str, Any]:
    done = _action(world, "Ask the schools")
    complete(actor=world.actor("lead"), action=done)
    _action(world, "Wait for the answers")
    return {"action": _action(world, "Share the budget"), "done_action": done}


def _charters(world: World) -> dict[str, Any]:
    current = signed(world.story)
    charter = start_charter(actor=world.actor("lead"))
    section, removed = charter.parts()[0], charter.parts()[1]
    remove_section(actor=world.actor("lead"), section=removed)
    submitted, sign_off = waiting(world.elsewhere)
    charter.refresh_from_db()
    return {
        "current_charter": current,
        "charter": charter,
        "section": section,
        "removed_section": removed,
        "submitted_charter": submitted,
        "charter_sign_off": sign_off,
    }


def _meetings(world: World) -> dict[str, Any]:
    story = world.story
    everybody = ("sro", "srie", "lead", "supplier_lead", "member", "supplier_member")
    meeting = new_meeting(story, title="Spring meeting", attendees=everybody)
    other = new_meeting(story, title="Autumn meeting", attendees=everybody)
    meeting.attendees.update(told=0)  # they have been invited by mail
    begun_now = new_meeting(story, title="Winter meeting", attendees=everybody)
    Meeting.objects.filter(pk=begun_now.pk).update(starts_at=timezone.now())
    items = [new_item(story, meeting, title=f"Item {number}") for number in range(3)]
    board = new_board(story, members=("lead", "supplier_lead", "member"))
    joint = new_board(story, name="Joint board", is_joint=True)
    # somebody else has become SRO by the calendar alone, which only the sweep sees
    new_board(world.elsewhere, name="Joint board", is_joint=True)
    Role.objects.filter(partnership=world.elsewhere.partnership, part="sro").update(person=story.lead)
    return {
        "meeting": meeting,
        "other_meeting": other,
        "begun_meeting": begun_now,
        "item": items[0],
        "items": items,
        "attendee": meeting.attendees.get(person=story.lead),
        "board": board,
        "joint_board": joint,
    }


def _minutes(world: World) -> dict[str, Any]:
    story, lead = world.story, world.actor("lead")
    made: dict[str, Any] = {}
    for name in ("minutes", "submitted", "withdrawable"):
        meeting = meeting_of_all(story, title=name)
        items = [new_item(story, meeting, title=f"{name} {number}") for number in range(2)]
        minutes = written(story, meeting)
        made[f"{name}_item"], made[f"{name}_items"] = items[0], items
        made[f"{name}_decision"] = add_decision(
            actor=lead, minutes=minutes, title="Open a server", item=items[1]
        )
        over(minutes.meeting)
        if name == "minutes":
            release_editing_lock(actor=lead, minutes=minutes)
        else:
            made[f"{name}_sign_off"] = submit_minutes(actor=lead, minutes=minutes)
        minutes.refresh_from_db()
        made[name] = minutes
    sign_off = made["submitted_sign_off"]
    sign(actor=story.actor("sro"), sign_off=sign_off, sha256=sign_off.sha256, method="password")
    held = begun(story, meeting_of_all(story, title="Held by the lead"))
    return {**made, "locked_minutes": held}


def _concerns(world: World) -> dict[str, Any]:
    story, member = world.story, world.actor("member")
    concern = new_concern(story)
    write_both(story, concern)
    words = {"outcome": "We plan together.", "lesson_title": "Plan early", "lesson_text": "We ask first."}
    ending, ended = new_concern(story), new_concern(story)
    ending = propose_end(actor=member, concern=ending, **words)
    ended = propose_end(actor=member, concern=ended, **words)
    ended = agree_to_end(actor=world.actor("supplier_member"), concern=ended, version=ended.version)
    Concern.objects.filter(pk=new_concern(story).pk).update(level="strategic", due_on=day(-1))
    return {
        "concern": concern,
        "unseen_concern": new_concern(story),
        "ending": ending,
        "ended": ended,
        "own_concern": new_concern(story, space="customer"),
    }


def _risks(world: World) -> dict[str, Any]:
    story, lead = world.story, world.actor("lead")
    risk, other, closed = new_risk(story), new_risk(story), new_risk(story)
    close_risk(actor=lead, risk=closed, note="It cannot happen any more.")
    table = as_csv(
        line(number=f"R-{other.number}", event="The server fails"),
        line(number=f"R-{risk.number}", event="The network fails", likelihood=5),
        line(event="Nobody is trained"),
    ).encode()
    shown, storing = (start_risk_import(actor=lead, file=SimpleUploadedFile("r.csv", table)) for _ in "12")
    for run in (shown, storing):
        work_on_risk_import(run.pk)
    storing.refresh_from_db()
    store_risk_import(actor=lead, run=storing, changes_known=True)
    gain = add_expected_gain(actor=lead, text="Fewer calls from the schools", size=4)
    file = SimpleUploadedFile("load-test.txt", b"It held.")
    return {
        "risk": risk,
        "other_risk": other,
        "closed_risk": closed,
        "table": shown,
        "stored_table": storing,
        "gain": gain,
        "attachment": add_attachment(actor=lead, kind="risk", number=risk.number, file=file),
    }


def _tables(world: World) -> dict[str, Any]:
    lead = world.actor("lead")
    actions = [start_action_import(actor=lead, file=SimpleUploadedFile("a.csv", ACTIONS)) for _ in "12"]
    people = [start_people_import(actor=lead, file=SimpleUploadedFile("p.csv", PEOPLE)) for _ in "12"]
    for brought in actions:
        work_on_action_import(brought.pk)
        brought.refresh_from_db()
    for table in people:
        work_on_people_import(table.pk)
        table.refresh_from_db()
    store_action_import(actor=lead, run=actions[1])
    store_people_import(actor=lead, run=people[1])
    return {
        "action_table": actions[0],
        "stored_action_table": actions[1],
        "people_table": people[0],
        "stored_people_table": people[1],
    }


def _register(world: World) -> dict[str, Any]:
    story = world.story
    agreement = Agreement.objects.create(
        register=story.customer, title="School systems", ocid="ocds-a-1", start=day(-500), end=day(900)
    )
    agreement.parties.create(organisation=story.supplier, part="supplier")
    content = str([release("ocds-a-1"), release("ocds-a-2")]).replace("'", '"').encode()
    runs = [
        start_import(
            person=story.officer, organisation=story.customer, files=[SimpleUploadedFile("a.json", content)]
        )
        for _ in "12"
    ]
    for run in runs:
        work_on_import(run.pk)
    ImportRun.objects.filter(pk__in=[run.pk for run in runs]).update(state=ImportRun.State.PREVIEW)
    store_import(person=story.officer, run=runs[1])
    empty = Organisation.objects.create(name="Fjord IT AS", country="NO")
    return {"agreement": agreement, "run": runs[0], "storing_run": runs[1], "empty": empty}


def _changes(world: World) -> dict[str, Any]:
    changes = {"end": day(700), "stage": "ended"}
    edit_partnership(actor=world.actor("lead"), version=1, reason="It is over.", **changes)
    proposals = world.story.partnership.change_proposals
    return {
        "ending_proposal": proposals.get(kind="ending"),
        "period_proposal": proposals.get(kind="period"),
    }


def _rest(world: World) -> dict[str, Any]:
    story, lead = world.story, world.actor("lead")
    aside = new_idea(story, title="Paper", sponsor="lead")
    set_aside(actor=lead, idea=aside, reason="Too dear.")
    item: dict[str, Any] = {
        "kind": "law",
        "meaning": "Kept.",
        "counts_from": day(20),
        "watcher": story.member,
    }
    roles = Role.objects.filter(partnership=story.partnership)
    member, theirs = roles.get(person=story.member), roles.get(person=story.srie)
    name_peer(actor=lead, role=member, peer=theirs)
    add_horizon_item(actor=lead, title="Another law", **item)
    closed = raise_warning(actor=lead, text="The server is slow")
    close_warning(actor=lead, warning=closed)
    invited: dict[str, Any] = {"organisation": story.customer, "invited_by": story.administrator}
    own = Message.objects.filter(organisation_id=story.customer.pk).order_by("pk")
    Message.objects.filter(pk__in=own.values("pk")[:3]).update(state=Message.State.FAILED)
    return {
        "idea": new_idea(story, title="One sign-in", sponsor="member"),
        "own_idea": new_idea(story, title="Tell nobody", space="customer"),
        "idea_aside": aside,
        "horizon_item": add_horizon_item(actor=lead, title="A new law", **item),
        "lesson": add_lesson(actor=lead, title="Ask first", **LESSON),
        "shared_lesson": share_lesson(actor=lead, lesson=add_lesson(actor=lead, title="Ask again", **LESSON)),
        "warning": raise_warning(actor=lead, text="Two people look for other work"),
        "closed_warning": closed,
        "mandate": name_signer(actor=story.actor("sro"), person=story.lead, wording="Minutes.", since=day(0)),
        "role": member,
        "peer": theirs,
        "reader_role": roles.get(person=story.reader),
        "sign_off": world.papers.submit(story),
        **_changes(world),
        "invitation": invite(email="new@fyrstads.example", **invited),
        "own_invitation": invite(email=story.stranger.email, **invited),
        "invited_role": invite_to_role(
            actor=lead,
            email="new@fyrstads.example",
            given_name="Nils",
            family_name="Ny",
            part="member",
            level="tactical",
        ),
        "operator": Person.objects.create_user(
            "operator@fyrstads.example", given_name="Op", is_superuser=True
        ),
        "message": Message.objects.filter(state=Message.State.FAILED).order_by("pk").first(),
    }
