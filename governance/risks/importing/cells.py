"""What the cells of a risk mean: its number, its scores, who bears and manages it."""

import re
from typing import Final

from django.utils.translation import gettext as _

from common.tables.cells import refuse, text_in
from common.tables.rows import Cell
from common.tables.words import in_every_language, plain, split_words, words_of
from governance.risks.models import Impact, Likelihood, Party

#: 4 – likely, 4. Sannolik, 4 (hög); and 4/5, 4 av 5
SCORE_FIRST: Final = re.compile(r"([1-5])(?:\s*[-–—:.)(=]\s*\D.*|\s+[^\W\d].*|\s*(?:/|av|of)\s*5)?")
#: How registers in English, Swedish and Norwegian say 1 to 5 of either.
MORE_OR_LESS: Final = {
    1: "very low|mycket låg|mycket liten|svært lav|veldig lav|svært liten|veldig liten|meget lav|very small",
    2: "low|låg|liten|lav|small|minor|mindre",
    3: "medium|moderate|medel|mellan|måttlig|medelstor|middels|moderat",
    4: "high|hög|stor|høy|major|large",
    5: "very high|mycket hög|mycket stor|svært høy|veldig høy|svært stor|veldig stor|meget høy|very large",
}
LIKELY: Final = {
    1: "rare|remote|improbable|mycket osannolikt|högst osannolik|meget usannsynlig|lite sannolik"
    "|sällsynt|sjelden|svært lite sannsynlig|veldig usannsynlig",
    2: "osannolikt|mindre sannolik|mindre sannolikt|lite sannsynlig|mindre sannsynlig|usannsynlig",
    3: "möjligt|tänkbar|mulig|moderat sannsynlig|ganske sannsynlig|ganska sannolik|possibly",
    4: "probable|sannolikt|trolig|troligt|sannsynlig",
    5: "very likely|mycket sannolik|mycket sannolikt|svært sannsynlig|meget sannsynlig|veldig sannsynlig"
    "|certain|säker|nästan säkert|nästan säker|sikker|nesten sikkert|nesten sikker|inträffar"
    "|kommer att inträffa",
}
HARD: Final = {
    1: "negligible|insignificant|none|försumbar|försumbart|obetydlig|ubetydelig|ingen|marginell",
    2: "lindrig|lindrigt|begränsad|mindre alvorlig|mindre allvarlig|begrenset",
    3: "kännbar|kännbart|märkbar|betydande|betydelig|merkbar|noticeable",
    4: "serious|significant|allvarlig|allvarligt|alvorlig|kritisk|critical|betydlig",
    5: "severe|catastrophic|extreme|katastrofal|katastrofalt|mycket allvarlig|mycket allvarligt"
    "|svært alvorlig|meget alvorlig|synnerligen allvarlig|extrem|ekstrem",
}
OF: Final = {Likelihood: LIKELY, Impact: HARD}
SHARED: Final = (
    ("shared", "both|both sides|joint|båda|båda parter|båda sidor|gemensam|gemensamt|begge|begge parter"
     "|begge sider|felles|delas|delt"),
    ("customer", "beställaren|kunden|kund|kommunen|kunde|oppdragsgiveren|kommune"),
    ("supplier", "leverantören|leverandøren"),
)  # fmt: skip


def number_in(cell: Cell) -> int | None:
    """R-7, r7 or 7."""
    text = text_in(cell).upper().removeprefix("R").removeprefix("-").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) < 10**9):
        raise refuse(_("“%(text)s” is no number of a risk, such as R-7."), text=text_in(cell)[:40])
    return int(text)


def score_in(cell: Cell, choices: type[Likelihood] | type[Impact]) -> int | None:
    text = text_in(cell)
    if not text:
        return None
    digits = text.removesuffix(".0").removesuffix(",0")
    if digits in {"1", "2", "3", "4", "5"}:
        return int(digits)
    if found := SCORE_FIRST.fullmatch(text.casefold()):
        return int(found[1])
    if score := _score_words(choices).get(plain(text)):
        return score
    raise refuse(_("“%(text)s” is none of the scores 1, 2, 3, 4 and 5."), text=text[:40])


_WORDS: Final[dict[type, dict[str, int]]] = {}


def _score_words(choices: type[Likelihood] | type[Impact]) -> dict[str, int]:
    if choices not in _WORDS:
        found: dict[str, int] = {}
        for value, label in choices.choices:
            for word in in_every_language(label):
                found.setdefault(plain(word.split(" – ")[-1]), int(value))
        for words in (OF[choices], MORE_OR_LESS):
            for score, several in words.items():
                for word in split_words(several):
                    found.setdefault(plain(word), score)
        _WORDS[choices] = found
    return _WORDS[choices]


def party_in(cell: Cell, organisations: dict[str, str]) -> str:
    """A side, or both: by its word, or by the organisation's name."""
    text = text_in(cell)
    if not text:
        return ""
    words = words_of(tuple(Party.choices), SHARED)
    if found := organisations.get(text.casefold()) or words.get(plain(text)):
        return found
    known = ", ".join(str(label) for label in Party.labels)
    raise refuse(_("“%(text)s” is none of: %(known)s."), text=text[:40], known=known)
