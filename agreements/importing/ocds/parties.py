"""Who is who in a release: the same party may be written in ``parties``, or where it is named, or in both."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final

from accounts.organisations.identifiers import country_code, normalise_identifier
from accounts.organisations.models import normalise_name
from agreements.importing.ocds.values import object_of, objects, text, texts
from agreements.register.organisations import NamedOrganisation

#: Set on whom a release names, once the release's own parties have been asked.
WHOLE: Final = "is_whole"
Party = dict[str, Any]


class Parties:
    """The parties of one release, found by their id in it, else by their number, else by their name. An id
    that is not there is no id: two parties without one have nothing in common."""

    def __init__(self, given: Any) -> None:
        self.all = list(objects(given))

    @cached_property
    def _by_id(self) -> dict[str, list[Party]]:
        return self._by(lambda party: [text(party.get("id"))])

    @cached_property
    def _by_number(self) -> dict[str, list[Party]]:
        return self._by(identifiers_of)

    @cached_property
    def _by_name(self) -> dict[str, list[Party]]:
        return self._by(lambda party: [normalise_name(_name(party))])

    @cached_property
    def _roles(self) -> dict[str, list[Party]]:
        return self._by(lambda party: [role.casefold() for role in texts(party.get("roles"))])

    def _by(self, keys: Callable[[Party], list[str]]) -> dict[str, list[Party]]:
        found: dict[str, list[Party]] = {}
        for party in self.all:
            for key in keys(party):
                if key:
                    found.setdefault(key, []).append(party)
        return found

    def with_role(self, role: str) -> list[Party]:
        return self._roles.get(role.casefold(), [])

    def whole(self, reference: Party, role: str) -> Party:
        """The reference with what the party that it means says of itself; what the party says, counts."""
        if reference.get(WHOLE):
            return reference
        party = self._meant(reference, role)
        if party is None:
            return {**reference, WHOLE: True} if not self._is_open(reference) else reference
        given = {key: value for key, value in party.items() if value not in (None, "", [], {})}
        return {**reference, **given, WHOLE: True}

    def _is_open(self, reference: Party) -> bool:
        """Another release may know more of it."""
        return not identifiers_of(reference)

    def _meant(self, reference: Party, role: str) -> Party | None:
        name = normalise_name(_name(reference))
        if same := self._by_id.get(text(reference.get("id")), []):
            return _one_of(same, name, role)
        for number in identifiers_of(reference):
            if same := self._by_number.get(number, []):
                return _one_of(same, name, role)
        same = self._by_name.get(name, []) if name else []
        if text(reference.get("id")):
            same = [party for party in same if not text(party.get("id"))]
        return _one_of(same, name, role) if same else None


def _one_of(same: list[Party], name: str, role: str) -> Party | None:
    """Of several with one id or name, the one of that name, then the one of that part; else none of them."""
    if len(same) == 1:
        return same[0]
    named = [party for party in same if name and normalise_name(_name(party)) == name] or same
    alike = [p for p in named if role.casefold() in {each.casefold() for each in texts(p.get("roles"))}]
    for found in (alike, named):
        numbers = {tuple(identifiers_of(party)) or _name(party) for party in found}
        if found and len(numbers) == 1:
            return found[0]
    return None


def organisations(parties: Iterable[Party]) -> list[NamedOrganisation]:
    """Each once; those without a name cannot be used."""
    found = dict.fromkeys(_organisation(party) for party in parties)
    return [organisation for organisation in found if organisation.name]


def _organisation(party: Party) -> NamedOrganisation:
    country = _country(party)
    identifiers = identifiers_of(party)
    return NamedOrganisation(
        _name(party),
        country or (identifiers[0][:2] if identifiers else ""),
        identifiers[0] if identifiers else "",
        tuple(identifiers[1:]),
    )


def _name(party: Party) -> str:
    return text(party.get("name"), 255) or text(object_of(party.get("identifier")).get("legalName"), 255)


def _country(party: Party) -> str:
    address = object_of(party.get("address"))
    given = (country_code(text(address.get(key), 60)) for key in ("countryCode", "country", "countryName"))
    return next((code for code in given if code), "")


def identifiers_of(party: Party) -> list[str]:
    """Normalised, each once. The scheme is asked only where the party says no country: it is often wrong."""
    country = _country(party)
    found: dict[str, None] = {}
    for given in (*objects(party.get("identifier")), *objects(party.get("additionalIdentifiers"))):
        scheme = re.match(r"([A-Z]{2})-", text(given.get("scheme"), 40))
        number = normalise_identifier(
            text(given.get("id"), 100), country or (scheme.group(1) if scheme else "")
        )
        found |= {number: None} if number else {}
    own = re.fullmatch(r"([A-Z]{2})-[A-Z]+-(.+)", text(party.get("id"), 100))
    if own and not found:  # "NO-BRC-974761157" as the party's id
        number = normalise_identifier(own.group(2), country or own.group(1))
        found |= {number: None} if number else {}
    return list(found)
