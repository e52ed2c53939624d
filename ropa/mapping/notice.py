"""What a reader understood of a notice, as graphs: the notice with its twin, the record, the parties.

Holds the three-way comparison by which a revised notice changes a record: only values that still equal what
the former notice said are replaced, the rest is listed for a person to decide.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ropa.mapping.nodes import absolute, index, read, settle, triples
from ropa.model import Activity, Evidence, Iri, Notice, Party, ProcessorRecord, Reading, Record, Service
from ropa.rdf import BlankNode, Literal, NamedNode, Term, Triple, iri, literal

T = TypeVar("T")
Groups = dict[tuple[NamedNode, NamedNode], set[Term]]
_PARTY = "party/"
_CONCEPT = "concept/"
_TYPE = iri("rdf:type")
_WHOLES = {iri(kind.types[0]) for kind in (Record, ProcessorRecord, Activity, Service, Party)}


@dataclass(frozen=True)
class NoticeGraphs:
    """The graphs one reading gives. `record` and `parties` are what the notice alone would make of them."""

    record_iri: str
    notice_iri: str
    notice: tuple[Triple, ...]
    record: tuple[Triple, ...]
    parties: dict[str, tuple[Triple, ...]]


def graphs(reading: Reading, base: str) -> NoticeGraphs:
    """All triples of a reading, IRIs under `base`. The same reading gives the same triples."""
    record_iri, notice_iri = f"{base}/record/{reading.slug}", f"{base}/notice/{reading.notice_slug or reading.slug}"
    in_record = _resolver(base, record_iri, record_iri)
    parties = [settle(party, base) for party in reading.parties]
    record = reading.record
    if reading.notice:
        record = replace(record, notices=(*record.notices, Iri(notice_iri)))
    own = triples(settle(record, record_iri, in_record))
    own += [t for concept in reading.concepts for t in triples(settle(concept, record_iri, in_record))]
    notice = _notice_graph(reading, base, record_iri, notice_iri) if reading.notice else []
    return NoticeGraphs(
        record_iri,
        notice_iri if reading.notice else "",
        tuple(sorted(set(notice), key=str)),
        tuple(sorted(set(own), key=str)),
        {party.iri: tuple(triples(party)) for party in parties},
    )


def _resolver(base: str, record_iri: str, graph: str) -> Callable[[str], str]:
    def resolve(relative: str) -> str:
        if relative.startswith(_PARTY) and graph == record_iri:
            return f"{base}/{relative}"
        if relative.startswith(_CONCEPT):
            return f"{record_iri}/{relative}"
        return absolute(relative, graph)

    return resolve


def _notice_graph(reading: Reading, base: str, record_iri: str, notice_iri: str) -> list[Triple]:
    twin_iri = f"{notice_iri}/says"
    resolve = _resolver(base, record_iri, twin_iri)
    notice = reading.notice or Notice()
    notice = replace(notice, says=(Iri(twin_iri),), notice_of=(Iri(record_iri),))
    found = triples(settle(notice, notice_iri))
    twin = triples(settle(reading.record, twin_iri, resolve), stated=True)
    for party in reading.parties:
        twin += triples(settle(party, twin_iri, resolve), stated=True)
    known = {section.key.value: section.iri for section in notice.sections if section.key}
    sections = {key: absolute(relative, notice_iri) for key, relative in known.items() if relative}
    stated: dict[tuple[object, NamedNode], list[object]] = defaultdict(list)
    for triple in twin:
        stated[triple.subject, triple.predicate].append(triple.object)
    facts = [t for e in reading.evidence for t in _fact(e, stated, notice_iri, resolve, sections)]
    return found + twin + facts


def _fact(
    evidence: Evidence,
    stated: Mapping[tuple[object, NamedNode], Sequence[object]],
    notice_iri: str,
    resolve: Callable[[str], str],
    sections: dict[str, str],
) -> list[Triple]:
    subject, predicate = NamedNode(resolve(evidence.subject)), iri(evidence.term)
    value = _value(evidence.value, resolve, stated.get((subject, predicate), ()))
    key = "|".join((str(subject), str(predicate), str(value), str(evidence.start), str(evidence.end)))
    node = NamedNode(f"{notice_iri}/fact/{hashlib.sha256(key.encode()).hexdigest()[:16]}")
    said: list[tuple[str, Term]] = [
        ("rdf:type", iri("rdf:Statement")),
        ("rdf:subject", subject),
        ("rdf:predicate", predicate),
        ("rdf:object", value),
        ("ropa:rawText", literal(evidence.text)),
        ("ropa:startOffset", literal(evidence.start)),
        ("ropa:endOffset", literal(evidence.end)),
        ("ropa:sureness", iri(f"ropa:{evidence.sureness.capitalize()}")),
    ]
    if evidence.section in sections:
        said.append(("ropa:inSection", NamedNode(sections[evidence.section])))
    return [Triple(node, iri(term), object) for term, object in said]


def _value(value: str, resolve: Callable[[str], str], objects: Iterable[object]) -> Term:
    wanted = {value, resolve(value)}
    for term in objects:
        if isinstance(term, (NamedNode, Literal)) and term.value in wanted:
            return term
    return literal(value)


def twin_as_record(notice_graph: Iterable[Triple], notice_iri: str, record_iri: str, base: str) -> NoticeGraphs:
    """What a notice's twin, read back from its graph, would make of record and parties."""
    source = index(notice_graph)
    twin_iri = f"{notice_iri}/says"
    moved = index(
        Triple(_move(t.subject, twin_iri, record_iri, base), t.predicate, _move(t.object, twin_iri, record_iri, base))
        for t in notice_graph
        if isinstance(t.subject, NamedNode) and t.subject.value.startswith(twin_iri)
    )
    record = replace(read(Record, record_iri, moved), notices=(Iri(notice_iri),))
    parties = {
        subject.replace(f"{twin_iri}/{_PARTY}", f"{base}/{_PARTY}")
        for subject in source
        if subject.startswith(f"{twin_iri}/{_PARTY}") and "/" not in subject[len(f"{twin_iri}/{_PARTY}") :]
    }
    return NoticeGraphs(
        record_iri,
        notice_iri,
        tuple(notice_graph),
        tuple(triples(record)),
        {party: tuple(triples(read(Party, party, moved))) for party in sorted(parties)},
    )


