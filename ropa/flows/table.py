"""The flow as a table: the alternative to the picture for those who do not see it, and for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.flows import wording
from ropa.flows.flow import Flow, Ground, Stream
from ropa.texts import say

_COLUMNS = (
    "from",
    "to",
    "kind",
    "service",
    "data",
    "subjects",
    "purposes",
    "bases",
    "countries",
    "ground",
    "activities",
)


@dataclass(frozen=True)
class Row:
    """One stream in words, with what a page needs to filter it and to lead on to the records."""

    cells: tuple[str, ...]
    stream: Stream

    @property
    def ground(self) -> Ground | None:
        """The weakest ground on which data leave the EEA here."""
        return self.stream.worst


@dataclass(frozen=True)
class Table:
    """Title, headings and rows, in the order of the layers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def table(flow: Flow, language: str) -> Table:
    """Every stream of the whole flow as a row, never condensed."""
    names = {place.key: wording.name(place, language, flow.concepts) for place in flow.places}
    by_iri = {place.iri: names[place.key] for place in flow.places if place.iri}
    roles = [place.role for place in flow.places]
    order = {key: (list(type(roles[0])).index(place.role), place.depth) for key, place in flow.by_key.items()}
    streams = sorted(flow.streams, key=lambda s: (order[s.source], names[s.source], order[s.target], names[s.target]))
    return Table(
        say("flows-table-caption", language),
        tuple(say(f"flows-column-{name}", language) for name in _COLUMNS),
        tuple(Row(_cells(stream, names, by_iri, language, flow.concepts), stream) for stream in streams),
    )


def _cells(
    stream: Stream, names: dict[str, str], by_iri: dict[str, str], language: str, own: wording.Own
) -> tuple[str, ...]:
    countries = {p.country for p in stream.passages if p.country}
    return (
        names[stream.source],
        names[stream.target],
        say(f"flows-kind-{stream.kind.value}", language),
        ", ".join(wording.pick(stream.services, language)),
        wording.upper_first(wording.data(stream, language, own)),
        wording.upper_first(wording.labels(stream.subjects, language, own)),
        wording.upper_first(wording.labels(stream.purposes, language, own)),
        wording.upper_first("; ".join(wording.basis(b, language) for b in stream.legal_bases)),
        wording.labels(countries, language),
        wording.transfer(stream, language),
        ", ".join(sorted(by_iri.get(iri, "") for iri in stream.activities)),
    )
