"""Who is who in the demo."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import make_password

from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from partnerships.sides import Level, Part

#: For everybody, and printed with the sign-ins: the demo loads only where DEBUG is on.
PASSWORD: Final = "fyrstad-demo-2026"  # noqa: S105


@dataclass(frozen=True)
class Company:
    key: str
    name: str
    identifier: str
    country: str
    time_zone: str


@dataclass(frozen=True)
class Somebody:
    given_name: str
    family_name: str
    company: str
    part: Part
    level: Level
    sign_in: str  # first.last, in plain letters
    is_administrator: bool = False
    is_officer: bool = False
    is_operator: bool = False

    @property
    def email(self) -> str:
        return f"{self.sign_in}@{self.company}.example"


COMPANIES: Final = (
    Company("fyrstad", "Fyrstads kommun", "SE2120009919", "SE", "Europe/Stockholm"),
    Company("nordlys", "Nordlys Skolsystem AB", "SE5569009914", "SE", "Europe/Stockholm"),
    Company("havsvik", "Havsvik Omsorg AS", "NO999888773", "NO", "Europe/Oslo"),
    Company("sundby", "Sundby kommun", "SE2120009927", "SE", "Europe/Stockholm"),
)

STRATEGIC, TACTICAL, OPERATIONAL = Level.STRATEGIC, Level.TACTICAL, Level.OPERATIONAL
PEOPLE: Final = (
    Somebody("Anna", "Hedlund", "fyrstad", Part.SRO, STRATEGIC, "anna.hedlund"),
    Somebody("Karin", "Lind", "fyrstad", Part.LEAD, TACTICAL, "karin.lind", True, True, True),
    Somebody("Sara", "Nyman", "fyrstad", Part.CONTRACT_MANAGER, TACTICAL, "sara.nyman", is_officer=True),
    Somebody("Lars", "Möller", "fyrstad", Part.FINANCE, TACTICAL, "lars.moller"),
    Somebody("Eva", "Ström", "fyrstad", Part.SERVICE_DELIVERY_MANAGER, OPERATIONAL, "eva.strom"),
    Somebody("Mats", "Öberg", "fyrstad", Part.TECHNICAL_ADVISER, OPERATIONAL, "mats.oberg"),
    Somebody("Ida", "Åkesson", "fyrstad", Part.MEMBER, OPERATIONAL, "ida.akesson"),
    Somebody("Olle", "Falk", "fyrstad", Part.READER, OPERATIONAL, "olle.falk"),
    Somebody("Per", "Olsen", "nordlys", Part.SRIE, STRATEGIC, "per.olsen"),
    Somebody("Jonas", "Berg", "nordlys", Part.LEAD, TACTICAL, "jonas.berg", True, True),
    Somebody("Tor", "Vik", "nordlys", Part.RELATIONSHIP_MANAGER, TACTICAL, "tor.vik", is_officer=True),
    Somebody("Britt", "Moe", "nordlys", Part.FINANCE, TACTICAL, "britt.moe"),
    Somebody("Maja", "Ek", "nordlys", Part.SERVICE_DELIVERY_MANAGER, OPERATIONAL, "maja.ek"),
    Somebody("Liv", "Dahl", "nordlys", Part.TECHNICAL_ADVISER, OPERATIONAL, "liv.dahl"),
    Somebody("Nils", "Sjögren", "nordlys", Part.MEMBER, OPERATIONAL, "nils.sjogren"),
    Somebody("Åsa", "Lund", "nordlys", Part.READER, OPERATIONAL, "asa.lund"),
    Somebody("Ingrid", "Hauge", "havsvik", Part.SRIE, STRATEGIC, "ingrid.hauge"),
    Somebody("Bjørn", "Nilsen", "havsvik", Part.LEAD, TACTICAL, "bjorn.nilsen", True, True),
    Somebody("Helena", "Wik", "sundby", Part.SRO, STRATEGIC, "helena.wik"),
    Somebody("Johan", "Alm", "sundby", Part.LEAD, TACTICAL, "johan.alm", True, True),
)


def load_people() -> tuple[dict[str, Organisation], dict[str, Person]]:
    """The organisations by their key, the people by their sign-in before the @."""
    companies = {
        company.key: Organisation.objects.create(
            name=company.name,
            identifier=company.identifier,
            country=company.country,
            time_zone=company.time_zone,
        )
        for company in COMPANIES
    }
    password = make_password(PASSWORD)  # once: it is slow on purpose
    people = {}
    for somebody in PEOPLE:
        organisation = companies[somebody.company]
        person = people[somebody.sign_in] = Person.objects.create(
            email=somebody.email,
            password=password,
            given_name=somebody.given_name,
            family_name=somebody.family_name,
            time_zone=organisation.time_zone,
            is_superuser=somebody.is_operator,
        )
        Membership.objects.create(
            organisation=organisation,
            person=person,
            is_administrator=somebody.is_administrator,
            is_officer=somebody.is_officer,
        )
    return companies, people
