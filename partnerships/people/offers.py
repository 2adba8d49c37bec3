"""What somebody who leaves an organisation would leave open here."""

from accounts.organisations.leaving import ask_before_leaving
from partnerships.people.leaving import left_open_by

ask_before_leaving(left_open_by)
