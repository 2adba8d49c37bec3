"""How each service of governance is called on the prepared world."""

from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.action_items.tests.factories import day
from governance.boards.tests.factories import in_days
from governance.openness.selectors import Answer, Question
from governance.risks.importing.tests.factories import as_csv, line
from tests.locks.build import LESSON
from tests.locks.given import CONCERN, HORIZON, RISK, SCORE, Calls, board, by, later, meeting, task

CALLS: Final[Calls] = {
    # action items, agendas, boards
    "governance.action_items.digest.remind_of_actions": lambda w: later(w, 9),
    "governance.action_items.services.add_action": lambda w: by(w, **task(w)),
    "governance.action_items.services.edit_action": lambda w: by(
        w, action=w.action, version=w.action.version, description="Now.", reason="It rained.", **task(w)
    ),
    "governance.action_items.services.complete": lambda w: by(w, action=w.action),
    "governance.action_items.services.reopen": lambda w: by(w, action=w.done_action),
    "governance.agendas.services.add_item": lambda w: by(w, meeting=w.meeting, title="Money", minutes=5),
    "governance.agendas.services.take_suggestions": lambda w: by(w, meeting=w.meeting),
    "governance.agendas.services.edit_item": lambda w: by(
        w, item=w.item, version=w.item.version, title="Changed", minutes=7
    ),
    "governance.agendas.services.remove_item": lambda w: by(w, item=w.minutes_item),
    "governance.agendas.services.move_item": lambda w: by(w, item=w.minutes_item, by=1),
    "governance.agendas.services.order_agenda": lambda w: by(
        w, meeting=w.meeting, version=w.meeting.agenda.version, order=[item.pk for item in reversed(w.items)]
    ),
    "governance.agendas.proposing.propose_agendas": lambda w: later(w, 13),
    "governance.agendas.reminders.remind_meetings": lambda w: later(w, 13),
    "governance.boards.planning.make_meetings": lambda w: later(w, 60),
    "governance.boards.seats.fill_all_seats": later,
    "governance.boards.services.add_board": lambda w: by(
        w, name="Another", level="tactical", interval="m1", starts_on=day(0), weekday=1, week=1, at="10:00",
        minutes_long=30, time_zone="Europe/Oslo", **board(w, "lead", "srie"),
    ),
    "governance.boards.services.edit_board": lambda w: by(
        w, board=w.board, version=w.board.version, weekday=3, **board(w, "lead", "srie")
    ),
    "governance.boards.services.close_board": lambda w: by(w, board=w.board, note="Done."),
    # charter
    "governance.charter.reviews.set_review": lambda w: by(
        w, charter=w.current_charter, months=6, review_on=day(50)
    ),
    "governance.charter.reviews.plan_review": lambda w: by(
        w, charter=w.current_charter, starts_at=in_days(30), minutes_long=30, time_zone="Europe/Oslo"
    ),
    "governance.charter.reviews.record_review": lambda w: by(
        w, charter=w.current_charter, held_on=day(0), outcome="new_version"
    ),
    "governance.charter.reviews.remind_charter_reviews": lambda w: later(w, 400),
    "governance.charter.services.start_charter": lambda w: by(w),
    "governance.charter.services.write_section": lambda w: by(
        w, section=w.section, version=w.section.version, title="New", text="We mean it."
    ),
    "governance.charter.services.add_section": lambda w: by(w, charter=w.charter, title="More"),
    "governance.charter.services.move_section": lambda w: by(w, section=w.section, up=False),
    "governance.charter.services.remove_section": lambda w: by(w, section=w.section),
    "governance.charter.services.restore_section": lambda w: by(w, section=w.removed_section),
    "governance.charter.signing.submit_charter": lambda w: by(
        w, charter=w.charter, revision=w.charter.revision
    ),
    "governance.charter.signing.reopen_charter": lambda w: {
        "actor": w.elsewhere.actor("lead"), "charter": w.submitted_charter, "reason": "A mistake.",
    },
    # comments, concerns
    "governance.comments.services.add_comment": lambda w: by(
        w, kind="action", number=w.action.number, text="Well done"
    ),
    "governance.concerns.ending.propose_end": lambda w: by(
        w, concern=w.concern, outcome="Done.", lesson_title="Early", lesson_text="We ask."
    ),
    "governance.concerns.ending.agree_to_end": lambda w: by(
        w, "supplier_lead", concern=w.ending, version=w.ending.version
    ),
    "governance.concerns.ending.ask_for_more": lambda w: by(
        w, "supplier_lead", concern=w.ending, text="More."
    ),
    "governance.concerns.ending.reopen_concern": lambda w: by(w, concern=w.ended, reason="Again."),
    "governance.concerns.escalation.escalate": lambda w: by(
        w, concern=w.concern, from_level="operational", note="Please."
    ),
    "governance.concerns.escalation.set_escalation_policy": lambda w: by(
        w, version=1, operational_days=3, tactical_days=3, strategic_days=3
    ),
    "governance.concerns.escalation.escalate_overdue": lambda w: later(w, 60),
    "governance.concerns.escalation.remind_seniors": lambda w: later(w, 60),
    "governance.concerns.services.raise_concern": lambda w: by(w, **CONCERN),
    "governance.concerns.services.reword_concern": lambda w: by(
        w, "member", concern=w.unseen_concern, version=w.unseen_concern.version, **CONCERN
    ),
    "governance.concerns.services.share_concern": lambda w: by(w, "member", concern=w.own_concern),
    "governance.concerns.services.add_note": lambda w: by(w, concern=w.concern, text="Yes."),
    "governance.concerns.services.write_perspective": lambda w: by(
        w, concern=w.unseen_concern, text="They think so.", version=0
    ),
    "governance.concerns.services.act_on_concern": lambda w: by(w, concern=w.concern, **task(w)),
    # decisions, horizon, ideas, lessons
    "governance.decisions.services.add_decision": lambda w: by(
        w, minutes=w.minutes, title="Buy it", item=w.minutes_item
    ),
    "governance.decisions.services.edit_decision": lambda w: by(
        w, decision=w.minutes_decision, version=w.minutes_decision.version, title="Buy two"
    ),
    "governance.decisions.services.withdraw_decision": lambda w: by(w, decision=w.minutes_decision),
    "governance.horizon.services.add_horizon_item": lambda w: by(
        w, counts_from=day(30), watcher=w.person("srie"), **HORIZON
    ),
    "governance.horizon.services.edit_horizon_item": lambda w: by(
        w, item=w.horizon_item, version=w.horizon_item.version, counts_from=day(40),
        watcher=w.person("srie"), **HORIZON
    ),
    "governance.horizon.services.watch_horizon_item": lambda w: by(w, item=w.horizon_item, watched=False),
    "governance.horizon.services.prepare_for": lambda w: by(w, item=w.horizon_item, **task(w)),
    "governance.ideas.services.raise_idea": lambda w: by(w, title="New", area="people"),
    "governance.ideas.services.edit_idea": lambda w: by(
        w, idea=w.idea, version=w.idea.version, title="Newer", area="people", description="", hoped="",
        sponsor=w.person("lead"),
    ),
    "governance.ideas.services.move_idea": lambda w: by(w, idea=w.idea, stage="assessed"),
    "governance.ideas.services.set_aside": lambda w: by(w, idea=w.idea, reason="Too dear."),
    "governance.ideas.services.take_up_again": lambda w: by(w, idea=w.idea_aside),
    "governance.ideas.services.share_idea": lambda w: by(w, idea=w.own_idea),
    "governance.lessons.services.add_lesson": lambda w: by(w, title="One more", **LESSON),
    "governance.lessons.services.edit_lesson": lambda w: by(
        w, lesson=w.lesson, version=w.lesson.version, title="Changed", for_whom="", words="", **LESSON
    ),
    "governance.lessons.services.share_lesson": lambda w: by(w, lesson=w.lesson),
    "governance.lessons.services.unshare_lesson": lambda w: by(w, lesson=w.shared_lesson),
    # meetings, minutes
    "governance.meetings.answering.answer_meeting": lambda w: by(w, meeting=w.meeting, answer="yes"),
    "governance.meetings.answering.answer_by_link": lambda w: {"attendee": w.attendee, "answer": "no"},
    "governance.meetings.calendar_address.make_calendar_address": lambda w: {"person": w.person("lead")},
    "governance.meetings.inviting.invite_due": lambda w: later(w, 200),
    "governance.meetings.services.add_meeting": lambda w: by(
        w, level="tactical", title="One more", **meeting(w)
    ),
    "governance.meetings.services.edit_meeting": lambda w: by(
        w, meeting=w.meeting, version=w.meeting.version, reason="It rained.", title="Moved", **meeting(w)
    ),
    "governance.meetings.services.cancel_meeting": lambda w: by(w, meeting=w.meeting, reason="It rained."),
    "governance.meetings.services.hold_meeting": lambda w: by(w, meeting=w.begun_meeting),
    "governance.meetings.services.invite_again": lambda w: by(
        w, meeting=w.meeting, attendee_pk=w.attendee.pk
    ),
    "governance.minutes.agreeing.agree_action": lambda w: by(
        w, minutes=w.minutes, title="Do it", owner=w.person("srie"), due=day(9)
    ),
    "governance.minutes.documents.send_pre_read": lambda w: by(w, meeting=w.meeting),
    "governance.minutes.sealing.submit_minutes": lambda w: by(w, minutes=w.minutes),
    "governance.minutes.services.begin_minutes": lambda w: by(w, meeting=w.meeting),
    "governance.minutes.services.take_editing_lock": lambda w: by(w, minutes=w.minutes),
    "governance.minutes.services.renew_editing_lock": lambda w: by(w, minutes=w.locked_minutes),
    "governance.minutes.services.hand_over_editing_lock": lambda w: by(
        w, minutes=w.locked_minutes, to=w.person("member")
    ),
    "governance.minutes.services.keep_editing_lock": lambda w: by(w, minutes=w.locked_minutes),
    "governance.minutes.services.release_editing_lock": lambda w: by(w, minutes=w.locked_minutes),
    "governance.minutes.services.save_minutes": lambda w: by(
        w, minutes=w.minutes, version=w.minutes.version, text="We met.",
        said={item.pk: "Much." for item in reversed(w.minutes_items)},
    ),
    "governance.openness.services.answer_openness": lambda w: by(
        w, "sro", question=Question.OPEN_BOOKS, answer=Answer.NO
    ),
    # risks, warnings
    "governance.risks.expected_gains.services.add_expected_gain": lambda w: by(w, text="Less work", size=2),
    "governance.risks.expected_gains.services.remove_expected_gain": lambda w: by(w, gain=w.gain),
    "governance.risks.importing.services.start_risk_import": lambda w: by(
        w, file=SimpleUploadedFile("r.csv", as_csv(line()).encode())
    ),
    "governance.risks.importing.services.store_risk_import": lambda w: by(w, run=w.table),
    "governance.risks.importing.services.discard_risk_import": lambda w: by(w, run=w.table),
    "governance.risks.importing.services.work_on_risk_import": lambda w: {"run_id": w.stored_table.pk},
    "governance.risks.reminders.remind_reviews": lambda w: later(w, 60),
    "governance.risks.services.add_risk": lambda w: by(
        w, owner=w.person("srie"), review_on=day(9), **RISK, **SCORE
    ),
    "governance.risks.services.edit_risk": lambda w: by(
        w, risk=w.risk, version=w.risk.version, owner=w.person("srie"), review_on=day(9), **RISK
    ),
    "governance.risks.services.score_risk": lambda w: by(
        w, risk=w.risk, version=w.risk.version, review_on=day(9), **SCORE
    ),
    "governance.risks.services.close_risk": lambda w: by(w, risk=w.risk, note="Over."),
    "governance.risks.services.reopen_risk": lambda w: by(w, risk=w.closed_risk),
    "governance.risks.services.treat_risk": lambda w: by(w, risk=w.risk, **task(w)),
    "governance.warnings.services.raise_warning": lambda w: by(w, text="It smokes"),
    "governance.warnings.services.close_warning": lambda w: by(w, warning=w.warning),
    "governance.warnings.services.keep_warning_open": lambda w: by(w, warning=w.closed_warning),
}  # fmt: skip
