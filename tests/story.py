"""Who is who in the tests: a customer and a supplier in a partnership, and a stranger from elsewhere."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from governance.openness.selectors import ALL_AGREED
from partnerships.access.actors import Actor, find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side, Stage

PASSWORD = "a-good-long-password"


@dataclass
class Story:
    customer: Organisation
    supplier: Organisation
    elsewhere: Organisation
    partnership: Partnership
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        people: dict[str, Person] = self.__dict__["people"]
        if name not in people:
            raise AttributeError(name)
        return people[name]

    def actor(self, name: str) -> Actor:
        """The person as an actor in the partnership; fails for strangers."""
        actor = find_actor(self.people[name], self.partnership.reference)
        assert actor is not None, f"{name} is a stranger"
        return actor


def today() -> date:
    """The day where the customer of the story is, and its people. Asked for when a test runs, not when it is
    read: the run may go over midnight."""
    return timezone.localdate(timezone=ZoneInfo("Europe/Stockholm"))


def new_person(given_name: str, family_name: str, organisation: Organisation, **rights: bool) -> Person:
    domain = organisation.name.split()[0].lower()
    local = f"{given_name}.{family_name}".lower().translate(str.maketrans("åäöæø", "aaoao"))
    person = Person.objects.create_user(
        f"{local}@{domain}.example",
        PASSWORD,
        given_name=given_name,
        family_name=family_name,
    )
    Membership.objects.create(organisation=organisation, person=person, **rights)
    return person


def tell_story() -> Story:
    """SRO, SRIE, leads, a member and a reader of each side, an officer and an administrator of each party,
    and a stranger who is officer and administrator of a third organisation."""
    customer = Organisation.objects.create(name="Fyrstads kommun", identifier="SE2120001234", country="SE")
    supplier = Organisation.objects.create(
        name="Nordlys Skolsystem AB", identifier="SE5560001234", country="SE"
    )
    elsewhere = Organisation.objects.create(name="Havsvik Omsorg AS", identifier="NO912345678", country="NO")
    sro = new_person("Anna", "Hedlund", customer)
    partnership = Partnership.objects.create(
        reference="school",
        title="School administration",
        stage=Stage.IN_OPERATION,
        customer=customer,
        supplier=supplier,
        start=date(2024, 8, 1),
        end=date(2034, 7, 31),
        state=Partnership.State.BINDING,
        proposed_by=sro,
        openness=ALL_AGREED,
    )
    story = Story(customer, supplier, elsewhere, partnership, {"sro": sro})
    given = [
        ("srie", "Per", "Olsen", supplier, Part.SRIE, Level.STRATEGIC),
        ("lead", "Karin", "Lind", customer, Part.LEAD, Level.TACTICAL),
        ("supplier_lead", "Jonas", "Berg", supplier, Part.LEAD, Level.TACTICAL),
        ("member", "Eva", "Ström", customer, Part.MEMBER, Level.OPERATIONAL),
        ("supplier_member", "Maja", "Ek", supplier, Part.MEMBER, Level.OPERATIONAL),
        ("reader", "Olle", "Falk", customer, Part.READER, Level.OPERATIONAL),
        ("supplier_reader", "Liv", "Dahl", supplier, Part.READER, Level.OPERATIONAL),
    ]
    Role.objects.create(
        partnership=partnership,
        person=sro,
        side=Side.CUSTOMER,
        part=Part.SRO,
        level=Level.STRATEGIC,
        since=date(2024, 8, 1),
    )
    for name, given_name, family_name, organisation, part, level in given:
        person = story.people[name] = new_person(given_name, family_name, organisation)
        side = Side.CUSTOMER if organisation is customer else Side.SUPPLIER
        Role.objects.create(
            partnership=partnership, person=person, side=side, part=part, level=level, since=date(2024, 8, 1)
        )
    story.people["officer"] = new_person("Sara", "Nyman", customer, is_officer=True)
    story.people["supplier_officer"] = new_person("Tor", "Vik", supplier, is_officer=True)
    story.people["administrator"] = new_person("Ulf", "Åberg", customer, is_administrator=True)
    story.people["supplier_administrator"] = new_person("Britt", "Moe", supplier, is_administrator=True)
    story.people["stranger"] = new_person(
        "Sten", "Fremmed", elsewhere, is_administrator=True, is_officer=True
    )
    return story
