"""Addresses, mail, phone and business ids in running text, and which of them are a natural person's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ropa.importing.document import Passage, Words
from ropa.importing.draft import Draft
from ropa.model import Iri

MAIL = re.compile(
    r"[\w.+-]+(?:\s?(?:\(at\)|\[at\]|\(a\)|\(ät\)|\[a\])\s?|@)[\w-]+(?:\.[\w-]+)+(?<![.-])", re.IGNORECASE
)
_AT = re.compile(r"@|[(\[](?:at\b|a[)\]]|ät\b)", re.IGNORECASE)
"""What every mail address has."""
BUSINESS_ID = re.compile(r"(?<![\d-])(?:FI[- ]?)?(\d{6,7})\s?[-–—]\s?(\d)(?![\d-])")
SWEDISH_ID = re.compile(r"(?<![\d-])(\d{6}-\d{4})(?![\d-])")
PHONE = re.compile(r"(?<![\d\w.,/-])(?:\+\s?\d{1,3}|\(?0)(?:[\s\xa0()/–-]{0,2}\d){5,13}(?![\d-]*\.\d)")
_YEAR = r"(?:19|20)\d\d\b"
_STAIR = r"(?:\s?[a-zA-Z](?![\w])(?:\s?\d{1,3}(?!\d))?)?"
_STREETS = (
    "tie",
    "katu",
    "kuja",
    "polku",
    "raitti",
    "kaari",
    "gatan",
    "vägen",
    "gränden",
    "stigen",
    "stranden",
    "backen",
)
_ON_STREET = "|".join(rf"(?<={each}\s)" for each in _STREETS)
_POSTAL = r"(?:FI[- ]|SE[- ]|AX[- ])?\d{3}\s?\d{2}"
"""A number that may be a year is one of a house behind such a word, or before a postal code."""
ADDRESS = re.compile(
    r"(?P<street>(?:PL|PB|P\.?\s?O\.?\s?Box|Box)\s?\d+(?:\s?\([^)]{3,60}\))?"
    r"|\d{1,4}[a-z]?\s(?:[A-Z][\w.'’-]+\s){1,3}(?:Street|Road|Lane|Avenue|Way|Square|Close|Drive|Quay|Place|Court|Row|Yard|Hill|Terrace"
    r"|Passage|Crescent|Gardens|Mews|Walk|Grove|Gate|Wharf|Parade|Buildings)\b"
    r"|(?:[A-Z][\w.'’-]+\s){1,3}(?:Street|Road|Lane|Avenue|Square|Quay|Place|Row|Hill|Terrace)"
    r"(?=,\s[A-Z][\w-]+,\s(?:Co\.\s[A-Z]|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b))"
    r"|(?:[A-ZÅÄÖ][\w.'’-]*\s(?:[a-zåäö]{1,3}\s|[A-ZÅÄÖ][\w.'’-]*\s"
    r"|[a-zåäö]*(?:gatan|vägen|kajen|torget|stranden|gränden|hamnen|backen|planaden|allén|platsen|stigen)\s){0,2})(?<!\bAct\s)(?<!ulation\s)(?<!ective\s)(?<!laki\s)(?<!lagen\s)(?<!asetus\s)"
    rf"(?:(?!{_YEAR})|{_ON_STREET}|(?={_YEAR}{_STAIR}(?:,?\s+(?:PL|PB)\s?\d+)?[,;]?\s+{_POSTAL}\s+[A-ZÅÄÖ]))"
    rf"\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?{_STAIR})"
    r"(?P<more>(?:,?\s+(?:PL|PB)\s?\d+)?)"
    rf"(?:[,;]?\s+(?P<code>{_POSTAL})\s+(?P<city>[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ]{{3,}})?)"
    r"|,\s+(?P<town>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?),?\s+(?P<postcode>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})(?!\w)"
    r"|,\s+(?P<county>[A-Z][\w-]+,\sCo\.\s[A-Z][a-z]+)"
    r"|,\s+(?P<bare>[A-ZÅÄÖ][a-zåäö]{2,}(?:\s[A-ZÅÄÖ][a-zåäö]+)?)(?=\s*(?:$|[,.;(+\d]|[\w.+-]+@)))?"
)
LEGAL_FORM = (
    r"(?:Oyj\s?Abp|Kb|Hb|Oy\s?Ab|Oyj|OYJ|Oy|OY|Abp|Ab|AB|Ky|Ay|Tmi|T:mi|ry|r\.y\.|rf|r\.f\.|rs|sr|osk|Osk|Ltd|Limited|Inc|LLC|GmbH|A/S|ApS|"
    r"Pvt\.? Ltd|Private Limited|Co\., Ltd|"
    r"KK|K\.K\.|AG|SpA|N\.?V\.?|AS|ASA|B\.?V\.?|S\.A\.|SA|S\.A\.S|SARL|SE|PLC|Plc|Corp|Corporation|OÜ|HB|KB|LLP|Pty|srl|S\.r\.l\.|UAB|SIA)"
)
_NAME_WORD = r"(?:[A-ZÅÄÖÉÜ0-9][\w&.'’+/-]*|[a-zåäö]{1,2}[A-Z][\w-]*)"
ORGANISATION = re.compile(
    rf"(?:(?:Oy|Ab|Tmi|Osuuskunta|Kommanditbolaget|Andelslaget)\s)?{_NAME_WORD}(?:\s(?:{_NAME_WORD}|&|ja|och|and|i|of|for|för|[–-])){{0,6}}?"
    rf"(?:\s|,\s(?=Inc\b|Ltd\b|Limited\b|LLC\b|Corp\b|Corporation\b))(?P<form>{LEGAL_FORM})(?:\s(?:Ab|Oy|AB|Ltd))?(?:\b|(?<=\.))(?!\w)\.?(?P<case>:\w{{1,5}})?"
    rf"|(?:Asunto[- ]?[Oo]sakeyhtiö|Asunto Oy|As\.? ?Oy|Kiinteistö[- ]?(?:[Oo]sakeyhtiö|Oy)"
    rf"|Bostads ?(?:Ab|AB|aktiebolaget)|Bostadsaktiebolaget"
    rf"|Fastighets (?:Ab|AB)|Housing Company|[Bb]ostadsrättsföreningen"
    rf"|(?:HSB(?:s|:s)? |Riksbyggens? )?(?:[Bb]rf|BRF))\s{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}}"
    rf"|[A-ZÅÄÖ][\w-]+[ns](?: [a-zåäö-]{{4,}}){{1,2}} (?:Oyj|Oy|Abp|Ab|ry|r\.y\.|rf|r\.f\.|Ky|osk|sr)\b(?!\w)"
    rf"|(?:Tmi|T:mi|Oy|Osuuskunta|Osuuskauppa|Osuuspankki|Andelslaget|Firma|Aktiebolaget)[ \xa0](?!\d){_NAME_WORD}"
    rf"(?:[ \xa0]{_NAME_WORD}){{0,3}}"
)
_PERSON = re.compile(
    r"(?<![\w@.-])(?<!\b[Tt]he\s)(?<!\b[Oo]ur\s)(?!(?:The|Our|This|Your|Any|All|Please|Contact|Ask|Write)\s)([A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)?)\s+(?:[A-ZÅÄÖ]\.\s*)?"
    r"((?:von\s|af\s|de\s)?[A-ZÅÄÖÉÜ][a-zåäöéü]{2,}(?:-[A-ZÅÄÖ][a-zåäö]+)?)(?![\w@.-]*@)"
)


class Found(NamedTuple):
    """A channel with its place: the value as given, made whole, and whether it is a natural person's."""

    value: str
    words: Words
    start: int
    end: int
    personal: bool = False


