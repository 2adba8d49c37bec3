"""Who is who in a release: the same party may be written in ``parties``, or where it is named, or in both."""

import re
from collections.abc import Iterable
from typing import Any

from accounts.organisations.identifiers import country_code, normalise_identifier
from agreements.importing.ocds.values import object_of, objects, text, texts
from agreements.register.organisations import NamedOrganisation


class Parties:
    """The parties of one release, by their id in it."""

    def __init__(self, release: dict[str, Any]) -> None:
        self.by_id = {text(party.get("id")): party for party in objects(release.get("parties"))}

    def with_role(self, *roles: str) -> list[NamedOrganisation]:
        return self.named_by(p for p in self.by_id.values() if set(texts(p.get("roles"))) & set(roles))

    def named_by(self, references: Iterable[dict[str, Any]]) -> list[NamedOrganisation]:
        """The organisations that references point to, each once; those without a name cannot be used."""
        found = dict.fromkeys(self._organisation(reference) for reference in references)
        return [organisation for organisation in found if organisation.name]

    def _organisation(self, reference: dict[str, Any]) -> NamedOrganisation:
        party = {**reference, **self.by_id.get(text(reference.get("id")), {})}
        country = _country(party)
        identifiers = _identifiers(party, country)
        name = text(party.get("name"), 255) or text(object_of(party.get("identifier")).get("legalName"), 255)
        return NamedOrganisation(
            name,
            country or (identifiers[0][:2] if identifiers else ""),
            identifiers[0] if identifiers else "",
            tuple(identifiers[1:]),
        )


def _country(party: dict[str, Any]) -> str:
    address = object_of(party.get("address"))
    given = (country_code(text(address.get(key), 60)) for key in ("countryCode", "country", "countryName"))
    return next((code for code in given if code), "")


def _identifiers(party: dict[str, Any], country: str) -> list[str]:
    """Normalised, each once. The scheme is asked only where the party says no country: it is often wrong."""
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
