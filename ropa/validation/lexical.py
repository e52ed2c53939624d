"""What the store rewrites of literals: their written form and datatype, kept beside the flat graph.

Oxigraph stores `"01"^^xsd:int` as `1` of xsd:integer. Constraints on datatype, length and pattern are about
what was written: each rewritten or ill-formed literal gets a note in the graph `<urn:ropa:lexical>`.
Where two written forms of one value stand in the same data, the store holds one value and the first form wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from ropa.namespaces import PREFIXES
from ropa.rdf import Literal, NamedNode, Quad, Triple, iri
from ropa.store.embedded import EmbeddedStore

GRAPH = NamedNode("urn:ropa:lexical")
_XSD = PREFIXES["xsd"]
_PLAIN = frozenset({f"{_XSD}string", f"{PREFIXES['rdf']}langString", f"{PREFIXES['rdf']}dirLangString"})
_INTEGER = f"{_XSD}integer"
_SMALL = re.compile("0|[1-9][0-9]{0,11}")
_STORED, _WRITTEN = iri("ropa:storedAs"), iri("ropa:writtenAs")
_DATATYPE, _WELL = iri("ropa:writtenDatatype"), iri("ropa:isWellFormed")
_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DAY = r"-?(?:[1-9]\d{3,}|0\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DURATION = r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_FORMS = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": _FLOAT,
    "float": _FLOAT,
    "date": f"{_DAY}{_ZONE}",
    "dateTime": f"{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DAY}T{_TIME}(?:Z|[+-]\\d\\d:\\d\\d)",
    "time": f"{_TIME}{_ZONE}",
    "gYear": rf"-?(?:[1-9]\d{{3,}}|0\d{{3}}){_ZONE}",
    "gYearMonth": rf"-?(?:[1-9]\d{{3,}}|0\d{{3}})-(?:0[1-9]|1[0-2]){_ZONE}",
    "gMonthDay": rf"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){_ZONE}",
    "gMonth": rf"--(?:0[1-9]|1[0-2]){_ZONE}",
    "gDay": rf"---(?:0[1-9]|[12]\d|3[01]){_ZONE}",
    "duration": _DURATION,
    "yearMonthDuration": r"-?P(?=\d)(?:\d+Y)?(?:\d+M)?",
    "dayTimeDuration": r"-?P(?=.)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
}
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{n: (-(2**b), 2**b - 1) for n, b in (("long", 63), ("int", 31), ("short", 15), ("byte", 7))},
    **{f"unsigned{n}": (0, 2**b - 1) for n, b in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}


def is_well_formed(literal: Literal) -> bool:
    """Whether the text is in the lexical space of its XSD datatype; datatypes we do not know always fit."""
    local = literal.datatype.value.removeprefix(_XSD)
    if local in _RANGES:
        if not re.fullmatch(r"[+-]?[0-9]+", literal.value):
            return False
        low, high = _RANGES[local]
        return (low is None or int(literal.value) >= low) and (high is None or int(literal.value) <= high)
    form = _FORMS.get(local)
    if form is None or literal.datatype.value == local:
        return True
    if not re.fullmatch(form, literal.value, re.ASCII):
        return False
    return local not in {"date", "dateTime"} or _is_day(literal.value)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return text.startswith("-") or text[4] != "-"  # years beyond Python's
    return True


def _stays(literal: Literal) -> bool:
    """Whether it is plain words or a small whole number as everybody writes it: these are stored as they are."""
    datatype = literal.datatype.value
    return datatype in _PLAIN or (datatype == _INTEGER and bool(_SMALL.fullmatch(literal.value)))


class Lexical:
    """The notes of one flat graph, and the way back from stored to written literals."""

    def __init__(self) -> None:
        self._scratch = EmbeddedStore()
        self._stored: dict[Literal, Literal] = {}
        self.written: dict[Literal, Literal] = {}
        self._new: list[Quad] = []

    def note(self, triples: Iterable[Triple]) -> None:
        """Looks at every typed literal once; `drain` gives the notes it made."""
        for triple in triples:
            literal = triple.object
            if isinstance(literal, Literal) and literal not in self._stored and not _stays(literal):
                self._look_at(literal)

    def stored(self, triples: Iterable[Triple]) -> list[Triple]:
        """The triples as the store will hold them."""
        kept = list(triples)
        self.note(kept)
        known = self._stored
        return [
            Triple(t.subject, t.predicate, known[t.object])
            if isinstance(t.object, Literal) and t.object in known
            else t
            for t in kept
        ]

    def drain(self) -> list[Quad]:
        """The notes made since the last call."""
        notes, self._new = self._new, []
        return notes

    def _look_at(self, literal: Literal) -> None:
        stored = self._as_stored(literal)
        self._stored[literal] = stored
        well = is_well_formed(literal)
        if (stored == literal and well) or stored in self.written:
            return
        self.written[stored] = literal
        note = NamedNode(f"urn:ropa:lexical:{len(self.written)}")
        self._new += [
            Quad(note, _STORED, literal, GRAPH),
            Quad(note, _WRITTEN, Literal(literal.value), GRAPH),
            Quad(note, _DATATYPE, literal.datatype, GRAPH),
            Quad(note, _WELL, Literal(well), GRAPH),
        ]

    def _as_stored(self, literal: Literal) -> Literal:
        node = NamedNode("urn:ropa:literal")
        self._scratch.clear()
        self._scratch.load([Quad(node, _STORED, literal)])
        (found,) = (row["o"] for row in self._scratch.select("SELECT ?o { ?s ?p ?o }"))
        return found if isinstance(found, Literal) else literal


Written = Callable[[Literal], Literal]
