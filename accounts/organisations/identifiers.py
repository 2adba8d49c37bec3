"""An organisation's number, written one way: ``974 761 157`` and ``NO974761157MVA`` are ``NO974761157``.

Ours is what stands around a number: words, country codes, registers' names, kinds of space and hyphen.
Whether the digits of a number fit each other, python-stdnum knows, country by country."""

import re
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from django.utils.translation import gettext as _

#: What a number looks like once spaces, dots and hyphens are gone; the group that matches is the number.
FORMS: Final[dict[str, re.Pattern[str]]] = {
    "NO": re.compile(r"(?:NO)?(\d{9})(?:MVA|FORETAKSREGISTERET)*"),
    "SE": re.compile(r"(?:SE)?(?:16(\d{10})|(\d{10})01|(\d{10}))"),
    "DK": re.compile(r"(?:DK)?(\d{8})"),
    "FI": re.compile(r"(?:FI)?(\d{8})"),
    "FR": re.compile(r"(?:FR)?(\d{9})(?:\d{5})?|FR[0-9A-Z]{2}(\d{9})"),
    "BE": re.compile(r"(?:BE)?([01]\d{9})"),
    "EE": re.compile(r"(?:EE)?(\d{8})"),
    "IS": re.compile(r"(?:IS)?(\d{10})"),
}
LONGEST: Final = 40
#: Words that people put before a number, without spaces, dots and hyphens; the longest first.
_WORDS_BEFORE: Final = """
    ORGANISATIONSNUMMER ORGANISATIONSNR ORGANISASJONSNUMMER ORGANISASJONSNR ORGNUMMER ORGNR ORGNO
    ORGID ORG ORGANISATIONNUMBER ORGANISATIONNO ORGANIZATIONNUMBER ORGANIZATIONNO ORGANISATIONID
    REGISTRATIONNUMBER REGISTRATIONNO REGNR REGNO REG COMPANYNUMBER COMPANYNO
    COMPANYREGISTRATIONNUMBER COMPANYREGISTRATIONNO COMPANYREGNO COMPANYID BUSINESSID
    BUSINESSIDENTITYCODE ENTERPRISENUMBER CRN ID NUMMER NUMBER NR NO FORETAKSREGISTERET
    FORETAKSNUMMER FÖRETAGSNUMMER FIRMANUMMER BRREG ENHETSREGISTERET BOLAGSVERKET
    MOMSREGISTRERINGSNUMMER MOMSREGISTRERINGSNR MOMSREGNR MOMSNUMMER MOMSNR MOMS MVANUMMER MVANR MVA
    VATREGISTRATIONNUMBER VATREGISTRATIONNO VATREGNO VATNUMBER VATNO VATNR VATID VAT TVA UIDNR UID
    USTIDNR USTID BTW NIP NIF CIF EUID CVRNUMMER CVRNR CVR SENR YTUNNUS YTUNNUSFO FONUMMER FONR
    LYTUNNUS ALVNRO ALV SIREN SIRET RCS KVKNUMMER KVKNR KVK KENNITALA KT REGISTRIKOOD KBO BCE
"""
_WORDS: Final = sorted(_WORDS_BEFORE.split(), key=len, reverse=True)
#: As registers are called by org-id.guide, before the number: GB-COH-01234567.
_REGISTER: Final = re.compile(r"\s*([A-Z]{2})\s*-\s*[A-Z]{2,8}\s*-\s*(.+)", re.DOTALL)
#: Which module of python-stdnum knows the numbers as we keep them, after the two letters.
_RULES: Final[dict[str, str]] = {
    "NO": "no.orgnr",
    "SE": "se.orgnr",
    "DK": "dk.cvr",
    "FI": "fi.ytunnus",
    "FR": "fr.siren",
    "BE": "be.vat",
    "EE": "ee.registrikood",
    "IS": "is_.kennitala",
}

#: Three letters, and the names that notices use, to the two letters that we keep.
COUNTRIES: Final[dict[str, str]] = {
    word: code
    for code, words in {
        "AT": "AUT AUSTRIA ÖSTERREICH",
        "BE": "BEL BELGIUM BELGIË BELGIQUE",
        "BG": "BGR BULGARIA",
        "CA": "CAN CANADA",
        "CH": "CHE SWITZERLAND SCHWEIZ SUISSE",
        "CY": "CYP CYPRUS",
        "CZ": "CZE CZECHIA",
        "DE": "DEU GERMANY DEUTSCHLAND TYSKLAND",
        "DK": "DNK DENMARK DANMARK",
        "EE": "EST ESTONIA EESTI ESTLAND",
        "ES": "ESP SPAIN ESPAÑA",
        "FI": "FIN FINLAND SUOMI",
        "FR": "FRA FRANCE FRANKRIKE",
        "GB": "GBR UK UNITED_KINGDOM GREAT_BRITAIN ENGLAND SCOTLAND WALES STORBRITANNIA STORBRITANNIEN",
        "GR": "GRC GREECE EL",
        "HR": "HRV CROATIA",
        "HU": "HUN HUNGARY",
        "IE": "IRL IRELAND IRLAND",
        "IS": "ISL ICELAND ISLAND ÍSLAND",
        "IT": "ITA ITALY ITALIA",
        "LI": "LIE LIECHTENSTEIN",
        "LT": "LTU LITHUANIA LIETUVA LITAUEN",
        "LU": "LUX LUXEMBOURG",
        "LV": "LVA LATVIA LATVIJA LETTLAND",
        "MT": "MLT MALTA",
        "NL": "NLD NETHERLANDS NEDERLAND",
        "NO": "NOR NORWAY NORGE NOREG",
        "PL": "POL POLAND POLSKA POLEN",
        "PT": "PRT PORTUGAL",
        "RO": "ROU ROMANIA",
        "SE": "SWE SWEDEN SVERIGE",
        "SI": "SVN SLOVENIA",
        "SK": "SVK SLOVAKIA",
        "UA": "UKR UKRAINE",
        "US": "USA UNITED_STATES UNITED_STATES_OF_AMERICA",
        "AU": "AUS AUSTRALIA",
        "IN": "IND INDIA",
        "JP": "JPN JAPAN",
    }.items()
    for word in words.split()
}


