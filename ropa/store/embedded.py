"""Oxigraph inside the process, in memory or on disk; the one importer of `pyoxigraph.Store`.

A store on disk belongs to one program at a time; others may open it with `read_only` and see it as it was."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ropa.errors import BadQuery, StoreDamaged, StoreError, StoreLocked, said
from ropa.rdf import Literal, NamedNode, Quad, Subject, Term, Triple, iri
from ropa.store import Answer, Changes, Position, Solutions, lines
from ropa.store.faults import explained
from ropa.store.members import members, together

_STATE = NamedNode("urn:ropa:store")
_REACHED = iri("ropa:reachedSequence")
_HASH = iri("ropa:reachedHash")
_CHUNK = 500
_FEW = 4
_ATTEMPTS = 10
_SINGLE = 500
"""Rows taken one by one, before the rest of a large answer is taken as lines."""
_LONG = 5_000
"""Letters of a query whose members are worth asking for at the same time."""
_GONE = "No such file"


class EmbeddedStore:
    """`EmbeddedStore()` in memory, `EmbeddedStore(folder)` on disk."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self.folder = folder
        self._position = Position()
        self._begun = self._ended = 0
        """Changes of what it holds, so far."""
        self.followers: list[Callable[[Changes | None], None]] = []
        """Called with each change after it is made; with None when anything may have changed."""
        self._read_only = read_only
        if folder and not read_only:
            with explained(folder):
                folder.mkdir(parents=True, exist_ok=True)
        self._store = _open(folder, read_only)

    @property
    def is_in_memory(self) -> bool:
        """True where there is no folder behind it."""
        return self.folder is None

    def select(self, query: str) -> Solutions:
        asked, before = members(query) if len(query) > _LONG else (query,), self._begun
        if len(asked) > 1 and before == self._ended:
            answer = together(asked, self._written)
            if self._begun == before:  # else the members may be of two states, and the whole is asked again
                return answer
        with explained(self.folder):
            found = self._answer(query)
            return Solutions(tuple(variable.value for variable in found.variables), _rows(found))

    def _written(self, query: str) -> tuple[tuple[str, ...], bytes]:
        with explained(self.folder):
            answer = self._answer(query)
            return tuple(variable.value for variable in answer.variables), answer.serialize(
                format=ox.QueryResultsFormat.TSV
            ) or b""

    def _answer(self, query: str) -> ox.QuerySolutions:
        answer = self._run(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise BadQuery("this query is no SELECT.")
        return answer

    def ask(self, query: str) -> bool:
        with explained(self.folder):
            answer = self._run(query)
            if not isinstance(answer, ox.QueryBoolean):
                raise BadQuery("this query is no ASK.")
            return bool(answer)

    def construct(self, query: str) -> list[Triple]:
        with explained(self.folder):
            answer = self._run(query)
            if not isinstance(answer, ox.QueryTriples):
                raise BadQuery("this query is no CONSTRUCT or DESCRIBE.")
            return list(answer)

    def answer(self, query: str, limit: int) -> Answer:
        """Any kind of query; stops after `limit` + 1 rows or triples, so that more than `limit` shows."""
        with explained(self.folder):
            answer = self._run(query)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                return list(islice(answer, limit + 1))
            names = tuple(variable.value for variable in answer.variables)
            rows = islice(answer, limit + 1)
            return Solutions(names, tuple(tuple(_term(row[n]) for n in names) for row in rows))

    def graph(self, iri: str) -> list[Triple]:
        with explained(self.folder):
            quads = self._store.quads_for_pattern(None, None, None, NamedNode(iri))
            return [Triple(q.subject, q.predicate, q.object) for q in quads]

    def text(self, iri: str) -> str:
        with explained(self.folder):
            lines = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=NamedNode(iri)) or b""
        return b"".join(sorted(lines.splitlines(keepends=True))).decode()

    def has(self, iri: str) -> bool:
        """Whether there is a graph of that name; no name is refused."""
        try:
            return self._store.contains_named_graph(NamedNode(iri))
        except ValueError:
            return False

    def graphs(self) -> list[str]:
        with explained(self.folder):
            return sorted(name.value for name in self._store.named_graphs() if name != _STATE)

    def replace(self, changes: Changes, position: Position | None = None) -> None:
        everything: dict[str, Sequence[Triple] | None] = dict(changes)
        if position is not None and self.folder:
            everything[_STATE.value] = _state(position)
        removals = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in everything)
        inserts = "".join(_block(name, content) for name, content in everything.items() if content)
        with self._changing(changes):
            self._store.update(f"{removals}INSERT DATA {{ {inserts} }}")
            self._position = position or self._position

    def fill(self, graphs: Iterable[tuple[str, str]]) -> None:
        rest, parts = iter(graphs), 0
        with self._changing():
            while part := list(islice(rest, _CHUNK)):
                text = "".join(content.replace(" .\n", f" <{name}> .\n") for name, content in part)
                self._store.bulk_load(text.encode(), ox.RdfFormat.N_QUADS, lenient=True)
                parts += 1
            if self.folder and parts > _FEW:
                self._store.optimize()  # each part lies in files of its own, which every reading would look through

    def dump(self) -> bytes:
        """All graphs but the position, as N-Quads: what `restore_dump` takes."""
        with explained(self.folder):
            text = self._store.dump(format=ox.RdfFormat.N_QUADS) or b""
        mark = f" {_STATE} .\n".encode()
        return b"".join(line for line in text.splitlines(keepends=True) if not line.endswith(mark))

    def restore_dump(self, quads: bytes) -> None:
        """Adds what `dump` gave, in bulk."""
        with self._changing():
            self._store.bulk_load(quads, ox.RdfFormat.N_QUADS, lenient=True)

    def load(self, quads: list[Quad]) -> None:
        """Adds quads in bulk, outside any transaction: for fresh in-memory copies."""
        with self._changing():
            self._store.bulk_extend(quads)

    def change(self, gone: Iterable[Quad], come: Iterable[Quad]) -> None:
        """Takes quads out and puts others in, one by one: for the flat copy that checks run on."""
        removed, added = list(gone), list(come)
        with self._changing():
            for quad in removed:
                self._store.remove(quad)
            self._store.extend(added)

    def matching(self, s: Subject | None, p: NamedNode | None, o: Term | Triple | None) -> Iterator[Quad]:
        """What the default graph states, each statement as it is asked for; None for any."""
        return self._store.quads_for_pattern(s, p, o, ox.DefaultGraph())

    def holds(self, triple: Triple) -> bool:
        """Whether the default graph states this."""
        return Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph()) in self._store

    def position(self) -> Position:
        if self.folder is None:
            return self._position
        with explained(self.folder):
            quads = self._store.quads_for_pattern(_STATE, None, None, _STATE)
            found = {q.predicate: q.object.value for q in quads if isinstance(q.object, Literal)}
        return Position(int(found.get(_REACHED, "0")), found.get(_HASH, ""))

    def is_readable(self) -> bool:
        """Reads every index to its end; False where one cannot be read, or holds more or fewer facts than another.

        A graph is asked for through one index of six: damage to another shows only once a query needs that one.
        """
        if self.is_in_memory:
            return True
        with suppress(StoreDamaged), explained(self.folder):
            return len(set(self._counts())) == 1  # not by a query that counts: that gathers errors without end
        return False

    def _counts(self) -> Iterator[int]:
        total = by_predicate = by_object = 0
        subjects, predicates, objects = set(), set(), set()
        for graph in (ox.DefaultGraph(), *self._store.named_graphs()):
            quads = tuple(self._store.quads_for_pattern(None, None, None, graph))
            own_predicates, own_objects = {q.predicate for q in quads}, {q.object for q in quads}
            by_predicate += sum(
                sum(1 for _ in self._store.quads_for_pattern(None, p, None, graph)) for p in own_predicates
            )
            by_object += sum(self._stating(o, graph) for o in own_objects)
            total += len(quads)
            subjects |= {q.subject for q in quads}
            predicates |= own_predicates
            objects |= own_objects
        yield from (total, by_predicate, by_object)
        yield sum(sum(1 for _ in self._store.quads_for_pattern(s, None, None, None)) for s in subjects)
        yield sum(sum(1 for _ in self._store.quads_for_pattern(None, p, None, None)) for p in predicates)
        yield sum(map(self._stating, objects))

    def _stating(self, value: Term | Triple, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None) -> int:
        """How many quads have an object. The engine gives more from the disk where the object's bytes end in FF (1023:
        up to 1279 too), so each is looked at; queries do so themselves."""
        return sum(quad.object == value for quad in self._store.quads_for_pattern(None, None, value, graph))

    def clear(self) -> None:
        with self._changing():
            self._store.clear()
            self._position = Position()

    def close(self) -> None:
        if self.folder and not self._read_only:
            # What does not reach the disk is caught up with from the journal.
            with suppress(StoreError), explained(self.folder):
                self._store.flush()
        del self._store

    @contextmanager
    def _changing(self, changes: Changes | None = None) -> Iterator[None]:
        self._begun += 1
        try:
            with explained(self.folder):
                yield
        finally:
            self._ended += 1
        for follower in self.followers:
            follower(changes)

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query)
        except (SyntaxError, UnicodeEncodeError) as error:
            raise BadQuery(said("the query does not parse: {reason}.", reason=error)) from error


