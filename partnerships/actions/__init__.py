from partnerships.actions.event import Happened, happens_at, record, record_all, told_at, touch
from partnerships.actions.handing_over import hand_over
from partnerships.actions.line import try_line
from partnerships.actions.partnership import edit_partnership
from partnerships.actions.proposal import (
    accept_proposal,
    decline_proposal,
    propose_again,
    propose_partnership,
    withdraw_proposal,
)
from partnerships.actions.role import change_role, end_role, give_role, name_escalation, name_peer

__all__ = [
    "Happened",
    "accept_proposal",
    "change_role",
    "decline_proposal",
    "edit_partnership",
    "end_role",
    "give_role",
    "hand_over",
    "happens_at",
    "name_escalation",
    "name_peer",
    "propose_again",
    "propose_partnership",
    "record",
    "record_all",
    "told_at",
    "touch",
    "try_line",
    "withdraw_proposal",
]
