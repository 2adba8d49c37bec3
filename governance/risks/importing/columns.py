"""The columns of the register as a table, out and in; in, other words of people are understood as well."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.tables.words import plain, words_of
from governance.action_items.importing.people import ask_owner
from governance.risks.importing.cells import score_in
from governance.risks.models import Impact, Likelihood, Party, Risk
from partnerships.access.actors import Actor
from partnerships.importing.fields import Field, Fields
from partnerships.sides import Space

#: How long until a risk is looked at again, where a table does not say.
REVIEW_IN: Final = timedelta(days=90)


def _is_score(choices: type[Likelihood] | type[Impact]) -> Any:
    def looks(values: Sequence[str]) -> bool:
        return bool(values) and all(_is_one(value, choices) for value in values)

    return looks


def _is_one(value: str, choices: type[Likelihood] | type[Impact]) -> bool:
    try:
        return bool(score_in(value, choices))
    except ValidationError:
        return False


def _has_words(values: Sequence[str]) -> bool:
    return not values or any(re.search(r"[^\W\d_]{2}", value) for value in values)


def _is_ours(values: Sequence[str]) -> bool:
    """R-7: the numbers of other registers are no numbers of this one."""
    return all(re.fullmatch(r"[Rr]-?\d+", value) for value in values)


def _ask_text(rows: int = 2, most: int = 2000) -> Any:
    def ask(actor: Actor) -> forms.Field:
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": rows}),
            max_length=most,
            initial=gettext("Not stated in the table."),
        )

    return ask


def _ask_choice(choices: Any, initial: str = "") -> Any:
    def ask(actor: Actor) -> forms.Field:
        return forms.ChoiceField(choices=[("", gettext("Choose one")), *choices], initial=initial)

    return ask


def _ask_review(actor: Actor) -> forms.Field:
    return DayField(initial=actor.partnership.today() + REVIEW_IN)


STATES: Final = words_of(
    tuple(Risk.State.choices),
    (
        ("open", "öppet|aktiv|ny|pågående|pågår|active|new|ongoing|åpent"),
        ("closed", "stängt|avslutad|klar|lukka|avsluttet|done|closed"),
    ),
)
SPACES: Final = words_of(tuple(Space.choices))


def _is_among(words: Mapping[str, str]) -> Any:
    def looks(values: Sequence[str]) -> bool:
        return all(plain(value) in words for value in values)

    return looks


FIELDS: Final = (
    Field(
        "number", _("Number"),
        "no|nr|id|risk number|risk no|risk id|risknummer|risknr|risk nr|risikonummer|risikonr|löpnr"
        "|löpnummer|løpenr"
        "|løpenummer|ref|referens|referanse",
        is_needed=False, names_known=True, looks=_is_ours,
    ),
    Field(
        "event", _("What could happen"),
        "event|risk|title|risk title|risk description|description|what can happen|risk event"
        "|händelse|titel|rubrik|riskbeskrivning|beskrivning|beskrivning av risk|beskrivning av risken"
        "|risknamn"
        "|riskhändelse|oönskad händelse|vad kan hända|vad kan inträffa|benämning"
        "|hendelse|tittel|risiko|risikobeskrivelse|beskrivelse|beskrivelse av risiko|uønsket hendelse"
        "|risikonavn"
        "|hva kan skje|risikohendelse|navn på risiko",
        joined_by=": ", looks=_has_words,
    ),
    Field(
        "cause", _("Why it could happen"),
        "cause|causes|why could it happen|root cause|orsak|orsaker|riskorsak|bakomliggande orsak"
        "|möjlig orsak"
        "|varför kan det hända|grundorsak|årsak|årsaker|hvorfor kan det skje|mulig årsak|bakgrunn|bakgrund",
        joined_by="\n", looks=_has_words, ask=_ask_text(),
    ),
    # before "effect": figures below "Konsekvens" are a score, words are what would follow
    Field(
        "impact", _("Impact on both sides"),
        "impact|consequence|consequences|severity|consequence score|impact score|konsekvens|konsekvenser"
        "|konsekvensgrad|allvarlighetsgrad|påverkan|konsekvensvärde|virkning|alvorlighetsgrad|påvirkning"
        "|grad",
        is_needed=False, covers=("impact_customer", "impact_supplier"), looks=_is_score(Impact),
    ),
    Field(
        "effect", _("What would follow"),
        "effect|effects|consequence|consequences|impact description|effekt|effekter|konsekvens|konsekvenser"
        "|konsekvensbeskrivning|beskrivning av konsekvens|följd|följder|vad blir följden"
        "|virkning|virkninger|følge|følger|konsekvensbeskrivelse|beskrivelse av konsekvens|hva blir følgen",
        joined_by="\n", looks=_has_words, ask=_ask_text(),
    ),
    Field(
        "likelihood", _("Likelihood"),
        "probability|how likely is it|likelihood score|likelihood rating|sannolikhet|sannolikhetsgrad"
        "|hur sannolik är den"
        "|sannolikhet före åtgärd|sannsynlighet|sannsynlighetsgrad|hvor sannsynlig er den"
        "|sannsynlighet før tiltak",
        ask=_ask_choice(Likelihood.choices),
    ),
    Field(
        "impact_customer", _("Impact on the customer"),
        "customer impact|impact customer|konsekvens beställare|beställarens konsekvens|konsekvens kund"
        "|konsekvens oppdragsgiver|oppdragsgivers konsekvens|konsekvens kunde",
        ask=_ask_choice(Impact.choices),
    ),
    Field(
        "impact_supplier", _("Impact on the supplier"),
        "supplier impact|impact supplier|konsekvens leverantör|leverantörens konsekvens"
        "|konsekvens leverandør|leverandørens konsekvens",
        ask=_ask_choice(Impact.choices),
    ),
    Field(
        "target_likelihood", _("Wanted likelihood"),
        "target likelihood|residual likelihood|målsannolikhet|sannolikhet efter åtgärd"
        "|sannolikhet efter åtgärder"
        "|målsannsynlighet|sannsynlighet etter tiltak",
        is_needed=False,
    ),
    Field(
        "target_impact", _("Wanted impact on both sides"),
        "target impact|residual impact|konsekvens efter åtgärd|konsekvens efter åtgärder"
        "|konsekvens etter tiltak",
        is_needed=False, covers=("target_impact_customer", "target_impact_supplier"), looks=_is_score(Impact),
    ),
    Field(
        "target_impact_customer", _("Wanted impact on the customer"),
        "target impact on the customer|target impact customer|målkonsekvens för beställaren"
        "|målkonsekvens beställare"
        "|målkonsekvens for oppdragsgiveren|målkonsekvens oppdragsgiver",
        is_needed=False,
    ),
    Field(
        "target_impact_supplier", _("Wanted impact on the supplier"),
        "target impact on the supplier|target impact supplier|målkonsekvens för leverantören"
        "|målkonsekvens leverantör"
        "|målkonsekvens for leverandøren|målkonsekvens leverandør",
        is_needed=False,
    ),
    Field(
        "bears", _("Borne by"), "who bears it|bears|vem bär den|bär|hvem bærer den|bærer",
        ask=_ask_choice(Party.choices, Party.SHARED),
    ),
    Field(
        "manages", _("Managed by"),
        "who manages it|manages|vem hanterar den|hanterar|hvem håndterer den|håndterer",
        ask=_ask_choice(Party.choices, Party.SHARED),
    ),
    Field(
        "reason", _("Why they are best placed"),
        "why are they best placed|reason|varför är de bäst lämpade|skäl|motivering"
        "|hvorfor er de best egnet|grunn"
        "|begrunnelse",
        joined_by="\n", ask=_ask_text(most=1000),
    ),
    Field(
        "owner", _("Reviewed by"),
        "owner|who reviews it|reviewer|risk owner|responsible|ansvarig|riskägare|ägare|riskansvarig"
        "|ansvarig person"
        "|vem går igenom den|ansvarlig|risikoeier|eier|risikoansvarlig|hvem gjennomgår den",
        ask=ask_owner,
    ),
    Field(
        "review_on", _("Next review"),
        "review date|review|review on|next review date|due|genomgång|uppföljning|uppföljningsdatum"
        "|nästa uppföljning"
        "|följs upp|gjennomgang|oppfølging|oppfølgingsdato|neste oppfølging|følges opp",
        ask=_ask_review,
    ),
    Field(
        "treatment", _("What is done about it"),
        "treatment|mitigation|action|actions|measure|measures|åtgärd|åtgärder|riskåtgärd|föreslagen åtgärd"
        "|planerad åtgärd|hantering|tiltak|risikoreduserende tiltak|foreslått tiltak|planlagte tiltak",
        is_needed=False, joined_by="\n", looks=_has_words,
    ),
    Field("state", _("State"), "status|läge|tilstand", is_needed=False, looks=_is_among(STATES)),
    Field(
        "space", _("Who sees it"), "space|visible to|synlig för|vem ser den|synlig for|hvem ser den",
        is_needed=False, looks=_is_among(SPACES),
    ),
)  # fmt: skip
RISK_FIELDS: Final = Fields.of(FIELDS)
#: What the register is exported with: all but what stands for two of these, or makes something else.
COLUMNS: Final = tuple(field for field in FIELDS if field.key not in ("impact", "target_impact", "treatment"))
