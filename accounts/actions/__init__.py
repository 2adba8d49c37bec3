from accounts.actions.invitation import (
    accept_invitation,
    accept_invitation_as,
    invite,
    invite_first_administrator,
    revoke_invitation,
)
from accounts.actions.membership import change_rights, end_sessions, remove_person
from accounts.actions.organisation import edit_organisation
from accounts.actions.profile import edit_profile

__all__ = [
    "accept_invitation",
    "accept_invitation_as",
    "change_rights",
    "edit_organisation",
    "edit_profile",
    "end_sessions",
    "invite",
    "invite_first_administrator",
    "remove_person",
    "revoke_invitation",
]
