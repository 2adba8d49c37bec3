"""What waits for a person, most urgent first."""

from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.waiting.actions import actions
from portfolio.my_work.waiting.ahead import ideas, warnings
from portfolio.my_work.waiting.ahead import reviews as risks
from portfolio.my_work.waiting.checks import answers, changes, checks, proposals
from portfolio.my_work.waiting.concerns import concerns
from portfolio.my_work.waiting.meetings import invitations
from portfolio.my_work.waiting.minutes import to_write
from portfolio.my_work.waiting.people import gaps
from portfolio.my_work.waiting.promises import openness
from portfolio.my_work.waiting.promises import reviews as charters
from portfolio.my_work.waiting.signatures import to_sign
from portfolio.my_work.waiting.task import Waiting

#: Of what is equally urgent, the first of these comes first.
KINDS = (
    answers, proposals, changes, checks, charters, concerns, ideas, invitations, to_write, risks, to_sign,
    warnings, openness, gaps, actions,
)  # fmt: skip


def waiting_tasks(desk: WorkFacts, at_most: int) -> Waiting:
    found = [each for kind in KINDS for each in kind(desk)]
    shown = sorted(found, key=lambda each: each.by)[:at_most]
    return Waiting(
        tasks=[each.task() for each in shown],
        total=len(found),
        partnership_ids={each.partnership_id for each in found},
    )
