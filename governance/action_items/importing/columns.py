"""The columns of a table of actions, in the words of many lists."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.tables.words import plain, words_of
from governance.action_items.importing.people import ask_owner
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor
from partnerships.importing.fields import Field, Fields
from partnerships.sides import Level, Space

#: How long somebody has, where a table does not say.
DUE_IN: Final = timedelta(days=30)
STATES: Final = words_of(
    tuple(ActionItem.State.choices),
    (
        (
            "open",
            "öppet|ej påbörjad|inte påbörjad|påbörjad|pågår|pågående|planerad|ny|försenad|aktiv|new"
            "|not started"
            "|started|in progress|ongoing|planned|late|to do|todo|active|no|nej|nei|åpent|ikke startet"
            "|ikke påbegynt"
            "|påbegynt|startet|planlagt|forsinket",
        ),
        (
            "done",
            "klar|klart|avslutad|avslutat|avklarad|genomförd|genomfört|färdig|slutförd|stängd|closed"
            "|completed|complete"
            "|finished|yes|ja|x|ferdig|fullført|utført|lukket|avsluttet|gjennomført",
        ),
    ),
)
LEVELS: Final = words_of(
    tuple(Level.choices),
    (("strategic", "strategiskt"), ("tactical", "taktiskt"), ("operational", "operativt|operational level")),
)
SPACES: Final = words_of(tuple(Space.choices))


def _has_words(values: Sequence[str]) -> bool:
    return not values or any(re.search(r"[^\W\d_]{2}", value) for value in values)


def _ask_due(actor: Actor) -> forms.Field:
    return DayField(initial=actor.partnership.today() + DUE_IN)


def _ask_level(actor: Actor) -> forms.Field:
    return forms.ChoiceField(choices=[("", _now("Choose one")), *Level.choices], initial=Level.TACTICAL)


ACTION_FIELDS: Final = Fields.of(
    (
        Field(
            "title", _("What is to be done"),
            "action|actions|task|title|to do|what|activity|åtgärd|åtgärder|aktivitet|aktiviteter|uppgift"
            "|titel|rubrik"
            "|vad|att göra|vad ska göras|tiltak|oppgave|tittel|hva|å gjøre|hva skal gjøres|gjøremål|aksjon",
            joined_by=": ", looks=_has_words,
        ),
        Field(
            "description", _("More about it"),
            "description|details|comment|comments|note|notes|beskrivning|kommentar|kommentarer|anteckning"
            "|anteckningar|detaljer|beskrivelse|merknad|merknader|notat",
            is_needed=False, joined_by="\n",
        ),
        Field(
            "owner", _("Who does it"),
            "owner|who|responsible|assigned to|assignee|action owner|ansvarig|ansvariga|vem|ägare|utförare"
            "|ansvarig person|ansvarlig|hvem|eier|utføres av|tildelt",
            ask=ask_owner,
        ),
        Field(
            "due", _("By"),
            "due|due date|deadline|date|when|target date|finish|klart senast|klart|klar senast|senast|datum"
            "|förfallodatum"
            "|förfallodag|slutdatum|när|färdigt|klardatum|frist|forfallsdato|dato|når|sluttdato|innen"
            "|ferdig innen",
            ask=_ask_due,
        ),
        Field(
            "level", _("Level"), "nivå", is_needed=False, ask=_ask_level,
            looks=lambda values: all(plain(value) in LEVELS for value in values),
        ),
        Field(
            "state", _("State"), "status|läge|tilstand|klar|done|ferdig|utförd|utført", is_needed=False,
            looks=lambda values: all(plain(value) in STATES for value in values),
        ),
        Field(
            "space", _("Who sees it"), "space|visible to|synlig för|vem ser den|synlig for|hvem ser den",
            is_needed=False, looks=lambda values: all(plain(value) in SPACES for value in values),
        ),
    )
)  # fmt: skip
