"""What somebody who leaves an organisation would leave open here, and what waits for one who joins it."""

from accounts.invitations.joining import Joining, on_joining
from accounts.organisations.leaving import ask_before_leaving
from partnerships.people.inviting import give_invited_roles, lock_partnerships
from partnerships.people.leaving import left_open_by

ask_before_leaving(left_open_by)
on_joining(Joining(lock_partnerships, give_invited_roles))
