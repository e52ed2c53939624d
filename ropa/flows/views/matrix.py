"""Which categories of data each party receives, as a grid: one row for a category, one column for a party."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.flows import wording
from ropa.flows.flow import LOOKS, Flow, Ground, Role
from ropa.flows.measure import width, wrap
from ropa.flows.picture import Cell, Frame, Picture
from ropa.flows.picture import draw as drawn
from ropa.flows.receiving import Receiver, receivers, worst
from ropa.texts import say

_MOST = 40
"""So many parties are drawn, those with the most categories; the table has all."""
_CELL, _ROW, _NAMES, _TOP = 46.0, 26.0, 270.0, 60.0
_SLANT = 0.7071


@dataclass(frozen=True)
class _Head:
    """One party above its column."""

    name: str
    href: str
    x: float


@dataclass(frozen=True)
class _Line:
    """One category of data and where its row begins; `shown` is its name as far as there is room."""

    iri: str
    name: str
    shown: str
    y: float


@dataclass(frozen=True)
class _Mark:
    """How many activities give this category to this party, and on which ground where it leaves the EEA."""

    x: float
    y: float
    count: int
    ground: Ground | None
    tooltip: str


def draw(flow: Flow, language: str) -> Picture:
    """The same bytes for the same flow and language."""
    parties = [receiver for receiver in receivers(flow) if receiver.place.role is not Role.ACTIVITY]
    names = [wording.name(receiver.place, language, flow.concepts) for receiver in parties]
    data = {iri: wording.upper_first(wording.term(iri, language, flow.concepts)) for r in parties for iri in r.data}
    order = sorted(data, key=lambda iri: (data[iri].casefold(), iri))
    title, description = say("flows-matrix-title", language), _description(parties, data, language)
    shown = _shown(parties)
    above = 30 + max((width(names[n][:34], 13) * _SLANT for n in shown), default=0.0)
    left = min(_NAMES, 44 + max((width(words, 13) for words in data.values()), default=0.0))
    top = _TOP + above
    lines = [_Line(iri, data[iri], wrap(data[iri], left - 36, 13, 1)[0], top + n * _ROW) for n, iri in enumerate(order)]
    heads = [_head(flow, parties[n], names[n], left + (place + 0.5) * _CELL) for place, n in enumerate(shown)]
    svg = drawn(
        "matrix",
        flow,
        language,
        Frame(
            title,
            description,
            note=say("flows-matrix-note", language),
            width=max(640.0, left + len(shown) * _CELL + above + 24),
            height=top + len(order) * _ROW + 56,
            legend=[(look, say(f"flows-key-{look}", language)) for look in _used(parties)],
        ),
        heads=heads,
        lines=lines,
        marks=_marks([(head, parties[n]) for head, n in zip(heads, shown, strict=True)], lines, language),
        left=left,
        top=top,
        cell=_CELL,
        row=_ROW,
        across=len(shown) * _CELL,
        foot=top + len(order) * _ROW + 28,
    )
    rows = tuple((Cell(data[iri]), *(_cell(receiver, iri, language) for receiver in parties)) for iri in order)
    columns = say("flows-column-data", language), *_headings(parties, names, language)
    return Picture(title, description, svg, say("flows-matrix-caption", language), columns, rows)


def _head(flow: Flow, party: Receiver, name: str, middle: float) -> _Head:
    return _Head(wrap(name, 240, 13, 1)[0], flow.links.to(party.place.iri), middle)


def _description(parties: list[Receiver], data: dict[str, str], language: str) -> str:
    hidden = max(0, len(parties) - _MOST)
    words = say("flows-matrix-desc", language, parties=len(parties), data=len(data))
    return f"{words} {say('flows-matrix-hidden', language, shown=_MOST)}" if hidden else words


def _headings(parties: list[Receiver], names: list[str], language: str) -> list[str]:
    return [
        f"{name} ({say(f'flows-view-{receiver.place.role.value}', language)})"
        for name, receiver in zip(names, parties, strict=True)
    ]


def _shown(parties: list[Receiver]) -> list[int]:
    wanted = sorted(range(len(parties)), key=lambda n: (-len(parties[n].data), n))[:_MOST]
    return sorted(wanted)


def _given(receiver: Receiver, iri: str) -> tuple[int, Ground | None]:
    streams = [stream for stream in receiver.arriving if iri in stream.data]
    activities = {activity for stream in streams for activity in stream.activities}
    return len(activities), worst(stream.worst for stream in streams)


def _marks(columns: list[tuple[_Head, Receiver]], rows: list[_Line], language: str) -> list[_Mark]:
    found = []
    for head, receiver in columns:
        for line in rows:
            count, ground = _given(receiver, line.iri)
            if count:
                words = f"{line.name} → {head.name}: {say('flows-view-activities', language, count=count)}"
                found.append(_Mark(head.x, line.y + _ROW / 2, count, ground, words))
    return found


def _cell(receiver: Receiver, iri: str, language: str) -> Cell:
    count, ground = _given(receiver, iri)
    if ground is None:
        return Cell(str(count) if count else "")
    return Cell(f"{count} ({say(f'flows-state-{ground.value}', language)})", is_bad=ground.is_bad)


def _used(parties: list[Receiver]) -> list[str]:
    looks = {stream.worst.look for receiver in parties for stream in receiver.arriving if stream.worst}
    return [look for look in LOOKS if look in looks]
