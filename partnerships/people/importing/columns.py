"""The columns of a table of people, in the words of many lists."""

from typing import Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.tables.words import words_of
from partnerships.access.actors import Actor
from partnerships.importing.fields import Field, Fields
from partnerships.people.role_forms import own_parts
from partnerships.sides import Level, Part

PARTS: Final = words_of(
    tuple(Part.choices),
    (
        ("sro", "senior responsible owner|styrgruppsordförande|beställarens ansvarige"),
        ("srie", "senior responsible industry executive"),
        ("lead", "lead|partner lead|partneransvarig|partneransvarlig|samverkansansvarig"),
        ("relationship_manager", "relationsansvarig|relasjonsansvarlig"),
        (
            "contract_manager",
            "avtalscontroller|avtalsförvaltare|avtalsansvarig|kontraktsansvarig|avtaleansvarlig",
        ),
        ("service_delivery_manager", "delivery manager|service manager|tjänsteansvarig|tjenesteansvarlig"),
        ("finance", "economist|ekonom|controller|økonom"),
        ("technical_adviser", "technical advisor|tekniker|teknisk"),
        ("facilitator", "processledare|fasilitator"),
        ("member", "medlem|participant|deltagare|deltaker|projektledare|prosjektleder|project manager"),
        ("reader", "read only|läsbehörig|lesetilgang|observer|observatör|observatør"),
    ),
)
LEVELS: Final = words_of(
    tuple(Level.choices),
    (("strategic", "strategiskt"), ("tactical", "taktiskt"), ("operational", "operativt|operational level")),
)


def _ask_part(actor: Actor) -> forms.Field:
    return forms.ChoiceField(choices=[("", _now("Choose one")), *own_parts(actor)], initial=Part.MEMBER)


PEOPLE_FIELDS: Final = Fields.of(
    (
        Field(
            "name", _("Name"),
            "full name|person|namn|för och efternamn|kontakt|kontaktperson|contact|medarbetare|navn"
            "|fullt navn"
            "|for og etternavn|ansatt|employee",
            joined_by=" ", covers=("given_name", "family_name"),
        ),
        Field(
            "given_name", _("First name"), "given name|forename|förnamn|tilltalsnamn|fornavn",
            joined_by=" ", is_needed=False, covers=("name",),
        ),
        Field(
            "family_name", _("Last name"), "family name|surname|efternamn|etternavn", joined_by=" ",
            is_needed=False,
        ),
        Field(
            "email", _("Email"),
            "email address|e mail|mail|mailadress|e post|epost|e postadress|epostadress|e postadresse"
            "|epostadresse",
            looks=lambda values: any("@" in value for value in values) or not values,
        ),
        Field(
            "part", _("Role"), "roles|function|title|job title|roll|funktion|befattning|titel|rolle"
            "|funksjon|stilling"
            "|tittel", ask=_ask_part,
        ),
        Field("level", _("Level"), "nivå", is_needed=False),
    )
)  # fmt: skip
