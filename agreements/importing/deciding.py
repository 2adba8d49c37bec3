"""What a released agreement means for the register: made, updated, matched, skipped or unusable."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.organisations.identifiers import has_wrong_digits
from accounts.organisations.models import Organisation
from agreements.importing.catalogue import Catalogue, Entry
from agreements.importing.ocds.release import Reading, ReleasedAgreement
from agreements.importing.report import EXAMPLES, MADE, MATCHED, SKIPPED, UNUSABLE, UPDATED, Line
from agreements.register.models import Agreement
from agreements.register.organisations import KnownOrganisation

STATES: Final = {
    Agreement.State.ACTIVE: gettext_lazy("it is in force again"),
    Agreement.State.CANCELLED: gettext_lazy("it was cancelled"),
    Agreement.State.TERMINATED: gettext_lazy("it has ended"),
}


def decide(
    catalogue: Catalogue,
    reading: Reading,
    released: ReleasedAgreement,
    register: Organisation | None,
    used: dict[int, KnownOrganisation],
) -> Line | None:
    """``None`` where the release only touches a contract, and nothing comes of that."""
    line = Line(reading.label, UNUSABLE, released.title, released.contract_id)
    home: KnownOrganisation | None = None
    if register is not None:
        home = catalogue.organisations[register.pk]
    elif released.buyers and catalogue.knows(released.buyers[0]):
        home = catalogue.organisation(released.buyers[0])
    entry = catalogue.agreement(released, home)
    if entry is None:
        if why := _why_not(released):
            line.what, line.why = why
            return line if released.is_named else None
        home = home or catalogue.organisation(released.buyers[0])
        entry = Entry(Agreement(ocid=released.ocid, contract_id=released.contract_id), home, is_new=True)
        line.what = MADE
        if released.amends:
            line.why.append(_("the agreement that it amends is not in the register"))
        _apply(entry, released, catalogue)
        catalogue.add_entry(entry)
    else:
        line.what = _amend(entry, released, catalogue, line)
        if line.what == MATCHED and not released.is_named:
            return None
    line.title, line.agreement = entry.agreement.title, entry.agreement
    line.suppliers = [known.organisation.name for known in entry.parties.get("supplier", [])]
    if line.what != MATCHED:
        line.why += [*released.notes, *_number_notes(released)]
    for known in (entry.register, *(party for parties in entry.parties.values() for party in parties)):
        used[id(known)] = known
    return line


def _why_not(released: ReleasedAgreement) -> tuple[str, list[str]] | None:
    """Why a new agreement cannot be made of it, if so."""
    if released.missing:
        return SKIPPED, [released.missing]
    if released.amends and not released.suppliers:
        return SKIPPED, [_("it names no award, and the agreement that it amends is not in the register")]
    if not released.suppliers:
        return UNUSABLE, [_("it names no supplier")]
    if not released.buyers:
        return UNUSABLE, [_("it names no buyer")]
    if not released.title:
        return UNUSABLE, [_("it has no title")]
    return None


def _amend(entry: Entry, released: ReleasedAgreement, catalogue: Catalogue, line: Line) -> str:
    """A newer release changes what it says anew; an older one brings only what was not said yet."""
    known = entry.agreement.release_date
    if released.before is None:
        if known and released.date and released.date < known:
            line.why.append(_("a newer release of it was read already"))
            return MATCHED
        if known == released.date and not released.amends:
            return MATCHED
    was = entry.agreement.state
    changed = _apply(entry, released, catalogue)
    entry.is_newer |= bool(changed) or (was, known) != (entry.agreement.state, entry.agreement.release_date)
    if entry.agreement.state != was:
        line.why.append(str(STATES[Agreement.State(entry.agreement.state)]))
        entry.changed.append("state")
    if changed:
        line.why.append(_("new: %(fields)s") % {"fields": ", ".join(changed)})
        entry.changed += changed
    if not line.why and released.is_older:
        line.why.append(_("a newer release of it was read already"))
        return MATCHED
    return UPDATED if line.why else MATCHED


def _said(released: ReleasedAgreement) -> dict[str, dict[str, Any]]:
    """What it says, by the words for it; what it is silent about is not there."""
    value = {"value": released.value, "currency": released.currency} if released.value is not None else {}
    said: dict[str, dict[str, Any]] = {
        _("title"): {"title": released.title},
        _("number"): {"number": released.number},
        _("description"): {"description": released.description},
        _("period"): {
            "start": released.period.start,
            "end": released.period.end,
            "duration_days": released.period.days,
        },
        _("date of signing"): {"signed": released.signed},
        _("value"): value,
        _("CPV codes"): {"cpv": list(released.cpv)},
    }
    return {
        words: {name: given for name, given in fields.items() if given not in (None, "", [])}
        for words, fields in said.items()
    }


def _apply(entry: Entry, released: ReleasedAgreement, catalogue: Catalogue) -> list[str]:
    """Take over what is said anew; all else stays, such as what people wrote themselves. Returns what
    changed, in words."""
    agreement, before = entry.agreement, released.before
    if entry.is_new:
        before = None
    said_before = _said(before) if before else {}
    changed: list[str] = []
    for words, fields in _said(released).items():
        earlier = said_before.get(words, {})
        given = {name: value for name, value in fields.items() if earlier.get(name) != value}
        if any(getattr(agreement, name) != value for name, value in given.items()):
            changed.append(words)
            for name, value in given.items():
                setattr(agreement, name, value)
    for part, words, named, named_before in (
        ("buyer", _("buyer"), released.buyers, before.buyers if before else ()),
        ("supplier", _("supplier"), released.suppliers, before.suppliers if before else ()),
    ):
        parties = list(dict.fromkeys(catalogue.organisation(who) for who in named))
        if named != named_before and parties and set(parties) != set(entry.parties.get(part, [])):
            entry.parties[part] = parties
            changed.append(words)
    if before is None or before.state != released.state:
        agreement.state = released.state
    if released.date and not released.is_older:
        agreement.release_date = max(released.date, agreement.release_date or released.date)
    return changed


def _number_notes(released: ReleasedAgreement) -> list[str]:
    """Numbers that a country's own rule says are mistyped are taken as they are, and told once."""
    before = released.before
    known = {*before.buyers, *before.suppliers} if before and not before.missing else set()
    return [
        _("the number %(number)s of %(name)s is taken as it is, but its check digit does not fit")
        % {"number": who.identifier, "name": who.name[:80]}
        for who in dict.fromkeys((*released.buyers, *released.suppliers))
        if who not in known and has_wrong_digits(who.identifier)
    ][:EXAMPLES]
