"""What a line tells when it is pointed at: its ends, the data it carries, the grounds it crosses the border on."""

from __future__ import annotations

from functools import cached_property

from ropa.flows import wording
from ropa.flows.flow import Flow, Passage, Stream


class Tooltips:
    """The words of all lines of one flow in one language; what many lines share is put together once."""

    def __init__(self, flow: Flow, language: str) -> None:
        self._flow, self._language = flow, language
        self._terms: dict[str, str] = {}
        self._data: dict[tuple[tuple[str, ...], bool], str] = {}
        self._grounds: dict[tuple[Passage, ...], str] = {(): ""}

    def of(self, stream: Stream) -> str:
        """A line each, without those that have nothing to tell."""
        carried = stream.data, stream.is_public
        if carried not in self._data:
            told = ", ".join(sorted({self._term(iri) for iri in stream.data}))
            self._data[carried] = told or wording.data(stream, self._language, self._flow.concepts)
        if stream.passages not in self._grounds:
            self._grounds[stream.passages] = wording.grounds(stream, self._language)
        ends = f"{self._names[stream.source]} → {self._names[stream.target]}"
        return "\n".join(filter(None, (ends, self._data[carried], self._grounds[stream.passages])))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {place.key: wording.name(place, self._language, self._flow.concepts) for place in self._flow.places}

    def _term(self, iri: str) -> str:
        if iri not in self._terms:
            self._terms[iri] = wording.term(iri, self._language, self._flow.concepts)
        return self._terms[iri]
