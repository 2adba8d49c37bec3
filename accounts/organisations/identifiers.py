"""An organisation's number, written one way: ``974 761 157`` and ``NO974761157MVA`` are ``NO974761157``."""

import re
import unicodedata
from typing import Final

#: What a number looks like once spaces, dots and hyphens are gone; the group that matches is the number.
FORMS: Final[dict[str, re.Pattern[str]]] = {
    "NO": re.compile(r"(?:NO)?(?:ORGNR|ORG)?(\d{9})(?:MVA|FORETAKSREGISTERET)*"),
    "SE": re.compile(r"(?:SE)?(?:16(\d{10})|(\d{10})01|(\d{10}))"),
    "DK": re.compile(r"(?:DK)?(?:CVR)?(\d{8})"),
    "FI": re.compile(r"(?:FI)?(\d{8})"),
    "FR": re.compile(r"(?:FR)?(\d{9})(?:\d{5})?|FR[0-9A-Z]{2}(\d{9})"),
    "BE": re.compile(r"(?:BE)?([01]\d{9})"),
    "EE": re.compile(r"(?:EE)?(\d{8})"),
    "IS": re.compile(r"(?:IS)?(\d{10})"),
}
LONGEST: Final = 40

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
    plain = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", raw).upper())
    code = country_code(country)
    if len(plain) > LONGEST or len(set(re.sub(r"\D", "", plain))) < 2:
        return ""  # "n/a", "-", "1", "000000000"
    for own in dict.fromkeys((plain[:2], code)):
        if (number := _number(own, plain)) and (own == code or plain.startswith(own)):
            return own + number
    if not code or code in FORMS:
        return ""
    return _free_form(code, plain)


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