def _move(term: T, twin_iri: str, record_iri: str, base: str) -> T | NamedNode:
    if not isinstance(term, NamedNode):
        return term
    if term.value.startswith(f"{twin_iri}/{_PARTY}"):
        return NamedNode(base + term.value[len(twin_iri) :])
    if term.value == twin_iri or term.value.startswith(f"{twin_iri}/"):
        return NamedNode(record_iri + term.value[len(twin_iri) :])
    return term


@dataclass(frozen=True)
class Undecided:
    """A value that a revised notice would change, but that someone had changed in the record meanwhile."""

    subject: str
    term: str
    notice_said: tuple[str, ...]
    notice_says: tuple[str, ...]
    record_has: tuple[str, ...]
    stated: tuple[str, ...] = ()
    """What the notice now says, as N-Triples terms: for whoever puts it into the record after all."""


def revise(
    current: Iterable[Triple], before: Iterable[Triple], after: Iterable[Triple], *, by_node: bool = False
) -> tuple[list[Triple], list[Undecided]]:
    """The graph after a revised notice: `before` is what the former notice said of it, `after` the new one.

    A value of a property is replaced where the graph still holds what was said before; else it stays, and is
    listed. What neither notice spoke of is untouched. With `by_node` a detail (a period, a disclosure ...) of which
    anything was changed by hand keeps all its values, and stays where the new notice no longer has it.
    """
    held, old, new = _grouped(current), _grouped(before), _grouped(after)
    mended = _mended(held, old) if by_node else set()
    told = {subject for subject, _ in new}
    undecided = []
    for key in sorted(set(old) | set(new), key=str):
        mine, was, becomes = held.get(key, set()), old.get(key, set()), new.get(key, set())
        kept_back = (was - becomes) & mine & mended
        removed, added = was - becomes - kept_back, becomes - was - mine
        if key[0] in mended and was != becomes:
            if key[0] in told and mine != becomes:
                undecided.append(_undecided(key, was, becomes, mine, becomes))
        elif removed <= mine and _may_join(added, mine - removed):
            held[key] = (mine - removed) | added
            if kept_back:
                undecided.append(_undecided(key, was, becomes, mine, held[key] - kept_back))
        elif mine != becomes:
            undecided.append(_undecided(key, was, becomes, mine, becomes))
    kept = [Triple(subject, predicate, o) for (subject, predicate), objects in held.items() for o in objects]
    return sorted(kept, key=str), undecided


def _undecided(
    key: tuple[NamedNode, NamedNode], was: set[Term], becomes: set[Term], mine: set[Term], taken: set[Term]
) -> Undecided:
    words = (_words(was), _words(becomes), _words(mine))
    return Undecided(key[0].value, key[1].value, *words, stated=tuple(sorted(map(str, taken))))


def _mended(held: Groups, old: Groups) -> set[Term]:
    """The details that a person changed, with all details they hang on and that hang on them."""
    links = {(subject, o) for groups in (held, old) for (subject, _), objects in groups.items() for o in objects}
    nodes = {subject for subject, _ in held} & {subject for subject, _ in old}
    whole = {subject for (subject, term), kinds in held.items() if term == _TYPE and kinds & _WHOLES}
    details: set[Term] = {o for _, o in links if o in nodes and o not in whole}
    found: set[Term] = {key[0] for key in {*held, *old} if key[0] in details and held.get(key) != old.get(key)}
    below = [link for link in links if details.issuperset(link)]
    size = -1
    while size < len(found):
        size = len(found)
        found |= {node for link in below if not found.isdisjoint(link) for node in link}
    return found


def _may_join(added: set[Term], present: set[Term]) -> bool:
    """Concepts and nodes join those that are there; words and numbers do not, unless in another language."""
    languages = {term.language for term in present if isinstance(term, Literal)}
    return not present or all(
        isinstance(t, NamedNode) or (t.language and t.language not in languages)
        for t in added
        if not isinstance(t, BlankNode)
    )


def _grouped(graph: Iterable[Triple]) -> Groups:
    groups: Groups = defaultdict(set)
    for t in graph:
        if isinstance(t.subject, NamedNode) and not isinstance(t.object, Triple):
            groups[t.subject, t.predicate].add(t.object)
    return groups


def _words(terms: set[Term]) -> tuple[str, ...]:
    return tuple(sorted(term.value for term in terms))