def mails(passage: Passage) -> list[Found]:
    """The mail addresses of a passage; `(at)` is read as @."""
    out: list[Found] = []
    matches = list(MAIL.finditer(passage.text)) if _AT.search(passage.text) else []
    around = blanked(passage, organisations(passage)).text if matches else ""
    for found in matches:
        value = re.sub(r"\s?(?:\(at\)|\[at\]|\(a\)|\(ät\)|\[a\])\s?", "@", found[0], flags=re.IGNORECASE).rstrip(".")
        out.append(Found(value, passage.match(found), found.start(), found.end(), is_personal(value, around)))
    return out


def is_personal(mail: str, around: str) -> bool:
    """Whether a mailbox is named after a natural person: first.last, or a name that stands beside it."""
    local = mail.split("@")[0].lower()
    if re.fullmatch(r"(etunimi|förnamn|fornamn|firstname|name)[._](sukunimi|efternamn|lastname|surname)", local):
        return False
    covered = sum(len(role[0]) for role in _ROLE_MAIL.finditer(local))
    if covered >= 0.8 * len(local) or any(_OFFICE.fullmatch(part) for part in re.split(r"[._-]", local)):
        return False
    names = {plain(name) for pair in persons(around) for name in pair}
    parts = [part for part in re.split(r"[._-]", local) if part]
    if any(len(part) > 2 and part in names for part in parts):
        return True
    if len(parts) == 2 and all(part.isalpha() and len(part) > 1 for part in parts):
        return not _ROLE_MAIL.search(local)
    return False


