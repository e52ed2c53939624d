"""Values in words: concepts by their labels, texts with their language, organisations by name, durations, days.

What no vocabulary names becomes a concept of the register, kept with its words. Holds no layout of cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ropa import texts
from ropa.days import day
from ropa.errors import UnreadableFile, said
from ropa.importing.facts.retention import periods
from ropa.importing.phrases import phrases
from ropa.importing.sheets.answers import is_nil, is_yes
from ropa.importing.sheets.cells import quoted, unquoted
from ropa.importing.sheets.columns import PARTY_TERMS, Field
from ropa.importing.sheets.terms import COUNTRY_TERMS, known_term
from ropa.model import Concept, Duration, Iri, Text
from ropa.namespaces import expand, party_key, shorten, slug

_SCHEMES = {"vcard:hasEmail": "mailto:", "vcard:hasTelephone": "tel:"}
SCHEMES = {expand(term): scheme for term, scheme in _SCHEMES.items()}
"""What an address begins with by the property that holds it; people write it without."""
_BRACKET = re.compile(r"^(.*?)\s*\[([^\]\s]+)\]$", re.DOTALL)
_TAGGED = re.compile(r"^(.*?)\s?@([A-Za-z]{2,3}(?:-\w+)*|und)$", re.DOTALL)
_IDENTIFIED = re.compile(r"^(.*?)\s*\(([A-Za-z0-9][\w./ -]*\d[\w-]*)\)$", re.DOTALL)
_LEXICONS = {
    "dpv:hasPurpose": ("purposes", "dpv:Purpose"),
    "dpv:hasPersonalData": ("data", "dpv:PersonalData"),
    "dpv:hasDataSubject": ("subjects", "dpv:HumanSubject"),
    "dpv:hasLegalBasis": ("bases.words", "dpv:LegalBasis"),
    "dpv:isImplementedUsingTechnology": ("tools", "dpv:Technology"),
    "ropa:basedOnLaw": ("laws", "dpv:Law"),
    "ropa:retentionBasis": ("laws", "dpv:Law"),
    "dpv:isAfter": ("retention.events", "ropa:Event"),
}
_BY_TERM = {expand(term): value for term, value in _LEXICONS.items()}


def with_scheme(words: str, term: str) -> str:
    """A mail address or telephone number as an IRI, where the property holds such; the words themselves else."""
    scheme = SCHEMES.get(term, "")
    return words if words.startswith(scheme) else scheme + re.sub(r"\s", "-", words)


def plain_iri(iri: str, base: str, record: str) -> str:
    """An IRI as it stands in brackets: inside the register or record without their beginning, else shortened."""
    if iri.startswith(f"{record}/"):
        return iri[len(record) + 1 :]
    if iri.startswith(f"{base}/party/"):
        return iri[len(base) + 1 :]
    return shorten(iri)


def written_text(value: Text, language: str, signs: str) -> str:
    """A text, with its language where that is not the sheet's."""
    body = '"' + value.value + '"' if is_nil(value.value) else quoted(value.value, signs)
    return body if value.language == language else f"{body}@{value.language or 'und'}"


def read_text(piece: str, language: str) -> Text:
    """The text of a piece of a cell."""
    body, after, was_quoted = unquoted(piece)
    if was_quoted:
        tag = after.removeprefix("@") if after.startswith("@") else language
        return Text(body, "" if tag == "und" else tag)
    tagged = _TAGGED.match(body)
    if tagged and tagged[1]:
        return Text(tagged[1], "" if tagged[2] == "und" else tagged[2])
    return Text(body, language)


def written_duration(value: str, language: str) -> str:
    """`6 years` where that reads back as the same duration, else ISO 8601."""
    found = re.fullmatch(r"P(\d+)([YMWD])", value)
    if not found:
        return value
    unit = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}[found[2]]
    key = f"notice-cell-{unit}-" + ("one" if found[1] == "1" else "many")
    words = texts.say(key, language, number=found[1])
    return words if read_duration(words, language) == value else value


def read_duration(words: str, language: str) -> Duration | None:
    """A duration in words or ISO 8601, None where the words are something else or more."""
    if re.fullmatch(r"P(?=.)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?", words):
        return Duration(words)
    found = periods(words, phrases(language))
    whole = len(found) == 1 and found[0][1] == 0 and found[0][2] == len(words)
    return Duration(found[0][0]) if whole else None


