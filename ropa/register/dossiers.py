"""Records with all they point to, read from a store: what documents, reports and pictures are made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ropa.errors import NotFound
from ropa.mapping import Index, in_order, index, read
from ropa.model import Concept, Dossier, Notice, Party, ProcessorRecord, Record
from ropa.namespaces import expand
from ropa.rdf import NamedNode
from ropa.store import Store

_TYPE = expand("rdf:type")
_REGISTER, _PROCESSOR_RECORD = expand("ropa:Register"), expand("ropa:ProcessorRecord")
_PARTY, _NOTICE = expand("ropa:Party"), expand("ropa:Notice")
_CONCEPT = expand("ropa:RegisterConcept")


def dossier(store: Store, iri: str) -> Dossier:
    """One record with its parties and notices. Raises NotFound where the graph holds no record."""
    return dossiers(store, [iri])[0]


def dossiers(store: Store, iris: Sequence[str]) -> list[Dossier]:
    """Several records, each graph read once, however many records share a party."""
    graphs: dict[str, Index] = {}

    def graph(iri: str) -> Index:
        if iri not in graphs:
            graphs[iri] = index(store.graph(iri))
        return graphs[iri]

    known = set(store.graphs())
    return [_dossier(iri, graph(iri), {name: graph(name) for name in _reached(iri, graph, known)}) for iri in iris]


def _reached(iri: str, graph: Callable[[str], Index], known: set[str]) -> list[str]:
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        for name in sorted(_mentioned(graph(waiting.pop())) & known - found - {iri}):
            if _kind(graph(name), name) in {_PARTY, _NOTICE}:
                found.add(name)
                waiting += [name] if _kind(graph(name), name) == _PARTY else []
    return sorted(found)


def _mentioned(source: Index) -> set[str]:
    return {
        term.value
        for properties in source.values()
        for terms in properties.values()
        for term in terms
        if isinstance(term, NamedNode)
    }


def _kind(source: Index, iri: str) -> str:
    types = {term.value for term in source.get(iri, {}).get(_TYPE, [])}
    return next((kind for kind in (_REGISTER, _PROCESSOR_RECORD, _PARTY, _NOTICE) if kind in types), "")


def _dossier(iri: str, source: Index, around: dict[str, Index]) -> Dossier:
    kind = _kind(source, iri)
    if kind not in {_REGISTER, _PROCESSOR_RECORD}:
        raise NotFound("this is no record.", where=iri, mend="'ropa list' shows the records there are.")
    told = in_order(source, (g for name, g in around.items() if _kind(g, name) == _NOTICE))
    record = read(ProcessorRecord if kind == _PROCESSOR_RECORD else Record, iri, told)
    parties = {name: read(Party, name, g) for name, g in around.items() if _kind(g, name) == _PARTY}
    notices = tuple(read(Notice, name, g) for name, g in around.items() if _kind(g, name) == _NOTICE)
    return Dossier(record, parties, notices, _concepts(source))


def _concepts(source: Index) -> tuple[Concept, ...]:
    own = sorted(iri for iri, known in source.items() if any(t.value == _CONCEPT for t in known.get(_TYPE, ())))
    return tuple(read(Concept, iri, source) for iri in own)
