"""The table of the timeline: how each kind of event is said, to which group it belongs, what its facts are
called. A kind that is not here still reads well: ``budget.terms_agreed`` becomes "Budget: terms agreed"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.sides import Category, Face, Level, Part, Side, Space, Stage


@dataclass(frozen=True)
class Group:
    """Kinds that belong together: those that begin with ``key`` and a dot."""

    label: Any
    icon: str
    #: The page of what an event is about, and the fact that holds its number there.
    page: str = ""


GROUPS: Final[dict[str, Group]] = {
    "partnership": Group(_("The partnership"), "people"),
    "role": Group(_("Roles"), "person-lines-fill"),
    "line": Group(_("Lines of communication"), "telephone"),
    "board": Group(_("Boards"), "diagram-3", "board"),
    "meeting": Group(_("Meetings"), "calendar-event", "meeting"),
    "agenda": Group(_("Agendas"), "list-ol", "agenda"),
    "minutes": Group(_("Minutes"), "journal-text", "minutes"),
    "decision": Group(_("Decisions"), "signpost", "decision"),
    "sign_off": Group(_("Signed together"), "pen", "sign_off"),
    "mandate": Group(_("Who signs"), "person-check"),
    "comment": Group(_("Comments"), "chat-left"),
    "action": Group(_("Actions"), "check2-square", "action"),
    "health_check": Group(_("Health checks"), "heart-pulse"),
    "risk": Group(_("Risks"), "exclamation-diamond", "risk"),
    "gain": Group(_("Gains"), "graph-up-arrow"),
    "warning": Group(_("Early warnings"), "megaphone"),
    "concern": Group(_("Concerns"), "chat-left-text", "concern"),
    "escalation_policy": Group(_("Escalation"), "ladder"),
    "horizon": Group(_("Horizon"), "binoculars"),
    "charter": Group(_("Charter"), "hand-thumbs-up", "charter_version"),
    "openness": Group(_("Openness"), "unlock"),
    "idea": Group(_("Ideas"), "lightbulb", "idea"),
    "lesson": Group(_("Lessons"), "journal-text", "lesson"),
    "file": Group(_("Files"), "paperclip"),
}
#: The group of all kinds that belong to none of these.
OTHER: Final = "other"
EVERYTHING_ELSE: Final = Group(_("Everything else"), "dot")

SENTENCES: Final[dict[str, Any]] = {
    "partnership.proposed": _("%(who)s proposed the partnership"),
    "partnership.accepted": _("%(who)s accepted the partnership"),
    "partnership.declined": _("%(who)s declined the partnership"),
    "partnership.withdrawn": _("%(who)s withdrew the proposal"),
    "partnership.edited": _("%(who)s changed what the partnership says about itself"),
    "partnership.change_proposed": _("%(who)s proposed a change of what binds both sides: %(what)s"),
    "partnership.change_accepted": _("%(who)s agreed to a change of what binds both sides: %(what)s"),
    "partnership.change_declined": _("%(who)s declined a change of what binds both sides: %(what)s"),
    "partnership.change_withdrawn": _("%(who)s withdrew a proposed change: %(what)s"),
    "partnership.agreement_linked": _("%(who)s tied the agreement “%(what)s” to the partnership"),
    "role.given": _("%(who)s gave a role: %(what)s"),
    "role.changed": _("%(who)s changed a role: %(what)s"),
    "role.ended": _("%(who)s set the last day of a role: %(what)s"),
    "role.handed_over": _("%(who)s had everything handed over: %(what)s"),
    "line.tried": _("%(who)s noted that the line was tried out: %(what)s"),
    "role.peer": _("%(who)s named the peer of %(what)s"),
    "board.set_up": _("%(who)s set up the board “%(what)s”"),
    "board.edited": _("%(who)s changed the board “%(what)s”"),
    "board.members": _("%(who)s changed who sits on the board “%(what)s”"),
    "board.planned": _("%(who)s planned meetings of the board “%(what)s”"),
    "board.replanned": _("%(who)s rescheduled the coming meetings of the board “%(what)s”"),
    "board.closed": _("%(who)s closed the board “%(what)s”"),
    "meeting.added": _("%(who)s called the meeting “%(what)s”"),
    "meeting.edited": _("%(who)s changed the meeting “%(what)s”"),
    "meeting.moved": _("%(who)s moved the meeting “%(what)s”"),
    "meeting.cancelled": _("%(who)s cancelled the meeting “%(what)s”"),
    "meeting.people": _("%(who)s changed who is to be at the meeting “%(what)s”"),
    "meeting.held": _("%(who)s noted that the meeting “%(what)s” took place"),
    "agenda.item_added": _("%(who)s put “%(what)s” on an agenda"),
    "agenda.item_edited": _("%(who)s changed “%(what)s” on an agenda"),
    "agenda.item_removed": _("%(who)s took “%(what)s” off an agenda"),
    "agenda.filled": _("%(who)s put what is open on the agenda of “%(what)s”"),
    "agenda.proposed": _("What is open went on the agenda of “%(what)s”"),
    "agenda.pre_read_sent": _("%(who)s sent what to read before “%(what)s”"),
    "minutes.begun": _("%(who)s began the minutes of “%(what)s”"),
    "decision.taken": _("%(who)s wrote down the decision “%(what)s”"),
    "decision.edited": _("%(who)s changed the decision “%(what)s”"),
    "decision.withdrawn": _("%(who)s took back the decision “%(what)s”"),
    "sign_off.submitted": _("%(who)s submitted “%(what)s” for both sides to sign"),
    "sign_off.signed_by_side": _("%(who)s signed “%(what)s” for one side"),
    "sign_off.signed": _("%(who)s signed “%(what)s”, as the other side had done"),
    "sign_off.withdrawn": _("%(who)s withdrew “%(what)s”, which waited for signatures"),
    "mandate.named": _("%(who)s named who signs in their stead: %(what)s"),
    "mandate.ended": _("%(who)s ended that somebody signs in their stead: %(what)s"),
    "action.added": _("%(who)s added “%(what)s”"),
    "action.imported": _("%(who)s put the table “%(what)s” onto the list of actions"),
    "action.edited": _("%(who)s changed the action “%(what)s”"),
    "action.done": _("%(who)s ticked off “%(what)s”"),
    "comment.said": _("%(who)s said something about “%(what)s”"),
    "action.reopened": _("%(who)s opened “%(what)s” again"),
    "health_check.opened": _("%(who)s opened “%(what)s”"),
    "health_check.close_agreed": _("%(who)s agreed to close “%(what)s” early"),
    "health_check.closed": _("“%(what)s” closed, and both sides saw the answers"),
    "health_check.respondents_chosen": _("%(who)s chose whom to ask"),
    "risk.added": _("%(who)s put the risk “%(what)s” into the register"),
    "risk.imported": _("%(who)s put the table “%(what)s” into the risk register"),
    "risk.edited": _("%(who)s changed the risk “%(what)s”"),
    "risk.scored": _("%(who)s reviewed the risk “%(what)s”"),
    "risk.closed": _("%(who)s closed the risk “%(what)s”"),
    "risk.reopened": _("%(who)s opened the risk “%(what)s” again"),
    "gain.added": _("%(who)s said what their side gains: “%(what)s”"),
    "gain.removed": _("%(who)s took out what their side gained: “%(what)s”"),
    "warning.raised": _("%(who)s raised the early warning “%(what)s”"),
    "warning.closed_by_side": _("%(who)s closed the early warning “%(what)s” for one side"),
    "warning.closed": _("%(who)s closed the early warning “%(what)s”, as the other side had done"),
    "warning.reopened": _("%(who)s kept the early warning “%(what)s” open after all"),
    "concern.raised": _("%(who)s raised the concern “%(what)s”"),
    "concern.edited": _("%(who)s put the concern “%(what)s” in other words"),
    "concern.shared": _("%(who)s shared the concern “%(what)s” with both sides"),
    "concern.noted": _("%(who)s said something about the concern “%(what)s”"),
    "concern.viewed": _("%(who)s wrote how the other side probably sees the concern “%(what)s”"),
    "concern.escalated": _("%(who)s took the concern “%(what)s” to the next level"),
    "concern.waits": _("The time for the concern “%(what)s” ran out; it waits for a missing view"),
    "concern.time_ran_out": _(
        "The time for the concern “%(what)s” ran out, and it went on to the next level"
    ),
    "concern.handed": _("The concern “%(what)s” came into other hands"),
    "concern.end_proposed": _("%(who)s put forward how the concern “%(what)s” could end"),
    "concern.end_declined": _("%(who)s said what is missing before the concern “%(what)s” can end"),
    "concern.ended": _("%(who)s ended the concern “%(what)s”, with what was agreed"),
    "concern.reopened": _("%(who)s opened the concern “%(what)s” again"),
    "escalation_policy.set": _("%(who)s changed how long a concern stays on each level"),
    "horizon.added": _("%(who)s put “%(what)s” on the horizon"),
    "horizon.edited": _("%(who)s changed “%(what)s” on the horizon"),
    "horizon.closed": _("%(who)s took “%(what)s” off the horizon"),
    "horizon.reopened": _("%(who)s put “%(what)s” on the horizon again"),
    "charter.started": _("%(who)s began “%(what)s” in the workshop"),
    "charter.written": _("%(who)s wrote in the charter's section “%(what)s”"),
    "charter.section_added": _("%(who)s added the section “%(what)s” to the charter"),
    "charter.section_moved": _("%(who)s moved the charter's section “%(what)s”"),
    "charter.section_removed": _("%(who)s took the section “%(what)s” out of the charter"),
    "charter.put_back": _("%(who)s put the section “%(what)s” back into the charter"),
    "charter.review_set": _("%(who)s set when “%(what)s” is reviewed"),
    "charter.reviewed": _("Both sides reviewed “%(what)s”; %(who)s noted what came of it"),
    "charter.in_force": _("“%(what)s” is in force, signed by both sides"),
    "openness.answered": _("%(who)s answered for one side: %(what)s"),
    "idea.raised": _("%(who)s raised the idea “%(what)s”"),
    "idea.edited": _("%(who)s changed the idea “%(what)s”"),
    "idea.moved": _("%(who)s took the idea “%(what)s” to another stage"),
    "idea.sponsor": _("%(who)s named a sponsor of the idea “%(what)s”"),
    "idea.set_aside": _("%(who)s set the idea “%(what)s” aside"),
    "idea.taken_up": _("%(who)s took the idea “%(what)s” up again"),
    "idea.shared": _("%(who)s shared the idea “%(what)s” with both sides"),
    "lesson.kept": _("%(who)s wrote down the lesson “%(what)s”"),
    "lesson.edited": _("%(who)s changed the lesson “%(what)s”"),
    "lesson.shared": _("%(who)s let the whole organisation read the lesson “%(what)s”"),
    "lesson.unshared": _("%(who)s ended that the whole organisation reads the lesson “%(what)s”"),
    "file.added": _("%(who)s added the file “%(what)s”"),
    "file.removed": _("%(who)s removed the file “%(what)s”"),
}

#: What the facts of an event are called. Facts that are not named here are for the machine.
FACTS: Final[dict[str, Any]] = {
    "title": _("Title"),
    "description": _("More about it"),
    "category": _("Category"),
    "stage": _("Stage"),
    "start": _("Start"),
    "end": _("End"),
    "since": _("From"),
    "until": _("To"),
    "part": _("Role"),
    "level": _("Level"),
    "peer": _("Peer"),
    "tried_on": _("Tried out on"),
    "is_escalation": _("Escalation contact"),
    "responsibilities": _("Responsible for"),
    "authority": _("May decide"),
    "face": _("Face"),
    "owner": _("Who does it"),
    "due": _("By"),
    "closes": _("Open until"),
    "score": _("Score"),
    "reason": _("Reason"),
    "asked": _("Who is asked"),
    "going_well": _("Going well"),
    "attention": _("Need attention"),
    "gaps": _("Perception gaps"),
    "missing": _("View missing of"),
    "holder": _("In the hands of"),
    "outcome": _("What was agreed"),
    "effect": _("What it does to us"),
    "wish": _("What one would wish"),
    "text": _("What one sees"),
    "operational_days": _("Working days on the operational level"),
    "tactical_days": _("Working days on the tactical level"),
    "strategic_days": _("Working days on the strategic level"),
    "area": _("Area"),
    "sponsor": _("Sponsor"),
    "hoped": _("Effect hoped for"),
    "shown": _("Effect shown"),
    "happened": _("What happened"),
    "learned": _("What we learned"),
    "for_whom": _("For whom"),
    "words": _("Search words"),
    "space": _("Who sees it"),
    "name": _("Name"),
    "items": _("On it"),
    "note": _("Note"),
    "replaces": _("Replaces"),
    "chair": _("Chair"),
    "joined": _("New"),
    "left": _("No longer"),
    "meetings": _("Meetings"),
    "last": _("Until"),
    "starts": _("Starts"),
    "place": _("Place"),
    "interval": _("How often"),
    "first_interval": _("How often in the first year"),
    "first_until": _("First year until"),
    "starts_on": _("First meeting from"),
    "weekday": _("Weekday"),
    "week": _("Week"),
    "at": _("Time"),
    "minutes_long": pgettext_lazy("how long", "Minutes"),
    "time_zone": _("Time zone"),
    "annual_month": _("Annual agreement meeting"),
    "reservation": _("Reservation"),
    "wording": _("In writing"),
    "side": _("Side"),
    "openness": _("Answer"),
    "review_months": _("Months between reviews"),
    "review_on": _("Next review"),
    "came_of_it": _("What came of it"),
    "about": _("About"),
    "gain_size": _("How much, of 5"),
    "new_risks": _("New risks"),
    "changed_risks": _("Changed risks"),
}
#: Facts that are several, and not a pair of before and after.
SEVERAL: Final = frozenset({"asked", "items", "joined", "left", "missing"})

#: What the values of a fact are called, where they are stored as codes.
VALUES: Final[dict[str, dict[str, Any]]] = {
    "category": dict(Category.choices),
    "stage": dict(Stage.choices),
    "part": dict(Part.choices),
    "level": dict(Level.choices),
    "space": dict(Space.choices),
    "missing": dict(Side.choices),
    "face": dict(Face.choices),
    "is_escalation": {"yes": _("yes"), "no": _("no")},
    "side": dict(Side.choices),
}


def name_values(fact: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let the timeline say these codes in words. For the rooms above, from their ``offers.py``."""
    VALUES.setdefault(fact, {}).update(choices)


def group_of(kind: str) -> tuple[str, Group]:
    key = kind.split(".", 1)[0]
    return (key, GROUPS[key]) if key in GROUPS else (OTHER, EVERYTHING_ELSE)
