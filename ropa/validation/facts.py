"""The flat copy that checks run on: facts, reference data and ontology in one default graph, in memory.

Knows which graph a node belongs to and exchanges one graph's triples for others. Findings and waivers are
never in it. What the store rewrites of literals is kept in `lexical.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ropa import resources
from ropa.errors import NotApplicable, said
from ropa.namespaces import VOCABULARY
from ropa.rdf import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Subject,
    Term,
    Triple,
    iri,
    literal,
    parse_triples,
)
from ropa.store import Solutions, Store
from ropa.store.embedded import EmbeddedStore
from ropa.validation.lexical import Lexical

CHECK = NamedNode("urn:ropa:check")
FIRST_DAY = date(2018, 5, 25)
_DERIVED = ("/findings", "/waivers")
_TYPE = iri("rdf:type")
_SUBCLASS = iri("rdfs:subClassOf")

_NO_SUBJECT = (Literal, Triple)

Node = Term | Triple
Statement = tuple[Node, NamedNode, Node]
"""Subject, predicate and object."""


@dataclass(frozen=True)
class Replacement:
    """New triples for a graph, as they are stored, and what they change in the flat graph."""

    name: str
    content: list[Triple]
    gone: list[Triple]
    come: list[Triple]


class Facts:
    """A default graph in memory; `select` asks it."""

    def __init__(self) -> None:
        self._store = EmbeddedStore()
        self._default = DefaultGraph()
        self._subjects: dict[str, tuple[Subject, ...]] = {}
        self._stated: dict[str, dict[Triple, set[str]]] = {}
        self._subclasses: dict[str, tuple[str, ...]] = {}
        self.lexical = Lexical()

    def select(self, query: str) -> Solutions:
        """The answer to a SELECT over the flat graph."""
        return self._store.select(query)

    def ground(self, triples: Iterable[Triple]) -> None:
        """Adds triples that belong to no record: reference data, ontology, the day of the check."""
        self._insert(self.lexical.stored(triples))

    def load(self, graphs: Iterable[tuple[str, Sequence[Triple]]]) -> None:
        """Adds whole graphs that were not there before."""
        for name, triples in graphs:
            stored = self.lexical.stored(triples)
            self._note(name, stored)
            self._insert(stored)
            self._reclassify(stored)

    def unload(self, names: Iterable[str]) -> None:
        """Takes whole graphs out; what another graph states as well stays."""
        gone: list[Triple] = []
        for name in names:
            gone += [triple for triple in self.graph(name) if self._graphs_stating(triple) <= {name}]
            self._forget(name)
        self._store.change(self._quads(gone), ())
        self._reclassify(gone)

    def replacement(self, name: str, triples: Sequence[Triple]) -> Replacement:
        """What would leave the flat graph and what would come, were these triples put in the place of a graph's."""
        content = self.lexical.stored(triples)
        new, old = set(content), self.graph(name)
        gone = [t for t in old - new if self._graphs_stating(t) <= {name}]
        come = [t for t in new - old if not self._store.holds(t)]
        return Replacement(name, content, sorted(gone, key=str), sorted(come, key=str))

    def put(self, new: Replacement) -> None:
        """Makes a replacement; nothing else may have been put there since it was asked for."""
        self._forget(new.name)
        self._note(new.name, new.content)
        self._store.change(self._quads(new.gone), [*self._quads(new.come), *self.lexical.drain()])
        self._reclassify((*new.gone, *new.come))

    def replace(self, name: str, triples: Sequence[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Puts new triples in the place of a graph's old ones; gives what left the flat graph and what came."""
        new = self.replacement(name, triples)
        self.put(new)
        return new.gone, new.come

    def statements(
        self, subject: Node | None = None, predicate: Node | None = None, target: Node | None = None
    ) -> Iterator[Statement]:
        """What the flat graph states, each as it is asked for: a caller may stop after a few of very many."""
        if isinstance(subject, _NO_SUBJECT) or not (predicate is None or isinstance(predicate, NamedNode)):
            return
        for quad in self._store.matching(subject, predicate, target):
            yield quad.subject, quad.predicate, quad.object

    def graph(self, name: str) -> set[Triple]:
        """What a graph states, literals as they are stored."""
        found: set[Triple] = set()
        for subject in self._subjects.get(name, ()):
            stated = self._stated.get(subject.value)
            if stated is None:
                found.update(self._about(subject))
            else:
                found.update(triple for triple, graphs in stated.items() if name in graphs)
        return found

    def graph_of(self, node: str) -> str:
        """The graph a node lies in: by its IRI, else where it is a subject; "" for none of ours."""
        place = node
        while place and place not in self._subjects:
            cut = max(place.rfind("/"), place.rfind("#"))
            place = place[:cut] if cut > 0 else ""
        if place or node not in self._stated:
            return place
        return min((g for graphs in self._stated[node].values() for g in graphs if g), default="")

    def owners(self, nodes: Iterable[str]) -> dict[str, str]:
        """Of some nodes those that a graph speaks of although they lie in another or in none, with their graph."""
        return {node: self.graph_of(node) for node in nodes if node in self._stated}

    def touched(self, changes: Mapping[str, Sequence[Triple] | None]) -> set[str]:
        """Nodes that changes may give to another graph, but for those whose IRIs begin with one's."""
        spoken = {_key(triple) for triples in changes.values() for triple in triples or ()}
        return spoken | {subject.value for name in changes for subject in self._subjects.get(name, ())}

    def has(self, name: str) -> bool:
        """Whether there is a graph of that name."""
        return name in self._subjects

    def graphs(self) -> list[str]:
        """Names of the graphs that were loaded, sorted."""
        return sorted(self._subjects)

    def mention(self, terms: Iterable[Term]) -> None:
        """Makes sure that terms occur: a zero-length path leads nowhere from a term that no statement has."""
        for term in terms:
            query = f"SELECT ?p WHERE {{ {{ ?s ?p {term} }} UNION {{ VALUES ?s {{ {term} }} ?s ?p ?o }} }} LIMIT 1"
            if not isinstance(term, BlankNode) and not len(self.select(query)):
                self._insert([Triple(CHECK, iri("ropa:mentions"), term)])

    def nodes_of(self, name: str) -> list[str]:
        """IRIs of the nodes that a graph speaks of."""
        return [subject.value for subject in self._subjects.get(name, ()) if isinstance(subject, NamedNode)]

    def members(self, nodes: Iterable[str]) -> dict[str, set[str]]:
        """By class, which of some nodes are its instances."""
        found: dict[str, set[str]] = defaultdict(set)
        for node in nodes:
            for _, _, kind in self.statements(NamedNode(node), _TYPE):
                if isinstance(kind, NamedNode):
                    found[kind.value].add(node)
        return found

    def states(self, subject: Node | None, predicate: NamedNode, target: Node | None) -> bool:
        """Whether the flat graph has such a statement."""
        return next(self.statements(subject, predicate, target), None) is not None

    def subclasses(self, class_iri: str) -> tuple[str, ...]:
        """The class and all below it."""
        if class_iri not in self._subclasses:
            rows = self.select(f"SELECT DISTINCT ?c {{ ?c <{_SUBCLASS.value}>* <{class_iri}> }}")
            found = {row["c"].value for row in rows if isinstance(row["c"], NamedNode)} - {class_iri}
            self._subclasses[class_iri] = (class_iri, *sorted(found))
        return self._subclasses[class_iri]

    def attach(self, graph: str, triples: Iterable[Triple]) -> None:
        """Puts triples beside the flat graph, under a name: the shapes graph, for rules that ask it."""
        name = NamedNode(graph)
        self._store.load([Quad(t.subject, t.predicate, t.object, name) for t in triples])

    def _insert(self, triples: Iterable[Triple]) -> None:
        self._store.load([*self._quads(triples), *self.lexical.drain()])

    def _quads(self, triples: Iterable[Triple]) -> list[Quad]:
        return [Quad(t.subject, t.predicate, t.object, self._default) for t in triples]

    def _about(self, subject: Subject) -> list[Triple]:
        return [quad.triple for quad in self._store.matching(subject, None, None)]

    def _graphs_stating(self, triple: Triple) -> set[str]:
        """The graphs that state this, where several speak of its subject; else none is named."""
        return self._stated.get(_key(triple), {}).get(triple, set())

    def _reclassify(self, changed: Iterable[Triple]) -> None:
        if any(triple.predicate == _SUBCLASS for triple in changed):
            self._subclasses.clear()

    def _forget(self, name: str) -> None:
        for stated in map(self._stated.get, {subject.value for subject in self._subjects.pop(name, ())}):
            for graphs in (stated or {}).values():
                graphs.discard(name)

    def _note(self, name: str, triples: Iterable[Triple]) -> None:
        """Remembers the subjects of a graph; where several graphs speak of one, who states what."""
        by_subject: dict[Subject, list[Triple]] = defaultdict(list)
        for triple in triples:
            if not isinstance(triple.subject, Triple):
                by_subject[triple.subject].append(triple)
        for subject, own in by_subject.items():
            key = subject.value
            if key not in self._stated and not lies_in(key, name):
                owner = self.graph_of(key)
                self._stated[key] = {triple: {owner} for triple in self._about(subject)}
            if key in self._stated:
                for triple in own:
                    self._stated[key].setdefault(triple, set()).add(name)
        if by_subject:
            self._subjects[name] = tuple(by_subject)


def flat(store: Store, as_of: date) -> Facts:
    """A flat copy of all facts of a store as judged on a day. Raises NotApplicable before 25 May 2018."""
    facts = empty(as_of)
    names = [name for name in store.graphs() if not name.endswith(_DERIVED) and not name.startswith(VOCABULARY)]
    facts.load((name, store.graph(name)) for name in names)
    return facts


def empty(as_of: date, *, grounded: bool = True) -> Facts:
    """A flat copy without records: reference data, ontology and the day of the check."""
    if as_of < FIRST_DAY:
        raise NotApplicable(
            said("the GDPR did not apply on {day}.", day=as_of.isoformat()),
            mend=said("It applies from {first}.", first=FIRST_DAY.isoformat()),
        )
    facts = Facts()
    facts.ground(ground(as_of) if grounded else day(as_of))
    return facts


def day(as_of: date) -> list[Triple]:
    """The day of the check as a fact, for rules that ask what was in force."""
    return [
        Triple(CHECK, iri("rdf:type"), iri("ropa:Check")),
        Triple(CHECK, iri("ropa:asOf"), literal(as_of)),
    ]


def ground(as_of: date) -> list[Triple]:
    """What every check stands on: the day, `data/reference/` and `ontology/`."""
    found = day(as_of)
    for folder in (resources.data() / "reference", resources.ontology()):
        for file in sorted(folder.glob("*.ttl")) if folder.is_dir() else []:
            found += parse_triples(file.read_bytes(), "turtle", where=file.name)
    return found


def _key(triple: Triple) -> str:
    return "" if isinstance(triple.subject, Triple) else triple.subject.value


def lies_in(node: str, graph: str) -> bool:
    """Whether the IRI of a node is that of a graph or begins with it."""
    return node.startswith(graph) and (len(node) == len(graph) or node[len(graph)] in "/#")