def _open(folder: Path | None, read_only: bool) -> ox.Store:
    """Opens a store, a second time where it was locked; a few times where a writer beside it merges its files."""
    for _ in range(_ATTEMPTS if read_only else 1):
        try:
            return _opened(folder, read_only)
        except StoreLocked:
            gc.collect()  # an iterator of a failed query may hold a closed store of this very process
            break
        except StoreDamaged as error:
            if _GONE not in str(error):
                raise
    return _opened(folder, read_only)


def _opened(folder: Path | None, read_only: bool) -> ox.Store:
    with explained(folder, opening=True):
        if folder is None:
            return ox.Store()
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))


def _state(position: Position) -> list[Triple]:
    return [Triple(_STATE, _REACHED, Literal(position.sequence)), Triple(_STATE, _HASH, Literal(position.hash))]


class _Known(dict[object, Term | None]):
    """Each term once in memory, however many rows have it: large answers have few different terms."""

    def __missing__(self, term: object) -> Term | None:
        known = self[term] = _term(term)
        return known


def _rows(answer: ox.QuerySolutions) -> tuple[tuple[Term | None, ...], ...]:
    known = _Known().__getitem__
    first = tuple([tuple(map(known, row)) for row in islice(answer, _SINGLE)])
    if len(first) < _SINGLE:
        return first
    return (*first, *lines.rows(answer.serialize(format=ox.QueryResultsFormat.TSV) or b""))


def _term(term: object) -> Term | None:
    return term if isinstance(term, (NamedNode, ox.BlankNode, Literal)) else None


def _block(graph: str, content: Sequence[Triple]) -> str:
    lines = "".join(f"{triple} .\n" for triple in content)
    return f"GRAPH <{graph}> {{\n{lines}}}\n"