_ROLE_MAIL = re.compile(
    r"info|tieto|asiakas|palvelu|office|toimisto|myynti|dpo|privacy|gdpr|data|customer|support|hallinto|kirjaamo|registr|"
    r"service|contact|help|admin|rekry|jobs|hr|talous|billing|lasku|kund|dataskydd|post|mail|viest|market|asukas|kirjasto|"
    r"library|opinto|student|board|hallitus|sihteeri|jasen|member|news|uutis|web|shop|kauppa|hotel|varaus|booking|yritys|"
    r"company|security|turva|legal|laki|palaute|feedback|kansli|ombud|protection|team|tiimi|osasto|finland|suomi|sverige|"
    r"secretar|sekreter|rehtor|rektor|president|puheenjoht|ordforand|kassor|treasur|rahasto|isannoi|dispon|medlem|bokning|"
    r"recept|vastaanot|mottag|tandv|klini|hammas|potil|patient|skola|forskol|barn|utbild|bibliot|oppila|kirkko|seurak|"
    r"forsaml|press|kerho|yhdist|forening|club|care|order|tilau|bestall|clerk|manager|owner|founder|studio|events|guest|"
    r"reserv|vuokra|hyra|rent|care|huolto|neuvon|radgiv|johtaja|chef|paallik|vastaav|ansvar|koulu|kurs|course"
)


_OFFICE = re.compile(
    r"info|office|toimisto|kirjaamo|kansli|byra|expedition|pastorskansli|asiakaspalvelu|kundtjanst|support|helpdesk|"
    r"hallinto|palvelu|kirjasto|bibliotek|library|koulu|skola|school|dpo|rekry|hr|seurakunta|forsamling|registrator"
)
"""A part of a mailbox that names an office: what stands beside it is its place."""


def persons(text: str) -> list[tuple[str, str]]:
    """Pairs of capitalised words that may be a person's first and last name."""
    return [(m[1], m[2]) for m in _PERSON.finditer(text)]


def named_persons(passage: Passage, found: list[Found]) -> list[Found]:
    """Names that a personal mailbox beside them is made of."""
    local = " ".join(mail.value.split("@")[0].lower() for mail in found if mail.personal)
    return [
        Found(m[0], passage.match(m), m.start(), m.end(), personal=True)
        for m in _PERSON.finditer(passage.text)
        if plain(m[2]) in local
    ]


def plain(name: str) -> str:
    """A name as mailboxes spell it."""
    return name.lower().translate(str.maketrans("åäöéü", "aaoeu")).split("-")[0]


def put_mail(draft: Draft, owner: str, mail: Found, section: str) -> None:
    """The mail address; of a person's only that there is one, unless persons are asked for."""
    if mail.personal and not draft.keep_persons:
        draft.persons.add(mail.words.text)
        draft.put(owner, "withholds_channel", True, mail.words, section)
    else:
        draft.put(owner, "emails", Iri(f"mailto:{mail.value}"), mail.words, section)


