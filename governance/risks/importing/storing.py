"""Lines of a table become risks of the register, some hundreds at a time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.tables.cells import shortened
from common.tables.words import plain
from governance.risks.importing.lines import SCORES, TARGETS, TEXTS, Reading
from governance.risks.models import Risk, RiskScore
from governance.risks.services import edit_risk, score_risk, treat_risk
from partnerships.access.locks import lock_partnership, next_number
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import CHANGED, NEW, WRONG, Line
from partnerships.sides import Level

SAID = (*TEXTS, *TARGETS, "bears", "manages")
#: What people write where nothing is done.
NOTHING = {
    "",
    "no",
    "none",
    "n a",
    "na",
    "ingen",
    "inga",
    "inget",
    "nej",
    "nei",
    "intet",
    "acceptera",
    "accept",
}
TITLE, DESCRIPTION = 200, 4000


def store_lines(reading: Reading, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
    """Put in what is new and change what is known, in the transaction of the caller."""
    partnership = lock_partnership(reading.actor)
    reading.compare_again([line for line in lines if line.what == NEW])
    new = [line for line in lines if line.what == NEW]
    number = next_number(Risk, partnership)
    risks = [_risk(reading, line, number + n) for n, line in enumerate(new)]
    for risk in risks:
        risk.update_exposure()
    Risk.objects.bulk_create(risks)
    RiskScore.objects.bulk_create(_first_score(risk) for risk in risks)
    reading.last_number = number + len(risks) - 1
    for line, risk in zip(new, risks, strict=True):
        _treat(reading, line, risk)
    for line in lines:
        if line.what == CHANGED and run.changes_known:
            _change(reading, line, run)
        outcome.take(line, reading.fields)
    for risk in risks:
        outcome.has_stored(NEW, risk.space, _told(reading, risk.owner_id))
    for line in lines:
        if line.what == CHANGED and run.changes_known and line.known:
            owner = line.known.owner_id if "owner" in line.changed else None
            outcome.has_stored(CHANGED, line.known.space, _told(reading, owner))


def _told(reading: Reading, owner: int | None) -> int | None:
    return None if owner == reading.actor.person.pk else owner


def _risk(reading: Reading, line: Line, number: int) -> Risk:
    values = line.values
    owner, space = values["owner"], values["space"]
    return Risk(
        partnership=reading.actor.partnership,
        space=space,
        number=number,
        owner=owner,
        owner_side=reading.people[space].sides[owner.pk],
        review_on=values["review_on"],
        review_set_on=reading.today,
        created_by=reading.actor.person,
        **{key: values[key] for key in SCORES},
        **{key: values.get(key) for key in TARGETS},
        **{key: values[key] for key in (*TEXTS, "bears", "manages")},
    )


def _first_score(risk: Risk) -> RiskScore:
    return RiskScore(risk=risk, by=risk.created_by, **{key: getattr(risk, key) for key in SCORES})


def _treat(reading: Reading, line: Line, risk: Risk) -> None:
    """What is done about it goes on the list of actions: whoever reviews the risk does it until then."""
    text = str(line.values.get("treatment") or "")
    if plain(text) in NOTHING:
        return
    title = shortened(text, TITLE)
    treat_risk(
        actor=reading.actor,
        risk=risk,
        title=title,
        description="" if title == text else text[:DESCRIPTION],
        owner=risk.owner,
        due=risk.review_on,
        level=Level.TACTICAL,
        tells_owner=False,  # the one mail about all that was brought leads there
    )


def _change(reading: Reading, line: Line, run: TableImport) -> None:
    """As if somebody had changed it on its page; what another has changed since the preview stays."""
    risk: Risk = line.known
    values = line.values
    said: dict[str, Any] = {key: values[key] for key in SAID if key in values and key in line.changed}
    day = values["review_on"] if "review_on" in line.changed else risk.review_on
    try:
        with transaction.atomic():
            version = run.versions.get(str(risk.number), 0)
            changed = edit_risk(
                actor=reading.actor,
                risk=risk,
                version=version,
                owner=values["owner"],
                review_on=day,
                tells_owner=False,
                **said,
            )
            if set(SCORES) & set(line.changed):
                scores = {key: values[key] for key in SCORES}
                note = _("From the table “%(name)s”") % {"name": run.files[0]["name"]}
                changed = score_risk(
                    actor=reading.actor,
                    risk=changed,
                    version=changed.version,
                    review_on=values["review_on"],
                    note=note[:500],
                    **scores,
                )
            line.known = changed
    except ValidationError as error:
        line.what = WRONG
        line.faults.append(("number", " ".join(error.messages)))
