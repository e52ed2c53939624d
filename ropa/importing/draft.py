"""What the fact readers have understood so far: nodes by relative IRI, each value with its evidence.

Every value goes in by `put`, which looks the RDF property up in the model; `build` makes the frozen nodes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from ropa.importing.document import Document, Words
from ropa.importing.markup import pieces
from ropa.model import Activity, Concept, Duration, Evidence, Iri, Node, Party, Record, Text
from ropa.namespaces import expand, slug

MAIN = "activity/main"
VERBATIM, INFERRED, UNPLACED = "verbatim", "inferred", "unplaced"
WITHHELD = "REDACTED"
"""Stands where a natural person's name, mailbox or number was."""


MASK = "\u2588"
"""Stands for each letter taken out of a text, so that offsets still hold."""


def _masked(found: re.Match[str]) -> str:
    local, sign, domain = found[0].partition("@")
    return MASK * len(local) + sign + domain


class Places:
    """Evidence in the order of its place in the document, and what of it stands between two offsets."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self.all = tuple(sorted(evidence, key=lambda each: each.start))
        self._starts = [each.start for each in self.all]
        self._longest = max((each.end - each.start for each in self.all), default=0)

    def within(self, words: Words) -> tuple[Evidence, ...]:
        """What begins within some words."""
        return self.all[bisect_left(self._starts, words.start) : bisect_left(self._starts, words.end)]

    def over(self, evidence: Evidence) -> tuple[Evidence, ...]:
        """What shares a letter with some evidence."""
        first = bisect_left(self._starts, evidence.start - self._longest)
        last = bisect_left(self._starts, evidence.end)
        return tuple(each for each in self.all[first:last] if each.end > evidence.start)


@dataclass
class Sketch:
    """A node in the making."""

    kind: type[Node]
    values: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Draft:
    """A reading in the making. The register is the node "", its main activity `activity/main`."""

    document: Document
    language: str
    nodes: dict[str, Sketch] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)
    """How many nodes there are of each kind, by the first segment of their IRI."""
    evidence: dict[Evidence, None] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    keep_persons: bool = False
    persons: set[str] = field(default_factory=set)
    """Names, mailboxes and numbers of natural persons met in the text: they leave the reader nowhere."""

    def __post_init__(self) -> None:
        self.nodes.setdefault("", Sketch(Record))
        self.node("", "activities", Activity, MAIN)

    def node(
        self,
        parent: str,
        name: str,
        kind: type[Node],
        iri: str = "",
        words: Words | None = None,
        section: str = "",
    ) -> str:
        """A node below `parent` in its field `name`: the IRI given, else the next number of its kind."""
        if not iri:
            iri = f"{kind.segment}/{self.numbers[kind.segment] + 1}"
        if iri not in self.nodes:
            self.nodes[iri] = Sketch(kind)
            segment, _, own = iri.partition("/")
            self.numbers[segment] += "/" not in own
        self.put(parent, name, iri, words, section)
        return iri

    def party(self, iri: str) -> str:
        """A party of this reading."""
        self.nodes.setdefault(iri, Sketch(Party))
        return iri

    def put(
        self,
        node: str,
        name: str,
        value: Any,
        words: Words | None = None,
        section: str = "",
        sureness: str = VERBATIM,
    ) -> None:
        """A value into a field, once; the words that say so become evidence each time."""
        sketch = self.nodes[node]
        slot = _slot(sketch.kind, name)
        held = sketch.values.setdefault(name, [])
        if value not in held:
            held.append(value)
        if words is not None and words.text:
            verbatim, start, end = self.document.verbatim(words)
            said = words.text if _holds_more(verbatim, words.text) else verbatim
            found = Evidence(node, slot, _plain(value), said, start, end, section, sureness)
            self.evidence.setdefault(found)

    def places(self, node: str, *terms: str) -> Places:
        """Where the document tells properties of a node, as far as it is understood by now."""
        return Places(e for e in self.evidence if e.subject == node and e.term in terms)

    def get(self, node: str, name: str) -> list[Any]:
        """The values a field has so far."""
        return self.nodes[node].values.get(name, []) if node in self.nodes else []

    def redacted(self, words: str) -> str:
        """The words without what belongs to a natural person."""
        if self.keep_persons or not self.persons:
            return words
        for each in sorted(self.persons, key=len, reverse=True):
            parts = each.split()
            if all(part in words for part in parts):
                words = re.sub(r"\s+".join(map(re.escape, parts)), _masked, words)
        return words

    def concept(self, phrase: str, kind: str, broader: str = "") -> Iri:
        """A concept of this register for a phrase that no vocabulary term fits."""
        iri = f"concept/{slug(phrase)}"
        self.concepts.setdefault(
            iri,
            Concept(
                iri=iri,
                labels=(Text(phrase, self.language),),
                broader=(Iri(expand(broader)),) if broader else (),
                kind=Iri(expand(kind)),
            ),
        )
        return Iri(iri)

    def text(self, words: str) -> Text:
        """Words in the language of the notice."""
        return Text(words, self.language)

    def build(self, iri: str) -> Any:
        """The finished node and all below it."""
        sketch = self.nodes[iri]
        ready: dict[str, Any] = {"iri": iri}
        many = _many(sketch.kind)
        for name, values in sketch.values.items():
            if isinstance(values[0], str) and not isinstance(values[0], (Iri, Duration)):
                values = [self.build(value) for value in values]
            ready[name] = tuple(values) if name in many else values[0]
        return sketch.kind(**ready)

    def parties(self) -> tuple[Party, ...]:
        """All parties, in order of their IRI."""
        return tuple(self.build(iri) for iri, sketch in sorted(self.nodes.items()) if sketch.kind is Party)


_TERMS: dict[type[Node], dict[str, str]] = {}
"""The RDF property of each field, looked up once for each class."""


def _slot(kind: type[Node], name: str) -> str:
    if kind not in _TERMS:
        _TERMS[kind] = {each.name: each.metadata.get("term", "") for each in fields(kind)}
    return _TERMS[kind][name]


_MANY: dict[type[Node], frozenset[str]] = {}
"""The fields of each class that hold any number of values, looked up once."""


def _many(kind: type[Node]) -> frozenset[str]:
    if kind not in _MANY:
        _MANY[kind] = frozenset(each.name for each in fields(kind) if each.default == ())
    return _MANY[kind]


def _plain(value: Any) -> str:
    if value is True or value is False:
        return str(value).lower()
    return value.value if isinstance(value, Text) else str(value)


_LETTERS = re.compile(r"[^\W_]+")


def _holds_more(verbatim: str, words: str) -> bool:
    """Whether a label broken over rows stands between the words: the source has letters that they have not."""
    if len(verbatim) - len(words) < 3:
        return False
    return len("".join(_LETTERS.findall(clean(verbatim)))) > len("".join(_LETTERS.findall(words)))


def clean(verbatim: str) -> str:
    """Words as read: tags, entities and line breaks of the source taken off."""
    if "<" in verbatim or "&" in verbatim:
        verbatim = " ".join(piece.string for piece in pieces(verbatim))
    return re.sub(r"\s+", " ", verbatim.replace("\xad", "")).strip()