def put_phone(draft: Draft, owner: str, phone: Found, section: str, *, personal: bool) -> None:
    """The number; of a person's only that there is one, unless persons are asked for."""
    if personal and not draft.keep_persons:
        draft.persons.add(phone.words.text)
        draft.put(owner, "withholds_channel", True, phone.words, section)
    else:
        draft.put(owner, "telephones", Iri(tel(phone.value)), phone.words, section)


def business_id(passage: Passage) -> list[Found]:
    """Finnish and Swedish business ids, hyphens made plain."""
    out = [
        Found(f"{m[1]}-{m[2]}", passage.words(m.start(1), m.end(2)), m.start(), m.end())
        for m in BUSINESS_ID.finditer(passage.text)
    ]
    out += [Found(m[1], passage.match(m), m.start(), m.end()) for m in SWEDISH_ID.finditer(passage.text)]
    return out


def checks(number: str) -> bool:
    """Whether the last digit of a business id fits the ones before."""
    digits = [int(letter) for letter in number if letter.isdigit()]
    if re.fullmatch(r"\d{6}-\d{4}", number):
        doubled = [sum(divmod(d * (2 - i % 2), 10)) for i, d in enumerate(digits)]
        return sum(doubled) % 10 == 0
    digits = [0] * (8 - len(digits)) + digits
    rest = sum(d * w for d, w in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=False)) % 11
    return rest != 1 and (11 - rest) % 11 == digits[7]


def phones(passage: Passage) -> list[Found]:
    """Telephone numbers; what is part of a business id, date or postal code is none."""
    out: list[Found] = []
    numbers = list(PHONE.finditer(passage.text))
    if not numbers:
        return out
    taken = [m.span() for m in (*BUSINESS_ID.finditer(passage.text), *SWEDISH_ID.finditer(passage.text))]
    for found in numbers:
        digits = re.sub(r"\D", "", found[0])
        after_street = re.match(r"0\d{4}\s", found[0]) and len(digits) <= 5
        if (
            7 <= len(digits) <= 15
            and not after_street
            and not any(a < found.end() and found.start() < b for a, b in taken)
        ):
            number, end = _without_postcode(passage.text, found)
            out.append(Found(number, passage.words(found.start(), end), found.start(), end))
    return out


def _without_postcode(text: str, found: re.Match[str]) -> tuple[str, int]:
    return found[0].strip(), found.start() + len(found[0].rstrip())


def tells(passage: Passage) -> bool:
    """Whether an address, a business id or a channel stands there."""
    return any(way(passage) for way in (mails, phones, business_id)) or bool(ADDRESS.search(passage.text))


def tel(number: str) -> str:
    """A `tel:` IRI: digits, a leading plus, hyphens for spaces."""
    return "tel:" + re.sub(r"-{2,}", "-", re.sub(r"[^\d+]+", "-", number.replace("(0)", ""))).strip("-")


def organisations(passage: Passage) -> list[Found]:
    """Names of organisations with a legal form; a case ending after a colon is taken off."""
    out = []
    for start, end, whole in _named(passage.text):
        words = passage.words(start, end)
        name = words.text if _DOTTED.search(words.text) else words.text.rstrip(".")
        out.append(Found(name, words, start, whole))
    return out


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where each name begins and ends, without its case and with it."""
    found = ORGANISATION.finditer(text)
    return tuple((m.start(), m.start("case") if m["case"] else m.end(), m.end()) for m in found)


_DOTTED = re.compile(r"\s(?:\w\.){2,}$")
"""Forms whose last dot is their own: `B.V.`, `S.A.`, `r.y.`; that of `Inc.` may end the sentence."""


def blanked(passage: Passage, found: list[Found]) -> Passage:
    """The passage with what was found replaced by line ends, offsets kept."""
    if not found:
        return passage
    letters = list(passage.text)
    for each in found:
        letters[each.start : each.end] = "\n" * (each.end - each.start)
    return Passage("".join(letters), passage.at, passage.kind, passage.level, passage.gap)
