"""How what brings in tables is called, beside what stores them in the risk register."""

from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.locks.given import Calls, by
from tests.locks.world import World

#: What the columns of each table in ``build.py`` are.
COLUMNS: Final = {
    "risk": (
        "number", "event", "cause", "effect", "likelihood", "impact_customer", "impact_supplier", "bears",
        "manages", "reason", "owner", "review_on",
    ),
    "action": ("title", "owner", "due"),
    "people": ("name", "email", "part"),
}  # fmt: skip
ACTIONS: Final = b"Action,Owner,Due\nBook it,Per Olsen,2030-01-31\nAsk them,Karin Lind,2030-02-28\n"
PEOPLE: Final = b"Name,Email,Role\nNils Ny,ny@fyrstads.example,Member\nUlf Ek,ek@fyrstads.example,Finance\n"


def _chosen(kind: str, for_all: dict[str, str]) -> dict[str, Any]:
    return {"places": dict(enumerate(COLUMNS[kind])), "for_all": for_all}


def _table(world: World, kind: str) -> Any:
    return getattr(world, {"risk": "table", "action": "action_table", "people": "people_table"}[kind])


CALLS: Final[Calls] = {
    "governance.risks.importing.services.choose_risk_columns": lambda w: by(
        w, run=_table(w, "risk"), **_chosen("risk", {})
    ),
    "governance.risks.importing.services.find_risk_table": lambda w: by(
        w, run=_table(w, "risk"), sheet="", line=1
    ),
    "governance.action_items.importing.services.start_action_import": lambda w: by(
        w, file=SimpleUploadedFile("a.csv", ACTIONS)
    ),
    "governance.action_items.importing.services.choose_action_columns": lambda w: by(
        w, run=_table(w, "action"), **_chosen("action", {"level": "tactical"})
    ),
    "governance.action_items.importing.services.find_action_table": lambda w: by(
        w, run=_table(w, "action"), sheet="", line=1
    ),
    "governance.action_items.importing.services.store_action_import": lambda w: by(
        w, run=_table(w, "action")
    ),
    "governance.action_items.importing.services.discard_action_import": lambda w: by(
        w, run=_table(w, "action")
    ),
    "governance.action_items.importing.services.work_on_action_import": lambda w: {
        "run_id": w.stored_action_table.pk
    },
    "partnerships.people.importing.services.start_people_import": lambda w: by(
        w, file=SimpleUploadedFile("p.csv", PEOPLE)
    ),
    "partnerships.people.importing.services.choose_people_columns": lambda w: by(
        w, run=_table(w, "people"), **_chosen("people", {})
    ),
    "partnerships.people.importing.services.find_people_table": lambda w: by(
        w, run=_table(w, "people"), sheet="", line=1
    ),
    "partnerships.people.importing.services.store_people_import": lambda w: by(w, run=_table(w, "people")),
    "partnerships.people.importing.services.discard_people_import": lambda w: by(w, run=_table(w, "people")),
    "partnerships.people.importing.services.work_on_people_import": lambda w: {
        "run_id": w.stored_people_table.pk
    },
}
