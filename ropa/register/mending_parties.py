"""Organisations that a sheet of facts names: those of the register, and new ones with what their brackets say.

Words alone never make an organisation: a slip of the pen would. `Name (1234567-1)`, `Name (DE)` or
`Name (HRB 1234, DE)` do: a business id, a country, or both.
"""

from __future__ import annotations

import re

from ropa import mapping
from ropa.errors import said
from ropa.importing.sheets.columns import PARTY_TERMS
from ropa.importing.sheets.terms import known_term
from ropa.model import Iri, Party, Text
from ropa.namespaces import expand, party_key
from ropa.rdf import Triple
from ropa.register.parties import Directory, exact

_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")
_FINNISH = re.compile(r"\d{6,7}-\d")


class Organisations:
    """Finds organisations by what people write; keeps the new ones for the same change."""

    def __init__(self, known: Directory, language: str) -> None:
        self._known = known
        self._language = language
        self.new: dict[str, list[Triple]] = {}
        self.remarks: list[str] = []

    def called(self, words: str, term: str) -> tuple[str, ...]:
        """The IRI of the organisation that words name as a value of the property `term`, where they name one."""
        found = _BRACKETS.fullmatch(words.strip()) if term in PARTY_TERMS else None
        if not found:
            return ()
        number, country = self._told(found[2])
        known = self._known.find(words) or self._known.find(found[1], number)
        if known:
            self._tell(found[1], known)
        return (known,) if known else (self._made(found[1], number, country),) if number or country else ()

    def _tell(self, name: str, known: str) -> None:
        """Says so where a business id is that of an organisation of another name."""
        names = [each.value for each in self._known.parties[known].names]
        if names and exact(name) not in map(exact, names):
            self.remarks.append(said("{party} is {known}, known already.", party=name, known=names[0]))

    def _told(self, brackets: str) -> tuple[str, str]:
        """Business id and country from between brackets."""
        number = country = ""
        for part in (part.strip() for part in re.split("[,;]", brackets)):
            where = known_term(part, expand("ropa:processingCountry"), self._language)
            if where:
                country = where
            elif re.search(r"\d", part):
                number = part
        return number, country or (expand("loc:FI") if _FINNISH.fullmatch(number) else "")

    def _made(self, name: str, number: str, country: str) -> str:
        key = party_key(name, country.rpartition("#")[2].rpartition("/")[2].lower(), number)
        iri = f"{self._known.base}/party/{key}"
        party = Party(
            iri=iri,
            names=(Text(name, ""),),
            business_ids=(Text(number, ""),) if number else (),
            countries=(Iri(country),) if country else (),
        )
        self.new[iri] = mapping.triples(party)
        return iri
