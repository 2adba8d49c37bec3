"""Who the demo's people turn to, and which of their lines they have tried out."""

from datetime import timedelta
from typing import Final

from partnerships.lifecycle.models import Partnership
from partnerships.people.lines import try_line
from partnerships.people.models import Role
from partnerships.people.services import name_escalation
from partnerships.sides import SENIOR_PART, Level, Part, Side
from portfolio.demo.history import as_actor, happened, morning

#: On each level, whose part it is to be asked first when something gets stuck.
ASKED_FIRST: Final = {Level.TACTICAL: Part.LEAD, Level.OPERATIONAL: Part.SERVICE_DELIVERY_MANAGER}
#: Who called each other, and when: so many days after the start. The others never have.
TRIED: Final = {Part.SRO: 20, Part.LEAD: 3, Part.CONTRACT_MANAGER: 9, Part.SERVICE_DELIVERY_MANAGER: 12}


def know_each_other(partnership: Partnership) -> None:
    roles = list(Role.objects.filter(partnership=partnership).select_related("person", "peer__person"))
    by_part = {(role.side, role.part): role for role in roles}
    for side in Side:
        lead = by_part[side, Part.LEAD]
        with happened(morning(partnership.start + timedelta(days=1)), partnership):
            for level, part in {Level.STRATEGIC: SENIOR_PART[side], **ASKED_FIRST}.items():
                if role := by_part.get((side, part)):
                    name_escalation(actor=as_actor(lead.person, partnership), level=level, role=role)
    for part, days in TRIED.items():
        role = by_part.get((Side.CUSTOMER, part))
        if role and role.peer:
            day = partnership.start + timedelta(days=days)
            with happened(morning(day), partnership):
                try_line(actor=as_actor(role.person, partnership), role=role, tried_on=day)