def country_code(raw: str) -> str:
    """``NO`` for ``no``, ``NOR`` and ``Norway``; empty where nothing can be made of it."""
    plain = "_".join(unicodedata.normalize("NFKC", raw).upper().split())
    if plain in COUNTRIES:
        return COUNTRIES[plain]
    return plain if re.fullmatch(r"[A-Z]{2}", plain) else ""


def normalise_identifier(raw: str, country: str) -> str:
    """``NO974761157``, or empty where ``raw`` holds no usable number. The country decides how the number is
    read, whatever register's name came with it; a number that itself names a country, and has that
    country's form, is believed."""
    code = country_code(country)
    written = unicodedata.normalize("NFKC", raw[:500]).upper()
    if register := _REGISTER.fullmatch(written):
        own = country_code(register.group(1))
        if number := _normalised(_plain(register.group(2)), code or own):
            return number
    return _normalised(_plain(written), code)


def _plain(written: str) -> str:
    return "".join(sign for sign in written if sign.isalnum())


def _normalised(plain: str, code: str) -> str:
    if len(plain) > LONGEST * 2:
        return ""
    for candidate in _candidates(plain, code):
        if len(candidate) > LONGEST or len(set(re.sub(r"\D", "", candidate))) < 2:
            continue  # "n/a", "-", "1", "000000000"
        for own in dict.fromkeys((candidate[:2], code)):
            if (number := _number(own, candidate)) and (own == code or candidate.startswith(own)):
                return own + number
        if code and code not in FORMS and (number := _free_form(code, candidate)):
            return number
        if own := _country_of_vat_number(candidate):
            return own + candidate[2:]
    return ""


def _candidates(plain: str, code: str) -> Iterator[str]:
    """The number as it is written, and without the words before it. Of a country whose numbers we know no
    form of, letters may belong to the number (``HRB 12345``): the words that we know are taken off first."""
    stripped = _without_words(plain)
    given = [plain, *stripped] if not code or code in FORMS else [*reversed(list(stripped)), plain]
    for candidate in given:
        yield re.sub(r"[^0-9A-Z]", "", candidate)


def _without_words(plain: str) -> Iterator[str]:
    """After each word that is taken off; the country may stand before the words, or after them."""
    country, rest = "", plain
    while rest:
        word = next((word for word in _WORDS if rest.startswith(word) and len(rest) > len(word)), "")
        if word == "NO" and rest[2].isdigit():  # Norway, or "no."
            yield country + rest
            yield rest[2:]
            return
        if word:
            rest = rest[len(word) :]
            yield country + rest
        elif not country and rest[:2] in FORMS:
            country, rest = rest[:2], rest[2:]
        else:
            return


def _country_of_vat_number(plain: str) -> str:
    """A number for VAT names its country; of those whose numbers we know no form of, its digits tell."""
    code = country_code(plain[:2])
    if code in FORMS or not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{7,13}", plain):
        return ""
    vat = import_module("stdnum.eu.vat")
    return code if plain[:2].lower() in vat.MEMBER_STATES | {"el"} and vat.is_valid(plain) else ""


def _number(code: str, plain: str) -> str:
    found = FORMS[code].fullmatch(plain) if code in FORMS else None
    return "".join(group or "" for group in found.groups()) if found else ""


def _free_form(code: str, plain: str) -> str:
    """A country whose numbers we know no form of: what is there, if it could be a number at all."""
    number = plain.removeprefix(code) if re.fullmatch(rf"{code}[0-9A-Z]{{5,}}", plain) else plain
    if code == "GB" and re.fullmatch(r"\d{6,7}", number):
        number = number.zfill(8)  # Companies House numbers lose their zeros in spreadsheets
    enough = len(number) >= 5 and sum(sign.isdigit() for sign in number) >= 3
    return code + number if enough else ""


def has_wrong_digits(identifier: str) -> bool:
    """Whether the country's rule says that a number, as we keep it, was mistyped. It is told and no more: ten
    of 3,000 numbers that Swedish buyers publish of themselves fail theirs."""
    rule = _RULES.get(identifier[:2])
    return rule is not None and not import_module(f"stdnum.{rule}").is_valid(identifier[2:])


def digits_notice(*identifiers: str) -> str:
    """What to tell whoever wrote these numbers; empty where there is nothing to tell."""
    wrong = [identifier for identifier in identifiers if has_wrong_digits(identifier)]
    words = _("Please look again at the organisation number %(numbers)s: its check digit does not fit.")
    return words % {"numbers": ", ".join(wrong)} if wrong else ""


def possible_identifiers(raw: str) -> list[str]:
    """All that a number without a country could be."""
    found = (normalise_identifier(raw, code) for code in ("", *FORMS))
    return [number for number in dict.fromkeys(found) if number]