@dataclass
class Words:
    """What the words of one row mean; collects the concepts and organisations they make, and what is doubtful."""

    language: str
    party_of: Callable[[str, str], str]
    concepts: dict[str, Concept] = field(default_factory=dict)
    parties: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name and business id by relative IRI."""
    remarks: list[str] = field(default_factory=list)

    def value(self, piece: str, slot: Field, where: str) -> Any:
        """A piece of a cell as a value of a field. Raises UnreadableFile for what is no day, number or yes or no."""
        if slot.kind is Text:
            return read_text(piece, self.language)
        if slot.kind is Iri:
            return self.iri(piece, slot, where)
        body = unquoted(piece)[0]
        found: object
        if slot.kind is Duration:
            found = read_duration(body, self.language)
        elif slot.kind is bool:
            yes_no = {texts.say(f"sheets-{word}", self.language): word == "yes" for word in ("yes", "no")}
            found = ({"true": True, "false": False} | yes_no).get(body.casefold())
            if found is None and (is_yes(body) or is_nil(body)):
                found = is_yes(body)
        else:
            found = _number_or_day(body, slot.kind)
        if found is None:
            kind = {Duration: said("duration"), bool: said("yes or no"), int: said("whole number")}.get(
                slot.kind, said("day (2026-11-21)")
            )
            raise UnreadableFile(
                said("'{value}' is no {what}.", value=body, what=kind), where=where, mend="Correct that cell."
            )
        return found

    def given(self, piece: str, slot: Field, where: str) -> list[Any]:
        """The value of a piece, none where it names a country that there is not: that is told."""
        body, after, _ = unquoted(piece)
        plain = not after.startswith("[") and not _BRACKET.match(body) and expand(body) == body
        if expand(slot.term) in COUNTRY_TERMS and plain and not self.known(body, expand(slot.term)):
            self.not_country(body, where)
            return []
        return [self.value(piece, slot, where)]

    def not_country(self, words: str, where: str) -> None:
        """Tells that words of a cell were not stored."""
        self.remarks.append(
            said("{where}: '{words}' is not stored; write the country, as USA or US.", where=where, words=words)
        )

    def iri(self, piece: str, slot: Field, where: str) -> Iri:
        """A concept, organisation, mailbox or other node that words name."""
        body, after, was_quoted = unquoted(piece)
        if after.startswith("["):
            return Iri(expand(after[1:-1]))
        bracket = None if was_quoted else _BRACKET.match(body)
        if bracket:
            return self._bracketed(bracket[1], bracket[2])
        term = expand(slot.term)
        if term in SCHEMES:
            return Iri(with_scheme(body, term))
        if re.match(r"(https?|mailto|tel|urn):", body) or expand(body) != body:
            return Iri(expand(body))
        if term in PARTY_TERMS:
            return self._party(body)
        return Iri(self.known(body, term) or self.concept(body, term, where))

    def _bracketed(self, words: str, iri: str) -> Iri:
        name = unquoted(words)[0]
        if iri.startswith("party/") and name:
            self.parties.setdefault(iri, _named(name))
        if iri.startswith("concept/") and name:
            self.concepts.setdefault(iri, Concept(iri=iri, labels=(Text(name, self.language),)))
        return Iri(expand(iri))

    def _party(self, words: str) -> Iri:
        name, number = _named(words)
        iri = self.party_of(name, number) or f"party/{party_key(name, 'fi' if number else '', number)}"
        self.parties.setdefault(iri, (name, number))
        return Iri(iri)

    def known(self, words: str, term: str) -> str:
        """The one term of the vocabulary that words name exactly; "" where there is none."""
        return known_term(words, term, self.language)

    def concept(self, words: str, term: str, where: str) -> str:
        """What phrases say: a term where the words are its own, else a concept of the register, below the term."""
        path, kind = _BY_TERM.get(term, ("", "skos:Concept"))
        near = ""
        if path:
            hits = phrases(self.language).lexicon(path).find(words)
            longest = max(hits, key=lambda hit: hit.end - hit.start, default=None)
            near = expand(longest.concept) if longest else ""
            if longest and longest.end - longest.start >= 0.75 * len(words):
                return near
        iri = f"concept/{slug(words)}"
        self.concepts.setdefault(
            iri,
            Concept(
                iri=iri,
                labels=(Text(words, self.language),),
                broader=(Iri(near),) if near else (),
                kind=Iri(expand(kind)),
            ),
        )
        under = said(" below '{near}'", near=texts.label(near, self.language)) if near else ""
        self.remarks.append(
            said(
                "{where}: '{words}' is kept as a concept of the register{under}; no term has this name.",
                where=where,
                words=words,
                under=under,
            )
        )
        return iri


def _named(words: str) -> tuple[str, str]:
    found = _IDENTIFIED.match(words)
    return (found[1], found[2]) if found and found[1] else (words, "")


def _number_or_day(body: str, kind: type) -> object:
    try:
        return int(body) if kind is int else day(body)
    except ValueError:
        return None


PartyNames = Mapping[str, tuple[str, str]]
"""Name and business id of organisations by IRI."""


def written_iri(iri: str, term: str, language: str, inside: str, party: tuple[str, str] | None, signs: str) -> str:
    """A concept by its label, an organisation by its name; in brackets what the words alone would not lead to.

    `inside` is the IRI as `plain_iri` gives it; `party` the name and business id where it is an organisation.
    """
    scheme = SCHEMES.get(expand(term), "")
    if scheme and iri.startswith(scheme) and not re.search(r"[\s;|,@\"]", iri[len(scheme) :].replace("@", "", 1)):
        return iri[len(scheme) :]
    if party:
        return _written_party(party, inside, signs)
    if inside.startswith(("http:", "https:", "urn:", "mailto:", "tel:")) and not texts.known(iri):
        return f"[{inside}]"
    label = texts.label(iri, language)
    unique = known_term(label, expand(term), language) == iri
    words = quoted(label, signs)
    return words if unique and words == label and not _ambiguous(label, term) else f"{words} [{inside}]"


def _ambiguous(label: str, term: str) -> bool:
    return expand(term) in PARTY_TERMS or expand(label) != label


def _written_party(party: tuple[str, str], inside: str, signs: str) -> str:
    name, number = party
    words = f"{name} ({number})" if number else name
    plain = quoted(words, signs)
    expected = f"party/{party_key(name, 'fi' if number else '', number)}"
    one = bool(number) or not name.endswith(")")
    sure = one and plain == words and _named(words) == party and inside == expected and not _BRACKET.match(words)
    return words if sure and expand(words) == words else f"{plain} [{inside}]"
