"""Who may do what: one table, read by the access check, the views and the tests.

A view names one of these permissions; a misspelt name fails when the module is imported.
"""

from typing import Final, Literal, get_args

from partnerships.sides import Part

Permission = Literal[
    "view",  # the joint space, and one's own side's
    "see_proposal",  # the terms of a partnership that is only proposed
    "answer_proposal",  # accept or decline for the supplier
    "withdraw_proposal",
    "edit_partnership",  # its title; propose to the other side what binds both
    "answer_change",  # agree, or not, to what the other side proposes
    "manage_people",  # roles of one's own side
    "try_line",  # note that a line of communication was tried out, for both sides
    "submit_for_signature",  # a text for both sides' signatures, and take it back
    "sign",  # for one's own side
    "name_signer",  # who signs in one's stead
    "comment",  # on anything that one sees
    "add_action",
    "change_action",
    "add_idea",
    "change_idea",  # its words and stage, and one's own side's sponsor
    "add_lesson",
    "change_lesson",  # of one's own side
    "share_lesson",  # let one's own side's whole organisation read it
    "change_risk",  # put into the register, score, treat, close
    "change_concern",  # raise it, write one's side's view, take it further, end it
    "set_escalation_policy",  # how long a concern stays on each level
    "raise_warning",  # and close it for one's own side
    "change_horizon",  # what is coming, and who watches it
    "manage_boards",  # set up, change, close
    "manage_meetings",  # make, move, cancel, say who comes
    "answer_meeting",  # whether one comes oneself
    "change_agenda",  # put something on it, order it
    "write_minutes",  # of a meeting that one attends; a lead of any
    "write_charter",  # its sections, while it is in the workshop
    "lead_charter",  # start a version, put it up for signature, record its review
    "answer_openness",  # for one's own side
    "open_health_check",
    "close_health_check",  # early, together with the other side's lead
    "choose_respondents",  # of one's own side
    "download_report",
]
PERMISSIONS: Final[frozenset[str]] = frozenset(get_args(Permission))

READER: Final = frozenset({"view"})
MEMBER: Final = READER | {
    "try_line",
    "comment",
    "add_action",
    "change_action",
    "add_idea",
    "change_idea",
    "add_lesson",
    "change_lesson",
    "change_risk",
    "raise_warning",
    "change_horizon",
    "change_concern",
    "answer_meeting",
    "change_agenda",
    "write_minutes",
    "write_charter",
}
LEAD: Final = MEMBER | {
    "lead_charter",
    "answer_openness",
    "share_lesson",
    "set_escalation_policy",
    "edit_partnership",
    "answer_change",
    "manage_people",
    "manage_boards",
    "manage_meetings",
    "open_health_check",
    "close_health_check",
    "choose_respondents",
    "download_report",
    "see_proposal",
    "withdraw_proposal",
    "submit_for_signature",
}
SIGNATORY: Final = MEMBER | {
    "lead_charter",
    "answer_openness",
    "edit_partnership",
    "answer_change",
    "manage_people",
    "manage_boards",
    "manage_meetings",
    "download_report",
    "see_proposal",
    "submit_for_signature",
    "sign",
    "name_signer",
}
#: Who has a role, and was named in writing to sign.
MANDATED: Final = frozenset({"sign"})
#: An officer of a party without a role of their own: looks, and sets up (domain.md §8).
OFFICER: Final = READER | {
    "edit_partnership",
    "manage_people",
    "download_report",
    "see_proposal",
    "withdraw_proposal",
}
#: The supplier's administrators and officers while a partnership is only proposed to them.
INVITED_PARTY: Final = frozenset({"see_proposal", "answer_proposal"})
#: All that is left of anybody's rights when a partnership has ended: to read, and to take along.
AFTER_THE_END: Final = frozenset({"view", "see_proposal", "download_report"})

RIGHTS: Final[dict[Part, frozenset[str]]] = {
    Part.SRO: SIGNATORY,
    Part.SRIE: SIGNATORY,
    Part.LEAD: LEAD,
    Part.RELATIONSHIP_MANAGER: MEMBER,
    Part.CONTRACT_MANAGER: MEMBER,
    Part.SERVICE_DELIVERY_MANAGER: MEMBER,
    Part.FINANCE: MEMBER,
    Part.TECHNICAL_ADVISER: MEMBER,
    Part.FACILITATOR: MEMBER,
    Part.MEMBER: MEMBER,
    Part.READER: READER,
}


def known(permission: str) -> str:
    """The permission itself; raises ``ValueError`` for one that the table does not have."""
    if permission not in PERMISSIONS:
        raise ValueError(f"No such permission: {permission!r}")
    return permission
