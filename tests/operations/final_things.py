"""One at least of everything that is final, made as people make it; and, where there is such a thing, one of
the kind that is not final yet."""

from datetime import date, timedelta

from assessments.answering.services import save_answer
from assessments.respondents.models import Respondent
from assessments.rounds.closing import close_round
from assessments.rounds.opening import open_round
from governance.action_items.services import edit_action
from governance.action_items.tests.factories import day, new_action
from governance.charter.tests.factories import signed as signed_charter
from governance.charter.tests.factories import started
from governance.comments.services import add_comment
from governance.concerns.services import add_note
from governance.concerns.tests.factories import new_concern
from governance.decisions.services import add_decision
from governance.minutes.tests.factories import meeting_of_all, new_item, over, signed, written
from governance.risks.tests.factories import new_risk
from partnerships.lifecycle.changes import accept_change
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.lifecycle.services import edit_partnership
from partnerships.mandates.services import end_mandate, name_signer
from tests.papers import bind_papers, signed_by_both
from tests.story import Story


def make_final_things(story: Story) -> None:
    papers = bind_papers()
    signed_by_both(story, papers)
    papers.submit(story, key="2")
    new_risk(story)
    _said(story)
    for _version in range(2):
        signed_charter(story, aims="Every pupil has a place.")
    started(story)
    _minutes(story)
    _health_check(story)
    for person in (story.lead, story.member):
        mandate = name_signer(actor=story.actor("sro"), person=person, wording="In my stead.", since=day(0))
    end_mandate(actor=story.actor("sro"), mandate=mandate)
    _changes(story)


def _said(story: Story) -> None:
    lead = story.actor("lead")
    action = new_action(story)
    edit_action(
        actor=lead,
        action=action,
        version=action.version,
        title=action.title,
        description=action.description,
        owner=action.owner,
        level=action.level,
        due=action.due + timedelta(days=3),
        reason="The machine is late.",
    )
    add_comment(actor=lead, kind="action", number=action.number, text="We wait for it.")
    add_note(actor=lead, concern=new_concern(story), text="We see it, too.")


def _minutes(story: Story) -> None:
    lead = story.actor("lead")
    for title in ("Service board", "The next one"):
        meeting = over(meeting_of_all(story, title=title))
        item = new_item(story, meeting)
        minutes = written(story, meeting)
        add_decision(actor=lead, minutes=minutes, title="A second server", text="From May.", item=item)
        if title == "Service board":
            signed(story, minutes)


def _health_check(story: Story) -> None:
    """One that has closed, and one that is open."""
    for is_closed in (True, False):
        round = open_round(actor=story.actor("lead"))
        for respondent in Respondent.objects.filter(round=round)[:2]:
            save_answer(respondent=respondent, question_key="feedback", value="fully", comment="As it was.")
        if is_closed:
            close_round(round.pk, round.opened_at + timedelta(days=1))


def _changes(story: Story) -> None:
    """One that was agreed, and one that waits."""
    for year in (2036, 2037):
        version = Partnership.objects.get(pk=story.partnership.pk).version
        edit_partnership(
            actor=story.actor("lead"), version=version, reason="As we said.", end=date(year, 7, 31)
        )
        proposal = ChangeProposal.objects.latest("pk")
        if year == 2036:
            accept_change(actor=story.actor("supplier_lead"), proposal=proposal)
