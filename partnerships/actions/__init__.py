from partnerships.actions.attachment import add_attachment, remove_attachment, sweep_files
from partnerships.actions.event import Happened, happens_at, record, record_all, told_at
from partnerships.actions.handing_over import hand_over
from partnerships.actions.line import try_line
from partnerships.actions.mandate import end_mandate, name_signer
from partnerships.actions.partnership import edit_partnership
from partnerships.actions.proposal import (
    accept_proposal,
    decline_proposal,
    propose_again,
    propose_partnership,
    withdraw_proposal,
)
from partnerships.actions.role import change_role, end_role, give_role, name_escalation, name_peer
from partnerships.actions.sign_off import (
    TextHasChanged,
    put_up_for_signature,
    sign,
    signs_as,
    withdraw_sign_off,
)
from partnerships.actions.signing_reminders import remind_signers

__all__ = [
    "Happened",
    "TextHasChanged",
    "accept_proposal",
    "add_attachment",
    "change_role",
    "decline_proposal",
    "edit_partnership",
    "end_mandate",
    "end_role",
    "give_role",
    "hand_over",
    "happens_at",
    "name_escalation",
    "name_peer",
    "name_signer",
    "propose_again",
    "propose_partnership",
    "put_up_for_signature",
    "record",
    "record_all",
    "remind_signers",
    "remove_attachment",
    "sign",
    "signs_as",
    "sweep_files",
    "told_at",
    "try_line",
    "withdraw_proposal",
    "withdraw_sign_off",
]
