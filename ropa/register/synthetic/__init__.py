"""Registers like real ones, for tests and benchmarks: same number and seed, same bytes. No real organisation.

`variety.yaml` holds the words, `parties.py` and `parts.py` put them together, `faults.py` spoils one in twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ropa.errors import BadParameter, said
from ropa.mapping import settle, triples
from ropa.model import Iri, Measure, Party, Record
from ropa.rdf import NamedNode, Quad, Triple, serialize
from ropa.register.synthetic.faults import with_fault
from ropa.register.synthetic.parties import controllers, parties
from ropa.register.synthetic.parts import activity
from ropa.register.synthetic.variety import Topic, Variety, iris, texts, variety

FAULTY_SHARE = 0.05
_ACTIVITIES, _SHARES = (1, 2, 3), (85, 12, 3)


def generate(records: int, seed: int, base: str) -> Iterator[tuple[str, list[Triple]]]:
    """Graph IRI and triples: first the parties all records share, then each record.

    60 to 100 triples an activity on average, the record's share included; processor chains to depth 5; about one
    record in twenty has one fault that a rule finds, the others give no more than advice.
    """
    chance = Random(f"ropa {seed}")  # noqa: S311 - repeatable, not secret
    given = variety()
    known = parties(chance, _parties(records), base, given)
    for party in known:
        yield party.iri, triples(party)
    for number in range(records):
        record = _record(chance, number, base, known, given)
        yield record.iri, triples(record)


def _parties(records: int) -> int:
    return max(24, records // 20)


def _record(chance: Random, number: int, base: str, known: Sequence[Party], given: Variety) -> Record:
    key = f"record/synthetic-{number + 1}"
    topic = chance.choice(given.topics)
    own = controllers(len(known))
    count = chance.choices(_ACTIVITIES, _SHARES)[0]
    made = Record(
        iri=key,
        titles=texts(_title(chance, topic, number, given)),
        controllers=(Iri(known[chance.randrange(own)].iri),),
        rights=iris(*(f"eu-gdpr:{right}" for right in given.rights)),
        authorities=iris("legal-fi:DPA-FI"),
        measures=_measures(chance, key, given),
        activities=tuple(activity(chance, f"{key}/activity/{n + 1}", topic, known[own:], given) for n in range(count)),
    )
    made = _with_days(chance, made)
    return settle(with_fault(chance, made) if chance.random() < FAULTY_SHARE else made, base)


def _title(chance: Random, topic: Topic, number: int, given: Variety) -> tuple[str, ...]:
    unit = chance.choice(given.units)
    return tuple(f"{name}, {place} {number + 1}" for name, place in zip(topic.name, unit, strict=True))


def _with_days(chance: Random, record: Record) -> Record:
    created = date(2019, 1, 2) + timedelta(days=chance.randrange(2500))
    reviewed = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    return replace(
        record, created=created, modified=reviewed, reviewed_on=(reviewed,), next_review=reviewed.replace(year=2028)
    )


def _measures(chance: Random, key: str, given: Variety) -> tuple[Measure, ...]:
    chosen = [
        (chance.choice(given.measures), "ropa:ElectronicMaterial"),
        (chance.choice(given.locked), "ropa:ManualMaterial"),
    ]
    return tuple(
        Measure(iri=f"{key}/measure/{n + 1}", concepts=iris(concept), media=iris(medium))
        for n, (concept, medium) in enumerate(chosen)
    )


def files(records: int, seed: int, base: str) -> Iterator[tuple[str, bytes]]:
    """One TriG file per graph: its name and content. Raises BadParameter for a negative number."""
    if records < 0:
        raise BadParameter(said("{records} records cannot be made.", records=records), mend="Give a number from 0.")
    for graph, content in generate(records, seed, base):
        name = graph[len(base) + 1 :].replace("/", "-")
        quads = [Quad(t.subject, t.predicate, t.object, NamedNode(graph)) for t in content]
        yield f"{name}.trig", serialize(quads, "trig")


def how_many(records: int) -> int:
    """The number of files that so many records make, those of their parties included."""
    return records + _parties(records)


def write_files(made: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """Writes what `files` makes into a folder; answers how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, content in made:
        (folder / name).write_bytes(content)
        count += 1
    return count
